"use strict";
// Filters, views and keys of the report. Without this script everything is
// there: in place, of every group.
document.documentElement.classList.add("scripted");
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const boxes = all("[name=group]"), views = all("[name=view]");

function filter() {
  const on = new Set(boxes.filter(b => b.checked).map(b => b.value));
  for (const el of all("[data-g]")) {
    const groups = el.dataset.g.split(" ").filter(Boolean);
    el.hidden = groups.length > 0 && !groups.some(g => on.has(g));
  }
}

function show() {
  const view = views.find(v => v.checked).value;
  document.body.dataset.view = view;
  for (const frame of all("iframe.new")) {
    frame.contentDocument?.documentElement?.classList.toggle("from-new", view === "beside");
  }
  for (const frame of all("iframe")) { delete frame.dataset.seen; mark(frame); }
  if (view === "lines") for (const d of all("details.lines")) d.open = true;
}

// A frame goes to its first change when it comes.
function mark(frame) {
  const doc = frame.contentDocument;
  if (!doc || !doc.body || frame.dataset.seen) return;
  const first = all("ins, del, [data-gloss]", doc).find(m => m.getBoundingClientRect().top > 0);
  if (first) { frame.dataset.seen = "1"; doc.documentElement.scrollTop = first.getBoundingClientRect().top - 120; }
}
for (const frame of all("iframe")) frame.addEventListener("load", () => { show(); together(frame); });

// Side by side the two scroll together.
function together(frame) {
  const other = all("iframe", frame.parentElement).find(f => f !== frame);
  frame.contentWindow?.addEventListener("scroll", () => {
    if (document.body.dataset.view !== "beside" || !frame.matches(":hover")) return;
    const a = frame.contentDocument.scrollingElement, b = other?.contentDocument?.scrollingElement;
    if (b) b.scrollTop = a.scrollTop / Math.max(1, a.scrollHeight - a.clientHeight) * (b.scrollHeight - b.clientHeight);
  }, { passive: true });
}

// The changes in the order of the report: marks within a frame that is shown,
// or else the hunks.
function stops() {
  const found = [];
  for (const section of all("main article.shared, main > section.page")) {
    if (section.hidden) continue;
    const frame = section.querySelector("iframe.new");
    const marks = frame && frame.offsetParent && frame.contentDocument
      ? all("ins, del, [data-gloss]", frame.contentDocument).filter(m => !m.parentElement.closest("ins, del")) : [];
    if (marks.length) for (const m of marks) found.push({ el: m, frame });
    else found.push(...all(".hunk:not([hidden])", section).map(el => ({ el })), ...(section.querySelector(".hunk") ? [] : [{ el: section }]));
  }
  return found;
}
let here = null;
function go(step) {
  const list = stops();
  if (!list.length) return;
  let i = list.findIndex(s => s.el === here);
  i = i < 0 ? (step > 0 ? 0 : list.length - 1) : Math.max(0, Math.min(list.length - 1, i + step));
  here?.classList.remove("here");
  const { el, frame } = list[i];
  here = el;
  el.classList.add("here");
  el.closest("details")?.setAttribute("open", "");
  if (frame) frame.scrollIntoView({ block: "center" });
  el.scrollIntoView({ block: "center" });
}
function page(step) {
  const list = all("main > section:not([hidden])");
  const at = list.findLastIndex(s => s.getBoundingClientRect().top < 140);
  const to = list[Math.max(0, Math.min(list.length - 1, at + step))];
  to?.scrollIntoView();
}
addEventListener("keydown", e => {
  if (e.ctrlKey || e.metaKey || e.altKey || e.target.matches("input[type=text], textarea, select")) return;
  if (e.key === "j") go(1);
  else if (e.key === "k") go(-1);
  else if (e.key === "n") page(1);
  else if (e.key === "p") page(-1);
  else if (e.key === "v") { views[(views.findIndex(v => v.checked) + 1) % views.length].checked = true; show(); }
  else if (boxes[e.key - 1] && !boxes[e.key - 1].disabled) { boxes[e.key - 1].checked = !boxes[e.key - 1].checked; filter(); }
  else return;
  e.preventDefault();
});
for (const b of boxes) b.addEventListener("change", filter);
for (const v of views) v.addEventListener("change", show);
show();
filter();
