/* Takes what was found away: as a bibliography, as a table, or as a link to the same search. */

import { download, FORMS, takeAway } from "../take-away.js";

/**
 * Wire the menu up.
 * @param {HTMLDetailsElement} menu with a button for each form
 * @param {function(): object} asked the question that is on the page
 * @param {Engine} engine
 * @param {URL} root where the site begins
 */
export function wireAway(menu, asked, engine, root) {
  const told = menu.querySelector("[role=status]");
  menu.addEventListener("click", async ({ target }) => {
    const { form } = target.dataset;
    if (!form) return;
    try {
      told.textContent = await (form === "link" ? copyLink() : save(form, asked(), engine, root));
    } catch (fault) {
      told.textContent = `That did not work: ${fault.message}`;
    }
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
}

async function copyLink() {
  await navigator.clipboard.writeText(location.href);
  return "The link is copied.";
}

async function save(form, asked, engine, root) {
  const { text, count } = await takeAway(root, form, await engine.ids(asked));
  download(`papers.${form}`, FORMS[form].type, text);
  return `${count} ${count === 1 ? "paper" : "papers"} saved as papers.${form}.`;
}
