/* The page for suggesting a paper: from what is typed to an entry that `check` accepts. */

import { Engine } from "../search/engine.js";
import { offerLines, offerYear, showChosenTheme, showCounts, showTags, showThemes } from "./advice.js";
import { Draft } from "./draft.js";
import { Form, today } from "./form.js";
import { followMistakes, labelOf, markFields, showMistakes } from "./mistakes.js";
import { Output } from "./output.js";
import { makePickers } from "./pickers.js";
import { judge } from "./rules.js";
import { arxivId, doi, proposeId } from "./text.js";
import { propose } from "./themes.js";

const PAUSE = 400; // milliseconds without a key before advice is looked for
const ROOT = new URL("../../../", import.meta.url);
const DATA = ["data/suggest.json", "data/paper.schema.json"];

const READ_AS = { arxiv: arxivId, doi }; // what of a pasted address or citation is meant

const byId = (id) => document.getElementById(`ad-${id}`);

class SuggestPage {
  #list;
  #schema;
  #engine = new Engine(ROOT);
  #draft = new Draft(ROOT);
  #form;
  #pickers;
  #output;
  #left = new Set(); // fields that were filled in and left: their mistakes are shown
  #own = new Set(); // fields that are not proposed any more, since somebody wrote them
  #asked = false; // whether the entry was asked for: from then on every mistake is shown
  #proposedFor = "";
  #near = []; // slugs of the tags that the nearest papers carry
  #timer = 0;

  constructor(list, schema) {
    this.#list = list;
    this.#schema = schema;
    this.#pickers = makePickers(list, this.#engine, say);
    this.#form = new Form(byId("suggest"), this.#pickers);
    this.#output = new Output(list);
    this.#listen(byId("suggest"));
    const kept = this.#form.empty ? this.#draft.load() : null;
    if (kept) this.#restore(kept, "What you wrote before is here again.");
    else this.#catchUp(byId("suggest"));
    for (const button of byId("suggest").querySelectorAll("[type=submit]")) button.disabled = false;
  }

  /* Whoever typed before this script was there keeps what was typed, and hears what is wrong. */
  #catchUp(form) {
    for (const name of ["id", "theme", "title"]) this.#typed(name); // a title proposes an id last
    for (const field of form.querySelectorAll("[data-field]")) {
      if (!field.contains(document.activeElement)) this.#leave(field.dataset.field);
    }
    this.#refresh();
  }

  #listen(form) {
    form.addEventListener("input", ({ target }) => this.#typed(nameOf(target)));
    form.addEventListener("focusout", ({ target, relatedTarget }) => {
      const field = target.closest("[data-field]");
      if (field && !field.contains(relatedTarget)) this.#leave(field.dataset.field);
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#finish();
    });
    byId("clear").addEventListener("click", () => this.#clear());
  }

  #typed(name) {
    const { value } = byId(name);
    if (name === "id" || name === "theme") this.#own[value ? "add" : "delete"](name);
    if (name === "title" && !this.#own.has("id")) {
      const taken = new Set([...this.#list.taken, ...this.#list.papers.map(({ id }) => id)]);
      byId("id").value = value.trim() ? proposeId(value, taken) : "";
    }
    this.#refreshSoon();
  }

  #leave(name) {
    const field = byId(name);
    if (field.value.trim() || this.#pickers[name]?.items.length) this.#left.add(name);
    const read = READ_AS[name]?.(field.value);
    if (read && read !== field.value) {
      field.value = read;
      say(`Read as ${read}`);
    }
    this.#refreshSoon();
  }

  /* Not at once: what appears would move a button away under the mouse that presses it. */
  #refreshSoon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#refresh(), PAUSE);
  }

  /** Bring everything that follows from the fields up to date. */
  #refresh() {
    clearTimeout(this.#timer);
    this.#keep();
    showCounts(this.#list.limits);
    offerLines(() => this.#leave("authors"));
    offerYear(() => this.#leave("year"));
    this.#showAdvice();
    this.#propose();
    this.#showJudged();
  }

  /* Also after a proposal has come: what fills itself is no mistake any more. */
  #showJudged() {
    const { draft, found } = this.#judged();
    markFields(found.filter(({ field }) => this.#asked || this.#left.has(field)), ROOT);
    const mistakes = found.filter(({ level }) => level === "mistake");
    followMistakes(mistakes);
    if (this.#output.shown) {
      if (mistakes.length) this.#output.hide();
      else this.#output.show(draft, wishesOf(found));
    }
  }

  #finish() {
    this.#asked = true;
    this.#refresh();
    const { draft, found } = this.#judged();
    const mistakes = found.filter(({ level }) => level === "mistake");
    if (mistakes.length) {
      showMistakes(mistakes);
      return;
    }
    this.#output.show(draft, wishesOf(found));
    byId("output").scrollIntoView();
    byId("output-title").focus({ preventScroll: true });
  }

  #judged() {
    const draft = this.#form.draft(Object.keys(this.#schema.properties), today());
    const leftovers = this.#form.leftovers.map(([field, text]) => ({
      field,
      level: "mistake",
      code: "leftover",
      text: `“${text}” is typed and not chosen: choose it from the list, or delete it.`,
    }));
    const places = [...document.querySelectorAll("[data-field]")].map(({ dataset }) => dataset.field);
    const found = [...judge(draft, this.#list, this.#schema), ...leftovers];
    found.sort((one, other) => places.indexOf(one.field) - places.indexOf(other.field));
    return { draft, found };
  }

  async #propose() {
    const [title, abstract] = [byId("title").value, byId("abstract").value];
    const asked = `${title}\n${abstract}`;
    if (asked === this.#proposedFor) return;
    this.#proposedFor = asked;
    const { themes, tags } = await propose(this.#engine, { title, abstract }, this.#list).catch(
      () => ({ themes: [], tags: [] }), // the field still offers all of them
    );
    if (asked !== this.#proposedFor) return;
    showThemes(themes, this.#list, ROOT, (slug) => this.#takeTheme(slug));
    this.#near = tags;
    if (!this.#own.has("theme") && themes.length) this.#proposeTheme(themes[0].slug);
    this.#showAdvice();
    this.#keep();
    this.#showJudged();
  }

  #proposeTheme(slug) {
    if (byId("theme").value === slug) return;
    byId("theme").value = slug;
    say(`Proposed theme: ${byId("theme").selectedOptions[0].textContent}`);
  }

  #takeTheme(slug) {
    byId("theme").value = slug;
    this.#own.add("theme");
    say(`${byId("theme").selectedOptions[0].textContent} is chosen`);
    this.#refresh();
  }

  #showAdvice() {
    const { themes, tags } = this.#list;
    const taken = new Set(this.#pickers.tags.items.map(({ value }) => value));
    const near = this.#near.map((slug) => tags.find((tag) => tag.slug === slug)).filter(Boolean);
    showChosenTheme(byId("theme").value, themes);
    showTags(near.filter(({ slug }) => !taken.has(slug)), (tag) => this.#pickers.tags.add(tag));
  }

  #keep() {
    const state = { ...this.#form.state, own: [...this.#own] };
    this.#draft.save(this.#form.empty ? null : state);
    if (this.#draft.failed) {
      byId("status").textContent =
        "This browser keeps no draft: copy or download the entry before you leave the page.";
    }
  }

  #restore(state, message) {
    this.#form.state = state;
    this.#own = new Set(state.own);
    this.#left = new Set();
    this.#asked = false;
    byId("status").textContent = message;
    this.#refresh();
  }

  #clear() {
    const before = { ...this.#form.state, own: [...this.#own] };
    this.#output.hide();
    this.#restore({ fields: {}, chosen: {}, own: [] }, "The form is empty. ");
    const undo = document.createElement("button");
    undo.type = "button";
    undo.className = "ad-button";
    undo.textContent = "Bring it back";
    undo.addEventListener("click", () => {
      this.#restore(before, "What you wrote is here again.");
      byId("arxiv").focus();
    });
    byId("status").append(undo);
  }
}

/* The name of the field that an element belongs to. */
function nameOf(element) {
  return element.closest("[data-field]").dataset.field;
}

function wishesOf(found) {
  return found
    .filter(({ level }) => level === "wish")
    .map(({ field, text }) => ({ label: labelOf(field), text }));
}

/* Tell screen readers what eyes see happen. */
function say(text) {
  byId("said").textContent = text;
}

async function load(path) {
  const response = await fetch(new URL(path, ROOT));
  if (!response.ok) throw new Error(`${path} could not be loaded (${response.status})`);
  return response.json();
}

try {
  new SuggestPage(...(await Promise.all(DATA.map(load))));
} catch (fault) {
  byId("status").textContent = `The form does not work: ${fault.message}`;
}
