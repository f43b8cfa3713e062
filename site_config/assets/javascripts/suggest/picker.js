/* A field that chooses several things from a list: a combobox over a listbox, after the pattern of the
   ARIA guide. What is chosen stands above the field, each with a button that takes it out. */

const SHOWN = 8; // options at once; typing narrows them

/** @typedef {{value: string, label: string, note?: string}} Option */

export class Picker {
  #input;
  #list;
  #chosen;
  #find;
  #tell;
  #kinds;
  #options = [];
  #active = -1;
  #turn = 0;
  #items = [];

  /**
   * @param {string} name the field's, as in the page's ids
   * @param {object} wiring
   * @param {function(string): Promise<Option[]>} wiring.find what may be chosen for a query
   * @param {function(string): void} wiring.tell says a change to screen readers
   * @param {HTMLTemplateElement} [wiring.kinds] a select that each chosen thing gets
   */
  constructor(name, { find, tell, kinds }) {
    this.#input = document.getElementById(`ad-${name}`);
    this.#list = document.getElementById(`ad-${name}-options`);
    this.#chosen = document.getElementById(`ad-${name}-chosen`);
    this.#find = find;
    this.#tell = tell;
    this.#kinds = kinds;
    this.#input.addEventListener("input", () => this.#open());
    this.#input.addEventListener("keydown", (event) => this.#press(event));
    this.#input.addEventListener("blur", () => this.#close());
    this.#input.addEventListener("click", () => this.#open());
    // A press of the mouse must not take the focus away before it becomes a click.
    this.#list.addEventListener("mousedown", (event) => event.preventDefault());
    this.#list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.#choose([...this.#list.children].indexOf(option));
    });
  }

  /** What is chosen, in order; `kind` only where things get one. */
  get items() {
    return this.#items.map(({ value, label, select }) => ({ value, label, kind: select?.value }));
  }

  set items(items) {
    this.#items = [];
    this.#chosen.replaceChildren();
    for (const item of items) this.#append(item);
  }

  /** What was typed and not chosen. */
  get leftover() {
    return this.#input.value.trim();
  }

  /** Choose something from outside the field. */
  add(item) {
    if (this.#items.some(({ value }) => value === item.value)) return;
    this.#append(item);
    this.#tell(`${item.label} is added.`);
    this.#changed();
  }

  async #open() {
    const turn = ++this.#turn;
    const found = await this.#find(this.#input.value.trim());
    if (turn !== this.#turn || document.activeElement !== this.#input) return;
    const taken = new Set(this.#items.map(({ value }) => value));
    this.#options = found.filter(({ value }) => !taken.has(value)).slice(0, SHOWN);
    this.#list.replaceChildren(...this.#options.map((option, place) => this.#row(option, place)));
    this.#list.hidden = !this.#options.length;
    this.#input.setAttribute("aria-expanded", String(!this.#list.hidden));
    this.#activate(-1);
    const count = this.#options.length;
    this.#tell(count ? `${count} to choose from` : "Nothing of that name");
  }

  #close() {
    this.#turn += 1;
    this.#list.hidden = true;
    this.#input.setAttribute("aria-expanded", "false");
    this.#activate(-1);
  }

  #press(event) {
    if (event.isComposing) return;
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps) {
      event.preventDefault();
      if (this.#list.hidden) this.#open();
      else this.#step(steps[event.key]);
    } else if (event.key === "Enter") {
      event.preventDefault(); // the form is sent by its button
      if (!this.#list.hidden) this.#choose(Math.max(this.#active, 0));
    } else if (event.key === "Escape") {
      if (this.#list.hidden) this.#input.value = "";
      this.#close();
    }
  }

  #step(by) {
    const places = this.#options.length + 1; // one of them is the field itself
    this.#activate(((this.#active + 1 + by + places) % places) - 1);
  }

  #activate(place) {
    this.#active = place;
    [...this.#list.children].forEach((row, at) => row.setAttribute("aria-selected", at === place));
    const row = this.#list.children[place];
    if (row) {
      this.#input.setAttribute("aria-activedescendant", row.id);
      row.scrollIntoView({ block: "nearest" });
    } else this.#input.removeAttribute("aria-activedescendant");
  }

  #choose(place) {
    const option = this.#options[place];
    if (!option) return;
    this.#input.value = "";
    this.#close();
    this.add(option);
  }

  #row({ label, note }, place) {
    const row = document.createElement("li");
    row.id = `${this.#list.id}-${place}`;
    row.setAttribute("role", "option");
    row.append(label);
    if (note) row.append(" ", element("span", "ad-quiet", note));
    return row;
  }

  #append({ value, label, kind }) {
    const row = document.createElement("li");
    const select = this.#kinds?.content.querySelector("select").cloneNode(true);
    if (select) {
      select.setAttribute("aria-label", `What this paper is to ${label}`);
      if (kind) select.value = kind;
      row.append(select, " ");
    }
    const button = element("button", "ad-remove", "×");
    button.type = "button";
    button.setAttribute("aria-label", `Take out ${label}`);
    button.addEventListener("click", () => this.#remove(row));
    row.append(element("span", "", label), " ", button);
    this.#chosen.append(row);
    this.#items.push({ value, label, select, row });
  }

  #remove(row) {
    const place = this.#items.findIndex((item) => item.row === row);
    const [{ label }] = this.#items.splice(place, 1);
    row.remove();
    const next = this.#items[Math.min(place, this.#items.length - 1)];
    (next?.row.querySelector("button") ?? this.#input).focus();
    this.#tell(`${label} is taken out.`);
    this.#changed();
  }

  #changed() {
    this.#chosen.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.textContent = text;
  return made;
}
