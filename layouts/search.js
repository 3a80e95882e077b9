// Search in the browser. The index lies beside this page in parts: shards of
// terms, shards of the beginnings of terms, and blocks of titles. A query
// fetches the shards of its words and of those that its last word may be the
// beginning of, makes an index of them for MiniSearch, and fetches the titles
// of the results that are shown. How terms
// are divided and where they lie has to agree with package search.
(() => {
  const form = document.querySelector(".search-box");
  if (!form || typeof MiniSearch !== "function") return;
  const find = (id) => document.getElementById("search-" + id);
  const [box, status, list, more] = [form.q, find("status"), find("found"), find("more")];
  const words = {};
  for (const e of find("words").content.querySelectorAll("[data-say]")) words[e.dataset.say] = e.textContent;
  const root = document.querySelector(".site").getAttribute("href");
  const shards = +form.dataset.shards, starts = +form.dataset.starts, documents = +form.dataset.documents, block = +form.dataset.block;
  const step = 10; // results at a time
  form.hidden = false;
  find("without").hidden = true;

  const plain = (word) => word.replace(/\u00ad/g, "").normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const termsOf = (text) =>
    (text.replace(/\u00ad/g, "").match(/[\p{L}\p{N}\p{M}]+/gu) || [])
      .map((word) => plain([...word].slice(0, 24).join("")))
      .filter((term) => term.length > 1 || /[^a-z]/.test(term));
  const shardOf = (word, of) => {
    let h = 2166136261;
    for (const c of new TextEncoder().encode(word)) h = Math.imul(h ^ c, 16777619) >>> 0;
    return ((h ^ (h >>> 16)) & (of - 1)) >>> 0;
  };
  // The most frequent terms that begin with a word.
  const completions = async (word) => {
    const start = [...word].slice(0, 3).join("");
    if ([...word].length < 3) return [];
    const terms = (await part("starts/" + shardOf(start, starts)))[start] || [];
    return terms.filter((term) => term !== word && term.startsWith(word)).slice(0, 3);
  };

  const kept = new Map();
  const part = (name) => {
    if (!kept.has(name)) {
      kept.set(
        name,
        fetch(root + "search/" + name + ".json").then((r) => {
          if (!r.ok) throw new Error(name);
          return r.json();
        }),
      );
      kept.get(name).catch(() => kept.delete(name));
    }
    return kept.get(name);
  };

  const fields = ["title", "text", "notes"];
  const options = {
    fields,
    tokenize: termsOf,
    processTerm: (term) => term,
    searchOptions: {
      boost: { title: 4, notes: 0.7 },
      bm25: { k: 1.2, b: 0, d: 0.5 }, // without lengths of texts, which are not in the index
      prefix: (term, i, all) => i === all.length - 1 && term.length > 2,
    },
  };
  // A term's documents are 4 × the distance from the one before, plus how
  // often the term is there, less one.
  const open = (parts) => {
    const index = [], ids = {}, lengths = {};
    for (const terms of parts) {
      for (const [term, lists] of Object.entries(terms)) {
        const data = {};
        lists.forEach((postings, field) => {
          let at = 0;
          const entry = {};
          for (const p of postings) {
            at += p >> 2;
            entry[at] = (p & 3) + 1;
            ids[at] = at;
            lengths[at] = [1, 1, 1];
          }
          if (postings.length) data[field] = entry;
        });
        index.push([term, data]);
      }
    }
    return MiniSearch.loadJS(
      {
        documentCount: documents,
        nextId: documents,
        documentIds: ids,
        fieldIds: { title: 0, text: 1, notes: 2 },
        fieldLength: lengths,
        averageFieldLength: [1, 1, 1],
        storedFields: {},
        dirtCount: 0,
        index,
        serializationVersion: 2,
      },
      options,
    );
  };

  // Browsers take plain English for American; the site does not.
  const language = document.documentElement.lang.replace(/^en$/, "en-GB");
  const spoken = (date) => (date.length === 10 ? new Date(date).toLocaleDateString(language, { dateStyle: "long", timeZone: "UTC" }) : date);
  // A word that stands in the notes alone leads to the first note with it, which
  // the article's annotations tell once the results are shown.
  const toNote = async (link, match) => {
    const wanted = Object.keys(match).filter((term) => match[term].every((field) => field === "notes"));
    if (!wanted.length) return;
    const { items } = await fetch(link.href + "annotations.jsonld").then((r) => r.json());
    const said = ({ body }) => new Set(termsOf([body].flat().map((b) => b.value).join(" ")));
    const notes = items.map((note) => [note, said(note)]);
    const [found] = notes.find(([, terms]) => wanted.every((term) => terms.has(term))) || notes.find(([, terms]) => terms.has(wanted[0])) || [];
    if (found) link.hash = new URL(found.id, location).hash;
  };
  const show = async (results, from) => {
    const shown = results.slice(from, from + step);
    const rows = await Promise.all(
      shown.map(({ id }) => part("titles/" + Math.floor(id / block)).then((titles) => titles[id % block])),
    );
    return rows.map(([sort, title, address, date, gist], i) => {
      const item = document.createElement("li");
      const link = Object.assign(document.createElement("a"), { href: root + address.slice(1), textContent: title });
      const facts = Object.assign(document.createElement("p"), { className: "facts", textContent: [words[sort], spoken(date)].filter(Boolean).join(" · ") });
      const text = Object.assign(document.createElement("p"), { textContent: gist });
      item.append(link, facts, text);
      if (sort === "article") toNote(link, shown[i].match).catch(() => {}); // then it leads to the article
      return item;
    });
  };

  let turn = 0, results = [];
  const search = async () => {
    const mine = ++turn;
    const query = box.value.trim();
    const terms = termsOf(query);
    history.replaceState(null, "", query ? "?q=" + encodeURIComponent(query) : location.pathname);
    if (!terms.length) {
      list.replaceChildren();
      status.textContent = "";
      more.hidden = true;
      return;
    }
    status.textContent = words.loading;
    try {
      const wanted = [...terms, ...(await completions(terms[terms.length - 1]))];
      const numbers = new Set(wanted.map((term) => shardOf(term, shards)));
      const parts = await Promise.all([...numbers].map((n) => part("terms/" + n)));
      const index = open(parts);
      let found = index.search(query, { combineWith: "AND" });
      if (!found.length) found = index.search(query);
      const items = await show(found, 0);
      if (mine !== turn) return; // another search has begun
      results = found;
      list.replaceChildren(...items);
      more.hidden = results.length <= items.length;
      status.textContent = results.length ? words.count.replace("{1}", results.length) : words.none;
    } catch {
      if (mine !== turn) return;
      status.textContent = words.failed;
      find("without").hidden = false;
    }
  };
  let wait;
  box.oninput = () => {
    clearTimeout(wait);
    wait = setTimeout(search, 200);
  };
  form.onsubmit = (event) => {
    event.preventDefault();
    clearTimeout(wait);
    search();
  };
  more.onclick = async () => {
    const from = list.children.length;
    const items = await show(results, from);
    list.append(...items);
    more.hidden = results.length <= list.children.length;
    if (items[0]) items[0].querySelector("a").focus();
  };
  box.value = new URLSearchParams(location.search).get("q") || "";
  if (box.value) search();
  else box.focus({ preventScroll: true });
})();
