/* Gives search fields their suggestions, once each; all share one engine. */

import { Engine } from "./engine.js";
import { Suggestions } from "./suggest.js";

const root = new URL("../../../", import.meta.url);
const engine = new Engine(root);
const given = new WeakMap();

/** Give a field its suggestions and show them for what it holds already. */
export function suggestTo(field) {
  if (given.has(field)) return;
  engine.warm();
  const suggestions = new Suggestions(field, engine, root);
  given.set(field, suggestions);
  suggestions.show();
}
