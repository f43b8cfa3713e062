/* Run in a page of a built site: random queries and random lists against the modules themselves.
   `given` holds `seed`, `parts` with how many inputs each gets, and `payloads`; what comes back says
   for each part how many inputs it had, the slowest of them, and the first faults. */
async (given) => {
  const load = (name) => import(`${given.root}assets/javascripts/${name}.js`);
  const [query, words, state, answers, { Store }] = await Promise.all(
    ["search/query", "search/words", "search/state", "search/answer", "search/store"].map(load),
  );
  const [file, link, merge, markdown, shelf, away] = await Promise.all(
    ["my/file", "my/link", "my/merge", "my/markdown", "my/store", "my/away"].map(load),
  );
  const store = new Store(new URL(given.root, location.href));
  const core = await store.core;
  const NOW = "2026-11-21T00:00:00Z";
  const BETWEEN = "\n\n---\n\n";

  /* The same seed gives the same inputs. */
  let state32 = given.seed >>> 0;
  const random = () => {
    state32 = (state32 + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state32 ^ (state32 >>> 15), 1 | state32);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const upTo = (limit) => Math.floor(random() * limit);
  const one = (list) => list[upTo(list.length)];
  const some = (most, make) => Array.from({ length: upTo(most + 1) }, make);

  const NAMES = ["author", "theme", "tag", "venue", "year", "has", "listing", "AUTHOR", "li\u017fting", "x", ""];
  const YEARS = ["2023", "2023..2025", "..", "2025..2020", "..2020", "2020..", "1e9..", "-1", "2023...2025", "٢٠٢٣", "0x7e"];
  const MARKS = ['"', '""', "'", "-", "--", "(", ")", "[", "]", "{", "}", "*", "+", "?", ".", "^", "$", "|", "\\", "/", ":", "::",
    "<", ">", "&", "=", "#", "%", "%zz", "~", "`", "!", ",", ";", "_", "@", "“", "”", "…", "–"];
  const STRANGE = ["\ud800", "\udc00", "\udbff\udfff", "\0", "\u200b", "\u202e", "\ufeff", "\u2028", "\u00a0", "\u3000", "\u0301",
    "\ufdfa", "ﬁ", "ß", "İ", "ı", "字", "العربية", "🤖", "👩‍👩‍👧", "\u0345", "Å", "\u1e9e", "½", "²", "__proto__", "constructor",
    "toString", "hasOwnProperty", "valueOf", "NaN", "null", "undefined"];
  const titles = core.title;
  const plainWord = () => one(one(titles).split(" "));
  const character = () => String.fromCharCode(upTo(4) ? 32 + upTo(95) : upTo(65536));
  const long = (text) => text.repeat(1 + upTo(upTo(40) ? 8 : 4000));

  function mistyped() {
    const word = plainWord();
    const at = upTo(word.length + 1);
    return word.slice(0, at) + (upTo(2) ? character() : "") + word.slice(at + upTo(2));
  }

  function piece() {
    const kind = upTo(12);
    if (kind < 3) return plainWord();
    if (kind < 4) return mistyped();
    if (kind < 5) return long(one(MARKS));
    if (kind < 6) return long(one(STRANGE));
    if (kind < 7) return `${one(["", "-"])}${one(NAMES)}:${one(["", '"'])}${upTo(2) ? plainWord() : one(YEARS)}${one(["", '"'])}`;
    if (kind < 8) return `"${some(5, plainWord).join(" ")}${one(["", '"'])}`;
    if (kind < 9) return long(one(MARKS) + one(MARKS)) + plainWord();
    if (kind < 10) return one(given.payloads);
    if (kind < 11) return some(30, character).join("");
    return long(plainWord() + one(["", " ", "-", "!", "'"]));
  }

  const text = () => some(6, piece).join(one([" ", "", "\t", "\n", "  ", "\u00a0"]));
  const groups = ["theme", "tag", "venue", "year", "has", "listing"];

  function readsQuery(asked) {
    const question = query.read(asked);
    if (question.words.length > 2000) throw new Error("all of a very long query is read");
    const lists = [question.without, question.authors, ...question.phrases, ...Object.values(question.filters)];
    if (typeof question.words !== "string") throw new Error("the words are no text");
    if (!lists.flat().every((word) => typeof word === "string")) throw new Error("a word is no text");
    query.asks(question);
    for (const { word, start, end } of words.piecesOf(asked)) {
      if (!(start < end && end <= asked.length)) throw new Error("a word has no place");
      if (typeof word !== "string") throw new Error("a word is no text");
    }
    const once = state.stateOf(`?q=${encodeURIComponent(asked.toWellFormed())}&${asked}`);
    const again = state.stateOf(state.addressOf(once));
    if (JSON.stringify(once) !== JSON.stringify(again)) throw new Error("an address says another question");
  }

  async function answersQuery(asked) {
    const filters = upTo(3) ? {} : { [one(groups)]: [upTo(2) ? text() : plainWord()] };
    const sort = one(["", "", "newest", "title", "nonsense", "__proto__"]);
    const found = await answers.answer(store, { query: asked, filters, sort, exact: !upTo(4), limit: 5 });
    if (!(found.total >= found.hits.length)) throw new Error("more hits than there are");
    for (const { title, titleMarks, passage } of found.hits) {
      for (const [of, marks] of [[title, titleMarks], [passage.text, passage.marks]]) {
        let before = 0;
        for (const [start, end] of marks) {
          if (!(before <= start && start < end && end <= of.length)) throw new Error("a mark has no place");
          before = end;
        }
      }
    }
  }

  const ids = [...core.id.slice(0, 6), "from-elsewhere", "2048", "constructor", "prototype"];
  const status = () => one(["", "to-read", "reading", "read"]);
  const moment = () => one(["", "2026-01-01T08:00:00Z", "2026-02-01T08:00:00Z", "2027-01-01T08:00:00Z"]);
  const note = () => (upTo(2) ? some(3, () => (upTo(3) ? plainWord() : text())).join(BETWEEN) : "");
  const anything = () => one([null, true, 0, -1, 1e400, 2 ** 53, "", text(), [], [[]], {}, { id: 1 }, "read", "2026-01-01T08:00:00Z"]);

  function paper(id) {
    return { id, title: one(titles), status: status(), note: note(), saved: moment(), decided: moment(), noted: moment() };
  }

  function papers() {
    return [...new Set(some(5, () => one(ids)))].map(paper).filter((made) => made.status || made.note.trim());
  }

  function spoilt(value) {
    if (!upTo(3)) return anything();
    if (Array.isArray(value) && value.length) {
      const at = upTo(value.length);
      const put = upTo(4) ? [spoilt(value[at])] : upTo(2) ? [] : [value[at], value[at]];
      return [...value.slice(0, at), ...put, ...value.slice(at + 1)];
    }
    if (value && typeof value === "object") {
      const name = upTo(6) ? one([...Object.keys(value), "x"]) : one(["__proto__", "constructor", "toString"]);
      return { ...value, [name]: spoilt(value[name]) };
    }
    return anything();
  }

  function scratched(whole) {
    let made = whole;
    for (let turn = upTo(4); turn >= 0; turn--) {
      const at = upTo(made.length + 1);
      made = made.slice(0, at) + one(["", character(), '"', "}", "]", "\\", ",", "[".repeat(upTo(50))]) + made.slice(at + upTo(3));
    }
    return upTo(8) ? made : made.slice(0, upTo(made.length));
  }

  const partsOf = (all) => all.split(BETWEEN).filter((part) => part.trim());

  /* Whatever comes, what was on the list before is there afterwards. */
  function mergesWithoutLoss(theirs) {
    const mine = file.entriesOf(papers(), NOW);
    const before = JSON.stringify([...mine]);
    const { merged } = merge.plan(mine, theirs, (id) => core.id.includes(id));
    if (JSON.stringify([...mine]) !== before) throw new Error("looking changed the list");
    for (const [id, had] of mine) {
      const has = merged.get(id) ?? had;
      const lost = partsOf(had.note).some((part) => !partsOf(has.note).includes(part));
      if (lost || (had.title && !has.title)) throw new Error(`lost of ${id}`);
      const chosen = [had, theirs.get(id) ?? had].find(({ status: word, decided }) => word === has.status && decided === has.decided);
      if (!chosen || has.decided < had.decided) throw new Error(`an older status won for ${id}`);
    }
  }

  function takes(entries) {
    mergesWithoutLoss(entries);
    const back = file.fromFile(file.toFile(entries, text()), NOW);
    const kept = (all) => JSON.stringify([...all].map(([id, entry]) => [id, entry]));
    if (kept(back) !== kept(entries)) throw new Error("a list came back changed");
  }

  async function refusing(read) {
    let entries;
    try {
      entries = await read();
    } catch (fault) {
      if (!(fault instanceof file.FormatFault)) throw fault;
      if (!fault.message || fault.message.length > 400) throw new Error("a fault says too little or too much");
      return;
    }
    takes(entries);
  }

  function listFile() {
    const whole = { format: "reading-list", version: 1, list: plainWord(), papers: papers() };
    const kind = upTo(5);
    if (kind === 0) return JSON.stringify(whole);
    if (kind < 3) return JSON.stringify({ ...whole, papers: spoilt(whole.papers) });
    if (kind === 3) return scratched(JSON.stringify(whole));
    return upTo(2) ? text() : JSON.stringify(spoilt(whole));
  }

  async function packed(value) {
    const stream = new Blob([value]).stream().pipeThrough(new CompressionStream("deflate-raw"));
    const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
    return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  }

  async function listLink() {
    const kind = upTo(6);
    if (kind === 0) return `#list=${text()}`;
    const entries = file.entriesOf(papers(), NOW);
    if (kind < 3) {
      const made = await link.toFragment(entries, { notes: true, named: () => true });
      return kind === 1 ? made : `#list=${scratched(made.slice(6))}`;
    }
    const codes = ["", "to-read", "reading", "read"];
    const row = ([id, { status: word, note: words_, title }]) => [id, codes.indexOf(word), upTo(2e9), upTo(2e9), 0, words_, title];
    const rows = [...entries].map(row);
    const raw = kind < 5 ? JSON.stringify(spoilt(rows)) : scratched(JSON.stringify(rows));
    return `#list=1.${await packed(raw)}`;
  }

  /* A stored list that anything may have written to: what cannot be read stays, or is put aside. */
  function changesStored() {
    const stored = Object.fromEntries(papers().map(({ id, ...entry }) => [id, entry]));
    const whole = JSON.stringify({ version: 1, papers: upTo(2) ? stored : spoilt(stored) });
    const before = upTo(3) ? whole : scratched(whole);
    localStorage.clear();
    localStorage.setItem(shelf.KEY, before);
    const { raw, fault } = shelf.read();
    const kept = new Map([...raw].map(([id, value]) => [id, JSON.stringify(value)]));
    try {
      shelf.setStatus("some-paper", "Some paper", "read");
    } catch (refused) {
      if (!(refused instanceof shelf.StoreFault)) throw refused;
      if (localStorage.getItem(shelf.KEY) !== before) throw new Error("refused, and changed all the same");
      return;
    }
    const after = JSON.parse(localStorage.getItem(shelf.KEY)).papers;
    if (fault && !Object.values({ ...localStorage }).includes(before)) throw new Error("what could not be read is gone");
    for (const [id, value] of kept) {
      if (id !== "some-paper" && JSON.stringify(after[id]) !== value) throw new Error(`lost ${id}`);
    }
  }

  function writesMarkdownAndCsv(asked) {
    const escaped = markdown.plain(asked);
    if (/[\n\r]/.test(escaped)) throw new Error("more than a line");
    const entry = { title: asked, status: "read", note: asked };
    const csv = away.withMine("id,title\nx,y\n", [{ id: "x", entry }]);
    const [, last] = /^id,title,my_status,my_note\nx,y,read,("(?:[^"]|"")*"|[^",\n]*)\n$/.exec(csv) ?? [];
    if (last === undefined) throw new Error("more than a cell");
    if (/^"?\s*[=+\-@]/m.test(last)) throw new Error("a formula");
  }

  const PARTS = {
    "queries read": [text, readsQuery],
    "queries answered": [text, answersQuery],
    "files of a list": [listFile, (made) => refusing(() => file.fromFile(made, NOW))],
    "links with a list": [listLink, (made) => refusing(() => link.fromFragment(made, NOW))],
    "stored lists": [() => "", changesStored],
    "notes taken away": [text, writesMarkdownAndCsv],
  };

  const found = {};
  for (const [name, count] of Object.entries(given.parts)) {
    const [make, test] = PARTS[name];
    const told = { inputs: 0, faults: [], slowest: 0, on: "" };
    const begun = performance.now();
    for (; told.inputs < count && told.faults.length < 5; told.inputs++) {
      const input = await make();
      const start = performance.now();
      try {
        await test(input);
      } catch (fault) {
        told.faults.push({ input: input.slice(0, 500), fault: `${fault.stack ?? fault}`.slice(0, 400) });
      }
      const taken = performance.now() - start;
      if (taken > told.slowest) Object.assign(told, { slowest: taken, on: `${input.length}: ${input.slice(0, 60)}` });
    }
    found[name] = { ...told, seconds: (performance.now() - begun) / 1000 };
  }
  localStorage.clear();
  return found;
};
