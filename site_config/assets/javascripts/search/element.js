/* Makes elements. Outside text reaches the page as text nodes only, never as HTML. */

/**
 * @param {string} name of the element
 * @param {object} [properties] such as className, href, textContent; `data` and `aria` are objects
 * @param {...(Node|string)} children
 */
export function element(name, { data = {}, aria = {}, ...properties } = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  Object.assign(made.dataset, data);
  for (const [key, value] of Object.entries(aria)) made.setAttribute(`aria-${key}`, value);
  made.append(...children);
  return made;
}

/** A text with some of its parts marked. */
export function marked(text, marks = []) {
  const parts = [];
  let at = 0;
  for (const [start, end] of marks) {
    parts.push(text.slice(at, start), element("mark", {}, text.slice(start, end)));
    at = end;
  }
  return [...parts, text.slice(at)].filter((part) => part !== "");
}
