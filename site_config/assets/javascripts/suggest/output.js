/* What becomes of a finished entry: copied, downloaded, or opened as a new file in the repository. */

import { writeYaml } from "./yaml.js";

const MAX_ADDRESS = 8191; // bytes that GitHub takes; it says 414 to a longer address
const SIGN_IN = "https://github.com/login?return_to=".length;

const byId = (id) => document.getElementById(`ad-${id}`);

export class Output {
  #list;
  #made = null;

  /** @param {object} list what data/suggest.json says */
  constructor(list) {
    this.#list = list;
    byId("copy").addEventListener("click", () => this.#copy());
    byId("propose").addEventListener("click", () => this.#made?.pasted && this.#copy());
  }

  /** Show an entry that is right, with what a curator would still ask for. */
  show({ id, theme, entry }, wishes) {
    const text = writeYaml(entry, this.#list.head);
    byId("path").textContent = `${this.#list.folder}/${theme}/${id}.yaml`;
    byId("yaml").value = text;
    if (this.#made) URL.revokeObjectURL(this.#made.file);
    this.#made = { file: URL.createObjectURL(new Blob([text], { type: "application/yaml" })) };
    byId("download").href = this.#made.file;
    byId("download").download = `${id}.yaml`;
    this.#offerProposal(`${id}.yaml`, theme, text);
    showWishes(wishes);
    byId("output-status").textContent = "";
    byId("output").hidden = false;
  }

  /** Take the entry away: it is not right any more. */
  hide() {
    byId("output").hidden = true;
  }

  get shown() {
    return !byId("output").hidden;
  }

  #offerProposal(name, theme, text) {
    const page = this.#list.new_file;
    byId("propose-item").hidden = !page;
    if (!page) {
      byId("propose-hint").textContent = "Hand the file to those who keep the list.";
      return;
    }
    const { address, pasted } = proposalAddress(page, theme, name, text);
    this.#made.pasted = pasted;
    Object.assign(byId("propose"), { href: address, target: "_blank", rel: "noopener" });
    byId("propose-hint").textContent =
      "The repository’s page for a new file opens " +
      (pasted
        ? "empty: the entry is copied as you go there, so that you can paste it."
        : "with the entry in it. Where you may not write, the host makes a copy for you, and a " +
          "pull request of it.");
  }

  async #copy() {
    const field = byId("yaml");
    const status = byId("output-status");
    try {
      await navigator.clipboard.writeText(field.value);
      status.textContent = "The entry is copied.";
    } catch {
      field.focus();
      field.select();
      status.textContent =
        "This browser does not copy by itself. The entry is selected: copy it with the keyboard.";
    }
  }
}

/**
 * The address of the host's page for a new file, with the text in it where it fits.
 * @param {{address: string, name: string, text: string}} page the host's page
 * @returns {{address: string, pasted: boolean}} `pasted` when the text has to be pasted there
 */
export function proposalAddress(page, theme, name, text) {
  const base = `${page.address}/${theme}?${page.name}=${encodeURIComponent(name)}`;
  const whole = `${base}&${page.text}=${encodeURIComponent(text)}`;
  // Whoever is not signed in passes a page whose address holds this one, encoded once more.
  const fits = page.text && SIGN_IN + encodeURIComponent(whole).length <= MAX_ADDRESS;
  return fits ? { address: whole, pasted: false } : { address: base, pasted: true };
}

function showWishes(wishes) {
  const box = byId("wishes");
  box.replaceChildren();
  if (!wishes.length) return;
  const lead = document.createElement("p");
  lead.textContent = "It can be proposed as it is. What a curator would still ask for:";
  const all = document.createElement("ul");
  for (const { label, text } of wishes) {
    const item = document.createElement("li");
    item.textContent = `${label}: ${text}`;
    all.append(item);
  }
  box.append(lead, all);
}
