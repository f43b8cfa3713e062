/* Run in a page: what documents are made of, and whether each payload in them shows as typed.
   `given.texts` holds each payload by its mark. The documents are the page itself, or those at
   `given.paths`, which are parsed and run nothing. */
async (given) => {
  const MARKS = /q([a-j]{3})z|y([a-j]{3})k/g;
  const NAMES = new Set(["id", "for", "aria-labelledby", "aria-controls", "aria-describedby"]);
  const flat = (text) => text.replace(/[ \n\r\t\f]+/g, " ");
  const BEGINNINGS = ".ad-note > button > span";
  const OTHERWISE = `script, style, .ad-cite pre, ${BEGINNINGS}, #ad-search-notes strong`;
  const found = { elements: [], wrong: [], marks: [] };
  const elements = new Set();
  const marks = new Set();

  const wrong = (where, mark, expected, got) =>
    found.wrong.push({ where, mark, expected, got: got.slice(0, 300) });

  function look(where, raw, mayEnd = false) {
    const text = flat(raw);
    for (const match of text.matchAll(MARKS)) {
      const [whole, ends, begins] = match;
      const payload = given.texts[ends ?? begins];
      marks.add(whole);
      if (ends) {
        const got = text.slice(Math.max(0, match.index - payload.length), match.index);
        if (got !== payload) wrong(where, whole, payload, got);
      } else {
        const after = match.index + whole.length;
        const got = text.slice(after, after + payload.length);
        if (got === payload || (mayEnd && payload.startsWith(got))) continue;
        const cut = /^(.*?)[,;:]* ?…/.exec(text.slice(after, after + payload.length + 9));
        if (!cut || !payload.startsWith(cut[1])) wrong(where, whole, payload, got);
      }
    }
  }

  function lookInside(where, value) {
    if (typeof value === "string") look(where, value);
    else if (value && typeof value === "object") {
      for (const [name, part] of Object.entries(value)) {
        look(`${where}: a name`, name);
        lookInside(`${where}: ${name}`, part);
      }
    }
  }

  function lookInAddress(where, address) {
    if (!/^(https?:|mailto:|blob:|data:|[^:]*$|[^:?#]*[?#/])/i.test(address.trim())) {
      found.wrong.push({ where, mark: "", expected: "a plain address", got: address });
    }
    const { searchParams } = new URL(address, "https://here.example/");
    for (const [name, value] of searchParams) look(`${where}?${name}`, value);
  }

  /* The search ends a name at a quotation mark, so a link to an author's papers holds none. */
  function lookAtAuthor(link) {
    const asked = new URL(link.getAttribute("href"), "https://here.example/").searchParams.get("q");
    const expected = `author:"${link.textContent.replace(/ *" */g, " ").replace(/^ +| +$/g, "")}"`;
    if (asked !== expected) wrong("a link to an author", "", expected, asked);
  }

  function attribute(element, { name, value }) {
    const where = `${element.localName}[${name}]`;
    if (NAMES.has(name) || (name === "href" && value.startsWith("#"))) return;
    if (name === "href" && element.matches(".ad-byline a")) lookAtAuthor(element);
    else if (["href", "src", "action", "formaction", "poster"].includes(name)) lookInAddress(where, value);
    else look(where, value);
  }

  /* What stands inside, but for what has another form: code, citations, the beginnings of notes,
     and the words that a search read instead of those typed. */
  function textOf(node) {
    const walker = node.ownerDocument.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    let text = "";
    while (walker.nextNode()) {
      const { parentElement, data } = walker.currentNode;
      if (!parentElement.closest(OTHERWISE)) text += data;
    }
    return text;
  }

  function survey(element, above) {
    const path = `${above} ${element.localName}`;
    const attributes = [...element.attributes].map(({ name }) => name).sort();
    elements.add(`${path} [${attributes}] ${[...element.classList].sort().join(".")}`);
    if (!element.matches("#ad-propose")) for (const one of element.attributes) attribute(element, one);
    if (element.matches("input, textarea:not(#ad-yaml)")) look(`${element.localName} value`, element.value);
    if (element.matches("script[type$=json]:not(#__config)")) {
      lookInside("JSON-LD", JSON.parse(element.textContent));
    }
    for (const child of element.children) survey(child, path);
  }

  function surveyAll(root) {
    survey(root, "");
    for (const pre of root.querySelectorAll(".ad-cite [data-ending=json] code")) {
      lookInside("CSL-JSON", JSON.parse(pre.textContent).map(({ author, ...rest }) => rest));
    }
    for (const part of root.querySelectorAll(BEGINNINGS)) look("a note", part.textContent, true);
    look("text", textOf(root));
  }

  for (const path of given.paths ?? []) {
    const text = await (await fetch(path)).text();
    const before = found.wrong.length;
    surveyAll(new DOMParser().parseFromString(text, "text/html").documentElement);
    for (const fault of found.wrong.slice(before)) fault.path = path;
  }
  if (!given.paths) surveyAll(document.documentElement);
  found.elements = [...elements];
  found.marks = [...marks];
  return found;
};
