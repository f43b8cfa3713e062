/* Writes one entry as YAML, to the byte as generator/entry_file.py does through libyaml: words that
   YAML would read as something else in quotes, long texts and paragraphs as folded blocks, nothing
   ever typed. */

const WIDTH = 96; // column behind which a line is broken at the next space
const FOLD_FROM = 80; // characters from which a text is written as a folded block

const TYPED = [
  /^(?:yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF)$/,
  /^(?:~|null|Null|NULL|<<|=|)$/,
  /^(?:[-+]?0b[0-1_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+)$/,
  /^[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+$/,
  /^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?)$/,
  /^(?:[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/,
  /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/,
  /^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]*)?(?:[ \t]*(?:Z|[-+][0-9]{1,2}(?::[0-9]{2})?))?$/,
]; // what YAML 1.1 takes for a truth value, nothing, a number or a time
const OPENERS = new Set("#,[]{}&*!|>'\"%@`");
const ESCAPES = { '"': '\\"', "\\": "\\\\", "\n": "\\n" };

/**
 * @param {object} entry fields in the order of the file; texts tidied, `year` a number
 * @param {string} head the line that names the schema, with its line end
 * @returns {string}
 */
export function writeYaml(entry, head = "") {
  return head + Object.entries(entry).map(([key, value]) => field(key, value)).join("");
}

function field(key, value) {
  if (typeof value === "number" || key === "added") return `${key}: ${value}\n`;
  if (typeof value === "string") return `${key}:${scalar(value, key.length + 1, 2)}\n`;
  if (Array.isArray(value)) return `${key}:\n${value.map(item).join("")}`;
  return `${key}:\n${pairs(value).map((line) => `  ${line}`).join("")}`;
}

function item(value) {
  if (typeof value === "string") return `-${scalar(value, 1, 2)}\n`;
  return pairs(value).map((line, place) => (place ? "  " : "- ") + line).join("");
}

function pairs(value) {
  return Object.entries(value).map(([key, text]) => `${key}:${scalar(text, key.length + 3, 4)}\n`);
}

/** A text with the space before it, for a place in column `column`. */
function scalar(text, column, indent) {
  const { plain, single, block } = allowed(text);
  const long = text.length > FOLD_FROM && [...text].length > FOLD_FROM;
  if ((long || text.includes("\n")) && block) return folded(text, indent);
  if (plain) return ` ${wrapped(text, column + 1, indent)}`;
  return single ? singleQuoted(text, column, indent) : doubleQuoted(text, column, indent);
}

/** Which styles a text that begins and ends with a visible character can have. */
function allowed(text) {
  const printable = !/[\u{fffe}\u{ffff}\u{feff}\u{10000}-\u{10ffff}]/u.test(text);
  const marks =
    /^(?:---|\.\.\.)/.test(text) ||
    OPENERS.has(text[0]) ||
    /^[-?:](?:\s|$)/.test(text) ||
    /:(?:\s|$)|\s#/.test(text);
  const plain = !marks && !text.includes("\n") && !TYPED.some((words) => words.test(text));
  return { plain: printable && plain, single: printable, block: printable };
}

function folded(text, indent) {
  const margin = " ".repeat(indent);
  const blocks = text.split("\n\n").map((part) => margin + wrapped(part, indent, indent));
  return ` >-\n${blocks.join("\n\n\n")}`;
}

/** Break a text at the first space behind the width, again and again. */
function wrapped(text, start, indent) {
  const margin = `\n${" ".repeat(indent)}`;
  let column = start;
  let written = "";
  for (const c of text) {
    const broken = c === " " && column > WIDTH;
    written += broken ? margin : c;
    column = broken ? indent : column + 1;
  }
  return written;
}

function singleQuoted(text, column, indent) {
  return ` '${wrapped(text.replaceAll("'", "''"), column + 2, indent)}'`;
}

function doubleQuoted(text, column, indent) {
  const characters = [...text];
  const margin = `\n${" ".repeat(indent)}`;
  let at = column + 2;
  let written = "";
  characters.forEach((c, place) => {
    const inside = place > 0 && place < characters.length - 1;
    if (c === " " && inside && at > WIDTH && characters[place - 1] !== " ") {
      written += margin;
      at = indent;
      return;
    }
    const shown = ESCAPES[c] ?? escaped(c);
    written += shown;
    at += shown.length;
  });
  return ` "${written}"`;
}

function escaped(c) {
  const code = c.codePointAt(0);
  if (code > 0xffff) return `\\U${code.toString(16).toUpperCase().padStart(8, "0")}`;
  return code >= 0xfffe || code === 0xfeff ? `\\u${code.toString(16).toUpperCase()}` : c;
}
