/* The citations on a paper's page. They stand there as text; this adds buttons that copy and save
   them. Files are made from the text, since a file for each form of each paper would be four times
   as many files as there are pages. */

/** How long a button's answer stays, in milliseconds. */
const ANSWER = 4000;

/** One form of citation, e.g. BibTeX. */
class Citation {
  #block;
  #text;
  #said = document.createElement("span");
  #timer = 0;

  /** @param {HTMLDetailsElement} block the form, with its name as summary and its text in code */
  constructor(block) {
    this.#block = block;
    this.#text = block.querySelector("code");
    this.#said.setAttribute("role", "status");
  }

  /** @param {string} file name of the file to save, without ending */
  addButtons(file) {
    const name = this.#block.querySelector("summary").textContent;
    const row = document.createElement("div");
    row.className = "ad-cite__do";
    row.append(
      this.#button("Copy", name, () => this.#copy()),
      this.#button("Save", name, () => this.#save(file)),
      this.#said,
    );
    this.#block.append(row);
  }

  #button(verb, name, action) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "ad-button";
    const what = document.createElement("span");
    what.className = "ad-unseen";
    what.textContent = ` ${name}`;
    button.append(verb, what);
    button.addEventListener("click", action);
    return button;
  }

  async #copy() {
    try {
      await navigator.clipboard.writeText(this.#text.textContent);
      this.#say("Copied");
    } catch {
      // Browsers keep the clipboard from pages that are not served securely.
      getSelection().selectAllChildren(this.#text);
      this.#say("Selected: copy it with your keyboard or menu");
    }
  }

  #save(file) {
    const content = new Blob([this.#text.textContent, "\n"], { type: "text/plain" });
    const address = URL.createObjectURL(content);
    const link = document.createElement("a");
    link.href = address;
    link.download = `${file}.${this.#block.dataset.ending}`;
    link.click();
    URL.revokeObjectURL(address);
    this.#say(`Saved as ${link.download}`);
  }

  #say(words) {
    clearTimeout(this.#timer);
    this.#said.textContent = words;
    this.#timer = setTimeout(() => this.#said.replaceChildren(), ANSWER);
  }
}

const list = document.querySelector(".ad-cite");
for (const block of list.querySelectorAll("details")) {
  new Citation(block).addButtons(list.dataset.file);
}
