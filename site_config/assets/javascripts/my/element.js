/* Elements in one call. Outside text reaches the page as text nodes only. */

/**
 * @param {string} tag
 * @param {object} properties of the element; `role`, `aria-…` and `data-…` are set as attributes
 * @param {...(Node|string)} children
 */
export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name === "role" || name.includes("-")) made.setAttribute(name, value);
    else made[name] = value;
  }
  made.append(...children);
  return made;
}

/** A button that does something. */
export function button(words, action, properties = {}) {
  const made = element("button", { type: "button", className: "ad-button", ...properties }, words);
  made.addEventListener("click", action);
  return made;
}
