// What the reader gains with a script: filters that are remembered, passage
// and note that light up together, copying, keys, a theme. Without it the
// page is whole. Words come from the page (tools.html), never from here.
(() => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const root = document.documentElement;
  root.classList.add("scripted");
  const stored = (key, value) => {
    try {
      return value === undefined ? localStorage.getItem("gloss-" + key) : localStorage.setItem("gloss-" + key, value);
    } catch {} // storage may be forbidden; then nothing is remembered
  };

  // Theme: automatic, light, dark.
  const theme = document.querySelector(".theme");
  const themes = ["auto", "light", "dark"];
  const paint = (name) => {
    if (name === "auto") delete root.dataset.theme;
    else root.dataset.theme = name;
    const word = theme && theme.querySelector("[data-auto]");
    if (word) word.textContent = word.dataset[name];
  };
  let current = Math.max(0, themes.indexOf(stored("theme")));
  paint(themes[current]);
  if (theme) {
    theme.onclick = () => {
      current = (current + 1) % 3;
      paint(themes[current]);
      stored("theme", themes[current]);
    };
  }

  const tools = document.getElementById("tools");
  if (!tools) return;
  const [noteTools, sourceTools, copied] = tools.content.children;
  const marks = tools.dataset.marks.split("…");
  const main = document.querySelector("main");

  // Filters: the kinds that are hidden, on every article.
  const boxes = all(".filters [id]");
  const hidden = new Set((stored("hidden") || "").split(" "));
  for (const box of boxes) {
    box.checked = !hidden.has(box.id);
    box.onchange = () => {
      hidden[box.checked ? "delete" : "add"](box.id);
      stored("hidden", [...hidden].join(" ").trim());
    };
  }

  // Passage and note light up together.
  const counterparts = (element) => {
    const at = element.closest && element.closest("[data-n],.note,.ref");
    if (!at) return [];
    const ids = at.dataset.n ? at.dataset.n.split(" ") : [(at.hash ? at.hash.slice(1) : at.id).replace(/^note-/, "")].map(decodeURIComponent);
    return ids.flatMap((id) => [document.getElementById("note-" + id), ...all(`mark [data-n~="${CSS.escape(id)}"]`)]);
  };
  const light = (event) => {
    for (const e of all(".lit")) e.classList.remove("lit");
    for (const e of counterparts(event.target)) if (e) e.classList.add("lit");
  };
  main.addEventListener("pointerover", light);
  main.addEventListener("focusin", light);

  // Copying: a note's address, its passage with the address, a full reference.
  for (const note of all(".note .signed")) note.append(" ", noteTools.cloneNode(true));
  for (const source of all(".endnotes li")) (source.querySelector(".uses") || source).append(" ", sourceTools.cloneNode(true));
  const said = copied.textContent;
  copied.textContent = "";
  main.append(copied);
  main.addEventListener("click", async (event) => {
    const what = event.target.dataset && event.target.dataset.copy;
    if (!what) return;
    const holder = event.target.closest("[id]");
    const link = location.href.replace(/#.*/, "") + "#" + holder.id;
    const text = (selector) => all(selector, holder).map((e) => e.textContent.trim()).join(" … ");
    const words = { link, quote: marks[0] + text(".passage q") + marks[1] + ` — ${document.title}, ${link}`, cite: text(".reference") };
    await navigator.clipboard.writeText(words[what]);
    copied.textContent = said;
    setTimeout(() => (copied.textContent = ""), 2000);
  });

  // Keys j and k, once they are switched on (WCAG 2.1.4).
  const keys = document.querySelector(".keys input");
  if (!keys) return;
  keys.checked = stored("keys") === "on";
  keys.onchange = () => stored("keys", keys.checked ? "on" : "off");
  document.addEventListener("keydown", (event) => {
    const step = { j: 1, k: -1 }[event.key];
    if (!keys.checked || !step || event.ctrlKey || event.metaKey || event.altKey || event.target.matches?.("input:not([type=checkbox]),textarea,select")) return;
    const links = all(".note .label a").filter((a) => a.offsetParent);
    const here = links.findIndex((a) => a.closest(".note").contains(document.activeElement));
    const next = links[here < 0 && step < 0 ? links.length - 1 : here + step];
    if (next) next.focus();
  });
})();
