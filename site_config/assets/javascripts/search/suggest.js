/* A search field that answers while one types: a combobox with a list of papers below it. */

import { element, marked } from "./element.js";
import { sayMissing } from "./numbers.js";
import { Recent } from "./recent.js";
import { addressOf } from "./state.js";

const SHOWN = 6;
const PAUSE = 60; // milliseconds without a key before the query is sent

export class Suggestions {
  #field;
  #engine;
  #root;
  #recent;
  #list;
  #box;
  #status;
  #active = -1;
  #latest = 0;
  #timer = 0;

  /**
   * @param {HTMLInputElement} field inside its form
   * @param {Engine} engine
   * @param {URL} root where the site begins
   */
  constructor(field, engine, root) {
    this.#field = field;
    this.#engine = engine;
    this.#root = root;
    this.#recent = new Recent(root);
    const id = `${field.id}-list`;
    this.#list = element("div", { id, role: "listbox", aria: { label: "Papers" } });
    this.#status = element("p", { className: "ad-unseen", role: "status" });
    this.#box = element("div", { className: "ad-suggest", hidden: true }, this.#list);
    field.form.classList.add("ad-suggest-host");
    field.form.append(this.#box, this.#status);
    this.#wire(id);
  }

  /** Show what fits the field as it is now. */
  async show() {
    if (document.activeElement !== this.#field) return undefined; // the reader has gone on
    const query = this.#field.value.trim();
    const turn = ++this.#latest;
    if (!query) return this.#showRecent();
    const found = await this.#engine.search({ query, limit: SHOWN }).catch(() => null);
    if (turn !== this.#latest || document.activeElement !== this.#field) return undefined;
    if (!found) return this.#close();
    const options = found.hits.map((hit) => this.#paper(hit));
    if (found.missing) options.push(this.#missing(found.missing));
    else {
      const all = found.notice ? "Search the list" : `All ${found.total} ${found.total === 1 ? "paper" : "papers"}`;
      options.push(this.#option(`${all} for “${query}”`, this.#searchAddress(query)));
    }
    this.#open(options);
    this.#status.textContent = found.missing
      ? `${sayMissing(found.missing)}.`
      : `${found.hits.length} suggestions`;
    return undefined;
  }

  #wire(id) {
    const field = this.#field;
    field.setAttribute("role", "combobox");
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", id);
    field.setAttribute("aria-expanded", "false");
    field.addEventListener("input", () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.show(), PAUSE);
    });
    field.addEventListener("focus", () => this.show());
    field.addEventListener("keydown", (event) => this.#key(event));
    field.form.addEventListener("focusout", (event) => {
      if (!field.form.contains(event.relatedTarget)) this.#close();
    });
    field.form.addEventListener("submit", () => this.#recent.add(field.value));
    // Pressing on a suggestion keeps the focus in the field, so that the list stays open.
    this.#list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.#list.addEventListener("click", () => this.#recent.add(field.value));
  }

  #key(event) {
    const options = [...this.#list.children];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && options.length && !this.#box.hidden) {
      event.preventDefault();
      const from = this.#active < 0 && step < 0 ? 0 : this.#active;
      this.#activate((from + step + options.length) % options.length);
    } else if (event.key === "ArrowDown") this.show();
    else if (event.key === "Enter" && this.#active >= 0) {
      event.preventDefault();
      options[this.#active].click();
    } else if (event.key === "Escape" && !this.#box.hidden) {
      event.preventDefault();
      this.#close();
    }
  }

  #activate(place) {
    this.#active = place;
    [...this.#list.children].forEach((option, at) => {
      option.setAttribute("aria-selected", String(at === place));
      if (at === place) option.scrollIntoView({ block: "nearest" });
    });
    this.#field.setAttribute("aria-activedescendant", this.#list.children[place]?.id ?? "");
  }

  #open(options, after = []) {
    options.forEach((option, at) => (option.id = `${this.#list.id}-${at}`));
    this.#list.replaceChildren(...options);
    this.#box.replaceChildren(this.#list, ...after);
    this.#box.hidden = false;
    this.#active = -1;
    this.#field.removeAttribute("aria-activedescendant");
    this.#field.setAttribute("aria-expanded", "true");
  }

  #close() {
    this.#latest++;
    this.#box.hidden = true;
    this.#active = -1;
    this.#status.textContent = "";
    this.#field.removeAttribute("aria-activedescendant");
    this.#field.setAttribute("aria-expanded", "false");
  }

  #showRecent() {
    const recent = this.#recent.all;
    if (!recent.length) return this.#close();
    const clear = element("button", { type: "button", className: "ad-link" }, "Forget recent searches");
    clear.addEventListener("click", () => {
      this.#recent.clear();
      this.#close();
      this.#field.focus();
    });
    this.#open(recent.map((query) => this.#option(query, this.#searchAddress(query))), [clear]);
    this.#status.textContent = `${recent.length} recent searches`;
    return undefined;
  }

  #paper({ id, title, titleMarks, year, theme }) {
    const option = this.#option("", new URL(`papers/${id}/`, this.#root).href);
    const facts = [year, theme].filter(Boolean).join(" · ");
    option.append(
      ...marked(title, titleMarks),
      element("span", { className: "ad-suggest__facts" }, ` ${facts}`),
    );
    return option;
  }

  #missing(number) {
    return this.#option(`${sayMissing(number)}. Suggest it`, new URL("suggest/", this.#root).href);
  }

  #option(words, href) {
    // The link itself is the option: what can be chosen must hold nothing that can be pressed.
    return element("a", { href, role: "option", tabIndex: -1, aria: { selected: "false" } }, words);
  }

  #searchAddress(query) {
    return new URL(`search/${addressOf({ query, filters: {} })}`, this.#root).href;
  }
}
