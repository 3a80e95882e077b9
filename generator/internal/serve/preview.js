// The preview, in the browser: it keeps the page as the author last saved it,
// and says what is wrong and where. It is set into pages as they are served
// and is in no page that is published.
//
// A page is patched, not loaded again. Three trees are at hand: the page as it
// was served, the page as it will be, and the document, which the reader and
// the page's own scripts have changed since. What differs between the first
// two is done to the third, and nothing else: what is open stays open, what is
// ticked stays ticked, the focus stays where it is.
(() => {
  const script = document.currentScript;
  const { page } = script.dataset;
  let { seen, pictures } = script.dataset;
  script.remove();

  // From each node of the page as it was served to its node in the document.
  const live = new WeakMap();
  const pair = (served, node) => {
    live.set(served, node);
    served.childNodes.forEach((child, i) => pair(child, node.childNodes[i]));
  };
  let served = document.documentElement.cloneNode(true);
  pair(served, document.documentElement);

  // same reports whether two nodes stand for the same thing.
  const same = (a, b) => a.nodeType === b.nodeType && a.nodeName === b.nodeName && (a.id || "") === (b.id || "");
  const text = (node) => (node.nodeType === 1 ? node.outerHTML : node.nodeType + node.data);

  // match returns, for each child of will, the child of was that becomes it.
  // First what is equal, in the order that keeps the most; then, between
  // those, what stands for the same thing; then what has the same id.
  const match = (was, will) => {
    const matched = new Array(will.length).fill(null);
    const olds = was.map(text), news = will.map(text);
    let start = 0, a = was.length, b = will.length;
    while (start < a && start < b && olds[start] === news[start]) matched[start] = was[start++];
    while (a > start && b > start && olds[a - 1] === news[b - 1]) matched[--b] = was[--a];
    const taken = new Set();
    const between = (i, iEnd, j, jEnd) => {
      for (; j < jEnd; j++) {
        for (let k = i; k < iEnd; k++) {
          if (same(was[k], will[j])) {
            matched[j] = was[k];
            taken.add(was[k]);
            i = k + 1;
            break;
          }
        }
      }
    };
    const rows = a - start, columns = b - start;
    if (rows * columns > 4e6) {
      between(start, a, start, b);
    } else {
      const best = Array.from({ length: rows + 1 }, () => new Uint16Array(columns + 1));
      for (let i = rows - 1; i >= 0; i--)
        for (let j = columns - 1; j >= 0; j--)
          best[i][j] = olds[start + i] === news[start + j] ? best[i + 1][j + 1] + 1 : Math.max(best[i + 1][j], best[i][j + 1]);
      let i = 0, j = 0, gapI = 0, gapJ = 0;
      while (i < rows && j < columns) {
        if (olds[start + i] === news[start + j]) {
          between(start + gapI, start + i, start + gapJ, start + j);
          taken.add((matched[start + j] = was[start + i]));
          gapI = ++i;
          gapJ = ++j;
        } else if (best[i + 1][j] >= best[i][j + 1]) i++;
        else j++;
      }
      between(start + gapI, a, start + gapJ, b);
    }
    const byID = new Map(was.slice(start, a).filter((node) => node.id && !taken.has(node)).map((node) => [node.id, node]));
    for (let j = start; j < b; j++) {
      const found = will[j].id && !matched[j] && byID.get(will[j].id);
      if (found && same(found, will[j])) matched[j] = found;
    }
    return matched;
  };

  // runs tells scripts from data, such as JSON-LD.
  const runs = (script) => !script.type || /javascript|module/.test(script.type);

  const patch = (was, will) => {
    const node = live.get(was);
    live.set(will, node);
    if (was.nodeType !== 1) {
      if (was.data !== will.data) node.data = will.data;
      return;
    }
    if (was.localName === "link" && was.rel === "stylesheet" && was.getAttribute("href") !== will.getAttribute("href")) return restyle(node, will);
    if (was.httpEquiv === "Content-Security-Policy" && was.content !== will.content) throw new Error("a policy holds until the page is loaded anew");
    if (was.localName === "script" && runs(was) && !was.isEqualNode(will)) throw new Error("a script has changed");
    if (was.localName === "template") return void (was.innerHTML !== will.innerHTML && (node.innerHTML = will.innerHTML));
    for (const { name, value } of will.attributes) if (was.getAttribute(name) !== value) node.setAttribute(name, value);
    for (const { name } of [...was.attributes]) if (!will.hasAttribute(name)) node.removeAttribute(name);
    const olds = [...was.childNodes], news = [...will.childNodes];
    const matched = match(olds, news);
    const kept = new Set(matched);
    for (const old of olds) if (!kept.has(old)) live.get(old).remove();
    // From the end: what comes next is in its place already. Nodes that keep
    // their order are not moved, as to move the focused one would lose it.
    let next = null, least = Infinity;
    for (let i = news.length - 1; i >= 0; i--) {
      const old = matched[i];
      let here;
      if (old) {
        here = live.get(old);
        if (here.parentNode !== node) throw new Error("a script has moved what is to change");
        const place = olds.indexOf(old);
        if (place > least) node.insertBefore(here, next);
        else least = place;
        patch(old, news[i]);
      } else {
        here = document.importNode(news[i], true);
        pair(news[i], here);
        node.insertBefore(here, next || after(olds, node));
      }
      next = here;
    }
  };
  // after returns what scripts have put at the end of a node, which stays there.
  const after = (olds, node) => {
    const last = olds.map((old) => live.get(old)).filter((old) => old.parentNode === node).pop();
    return last ? last.nextSibling : null;
  };

  // A new style sheet takes over when it has been read: nothing flickers.
  const restyle = (node, will) => {
    const fresh = document.importNode(will, true);
    fresh.onload = fresh.onerror = () => node.remove();
    node.after(fresh);
    live.set(will, fresh);
  };

  // What is read: the innermost blocks, passages and notes.
  const blocks = "p,li,h1,h2,h3,h4,h5,h6,td,th,dt,dd,pre,figcaption,mark [data-n]";
  const words = (node) => (node.dataset.n || "") + " " + node.textContent;
  const flash = (before, now) => {
    const changed = (simple) => {
      const known = new Set([...before.querySelectorAll(blocks)].map((b) => simple(words(b))));
      return [...now.querySelectorAll("body " + blocks.replaceAll(",", ",body "))].filter((b) => !known.has(simple(words(b))));
    };
    let found = changed((s) => s);
    if (found.length > 6) found = changed((s) => s.replace(/\d+/g, "")); // numbers have moved on
    const shown = new Set(found.filter((b) => !found.some((c) => c !== b && b.contains(c))).map((b) => live.get(b.closest("aside[id]") || b)));
    const still = !matchMedia("(prefers-reduced-motion: no-preference)").matches;
    for (const node of [...shown].slice(0, 12)) {
      if (!node || !node.isConnected) continue;
      node.dispatchEvent(new CustomEvent("gloss:changed", { bubbles: true }));
      const bright = { outline: "2px solid #e0a800", outlineOffset: "2px" };
      if (still) node.animate([bright, bright], 1500);
      else node.animate([{ ...bright, backgroundColor: "#ffe58a80" }, { outline: "2px solid transparent", outlineOffset: "2px" }], { duration: 1500, easing: "ease-out" });
    }
  };

  // What the reader is looking at stays where it is. Some browsers see to that
  // themselves, some of the time; it must not be done twice.
  document.documentElement.style.overflowAnchor = "none";
  const held = () => {
    const first = [...document.querySelectorAll("main p,main h1,main h2,main li")].find((e) => !e.closest("main aside") && e.getBoundingClientRect().bottom > 0);
    if (!first || !scrollY) return () => {};
    const top = first.getBoundingClientRect().top;
    return () => first.isConnected && scrollBy({ top: first.getBoundingClientRect().top - top, behavior: "instant" });
  };

  const show = (html) => {
    const will = new DOMParser().parseFromString(html, "text/html").documentElement;
    const before = served;
    const hold = held();
    try {
      patch(served, will);
    } catch {
      return location.reload(); // the browser keeps the place
    }
    served = will;
    const tools = document.querySelector(".note .tools");
    for (const signed of tools ? document.querySelectorAll(".note .signed") : []) if (!signed.querySelector(".tools")) signed.append(" ", tools.cloneNode(true));
    hold();
    flash(before, will);
  };

  // A picture has another address when it has changed: the old one shows what
  // the browser still has of it.
  const refresh = (files) => {
    const fresh = (address) => {
      const url = new URL(address, location.href);
      return url.origin === location.origin && files.includes(url.pathname) ? url.pathname + "?" + pictures : null;
    };
    for (const [selector, name] of [["img,source,video,audio,embed,iframe", "src"], ["object", "data"], ["video", "poster"]])
      for (const node of document.querySelectorAll(selector)) {
        const address = node.getAttribute(name) && fresh(node.getAttribute(name));
        if (address) node.setAttribute(name, address);
      }
  };

  // The panel: what is wrong, and what the page is made from. It has a tree of
  // its own, so that neither style reaches the other.
  const host = document.createElement("gloss-preview");
  const root = host.attachShadow({ mode: "open" });
  // The page's policy forbids styles that are written into it, and not those.
  const style = new CSSStyleSheet();
  style.replaceSync(`
:host{all:initial;position:fixed;inset:auto 0 0 auto;z-index:2147483647;max-width:100vw;font:14px/1.45 system-ui,sans-serif;color-scheme:light dark}
.box{margin:.5rem;display:flex;flex-direction:column;align-items:flex-end;gap:.4rem}
section{width:min(46rem,calc(100vw - 2rem));max-height:min(26rem,60vh);overflow:auto;padding:.7rem 1rem;border:1px solid GrayText;border-radius:6px;background:Canvas;color:CanvasText;box-shadow:0 2px 14px #0004}
[hidden]{display:none}
button{font:inherit;padding:.2rem .7rem;border:1px solid GrayText;border-radius:1rem;background:Canvas;color:CanvasText;cursor:pointer}
button:focus-visible,a:focus-visible{outline:2px solid Highlight;outline-offset:2px}
.wrong{border-color:#b3261e;color:#b3261e}
@media (prefers-color-scheme:dark){.wrong{border-color:#ff8a80;color:#ff8a80}}
h2{font-size:1em;margin:.6rem 0 .2rem}h2:first-child{margin-top:0}
ul{list-style:none;margin:0;padding:0}li{margin:0 0 .7rem}
.page li{margin:0}
pre{margin:.2rem 0;padding:.2rem .5rem;overflow:auto;background:color-mix(in srgb,CanvasText 8%,Canvas);font:12px/1.4 ui-monospace,monospace}
p{margin:0}.hint{opacity:.8}code{font:12px/1.4 ui-monospace,monospace;overflow-wrap:anywhere}
.said{position:absolute;clip-path:inset(50%)}
`);
  root.adoptedStyleSheets = [style];
  root.innerHTML = `<div class="box"><section aria-label="Diagnostics" class="complaints" hidden></section><section aria-label="This page" class="page" hidden></section>
<div><button class="count" aria-expanded="false"></button> <button class="about" aria-expanded="false">this page</button></div><p role="status" class="said"></p></div>`;
  const at = (selector) => root.querySelector(selector);
  const element = (name, content, attributes = {}) => {
    const e = document.createElement(name);
    e.append(...[content].flat());
    for (const [key, value] of Object.entries(attributes)) e.setAttribute(key, value);
    return e;
  };
  const place = (p) => {
    const words = p.file + (p.line ? ":" + p.line + (p.column ? ":" + p.column : "") : "");
    return p.open ? element("a", element("code", words), { href: p.open }) : element("code", words);
  };
  const complaint = (c) => {
    const parts = [element("p", [place(c), " ", element("b", `${c.severity}[${c.code}]`), " " + c.message])];
    if (c.excerpt) {
      const caret = c.column ? "\n" + [...c.excerpt].slice(0, c.column - 1).map((r) => (r === "\t" ? r : " ")).join("") + "^" : "";
      parts.push(element("pre", c.excerpt + caret));
    }
    if (c.hint) parts.push(element("p", c.hint, { class: "hint" }));
    return element("li", parts, { class: c.severity });
  };
  const plural = (n, noun) => (n ? `${n} ${noun}${n > 1 ? "s" : ""}` : "");
  let last = null, opened = null, errors = 0;
  const toggle = (name, open) => {
    at("." + (name === "count" ? "complaints" : "page")).hidden = !open;
    at("." + name).setAttribute("aria-expanded", open);
  };
  for (const name of ["count", "about"])
    at("." + name).onclick = () => {
      const open = at("." + name).getAttribute("aria-expanded") !== "true";
      if (name === "count") opened = open;
      toggle(name, open);
    };
  const about = (p, chosen) => {
    const list = (title, items) => (items.length ? [element("h2", title), element("ul", items.map((i) => element("li", i)))] : []);
    const notes = p.notes.filter((n) => !chosen || chosen.includes(n.id));
    const outcomes = ["placed", "moved", "ambiguous", "orphaned"].map((o) => [o, p.notes.filter((n) => n.outcome === o).length]);
    const counted = outcomes.filter(([o, n]) => n || o === "placed").map(([o, n]) => `${n} ${o}`).join(", ");
    at(".page").replaceChildren(
      ...list(p.old ? "Made from (the last version that was right)" : "Made from", p.files.map((f) => place({ ...f, line: 0 }))),
      ...(p.notes.length ? list(chosen ? "Notes on this passage" : "Notes: " + counted, notes.map((n) => [`${n.outcome === "placed" ? "" : n.outcome + " "}${n.kind} `, place(n)])) : []),
      ...list("Sources of the site that nothing cites", p.unused.slice(0, 20).map((s) => [s.id + " ", place(s)])),
      element("p", `made in ${p.milliseconds.toFixed(1)} ms; click a passage for its notes`),
    );
  };
  const state = (r) => {
    last = r;
    const count = [plural(r.errors, "error"), plural(r.warnings, "warning")].filter(Boolean).join(", ");
    at(".count").textContent = count || "no complaints";
    at(".count").classList.toggle("wrong", r.errors > 0);
    if (r.errors !== errors) at(".said").textContent = count || "no complaints";
    if (!r.errors && errors) opened = null;
    errors = r.errors;
    at(".complaints").replaceChildren(element("ul", r.complaints.map(complaint)), ...(r.more ? [element("p", `and ${r.more} more`)] : []));
    toggle("count", r.complaints.length > 0 && (opened ?? r.errors > 0));
    about(r.page);
  };
  document.addEventListener("click", (event) => {
    const passage = event.target.closest && event.target.closest("[data-n]");
    if (passage && last && !at(".page").hidden) about(last.page, passage.dataset.n.split(" "));
  });
  document.documentElement.append(host);

  // The stream is open while the page is looked at: a browser opens only a few
  // to one server, and there may be many tabs.
  let events = null;
  const listen = () => {
    if (events || document.hidden) return;
    events = new EventSource(`/_gloss/events?page=${encodeURIComponent(page)}&seen=${seen}&pictures=${pictures}`);
    const on = (name, act) => events.addEventListener(name, (event) => act(JSON.parse(event.data)));
    on("page", (fresh) => {
      seen = fresh.seen;
      show(fresh.html);
    });
    on("files", (changed) => {
      pictures = changed.pictures;
      refresh(changed.files);
    });
    on("state", state);
    on("go", (address) => location.assign(address));
    // It would come back by itself, but with an address that tells what was
    // seen when it was opened.
    events.onerror = () => {
      close();
      setTimeout(listen, 500);
    };
  };
  const close = () => {
    if (events) events.close();
    events = null;
  };
  document.addEventListener("visibilitychange", () => (document.hidden ? close() : listen()));
  addEventListener("pagehide", close);
  addEventListener("pageshow", listen);
  listen();
})();
