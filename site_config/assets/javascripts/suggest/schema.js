/* Checks a value against a JSON Schema: the keywords that ours use and no other. A keyword that is not
   known is a fault of the program, so nothing is ever passed over. */

const SILENT = new Set(["$schema", "$defs", "title", "description", "default"]);
const TYPES = {
  string: (value) => typeof value === "string",
  integer: (value) => Number.isInteger(value),
  array: Array.isArray,
  object: (value) => value !== null && typeof value === "object" && !Array.isArray(value),
  null: (value) => value === null,
};

/* Each keyword yields faults: where, which keyword, and what it asked for. */
const CHECKS = {
  type: (type, value) => TYPES[type](value),
  enum: (words, value) => words.includes(value),
  not: (schema, value, context) => faultsOf(schema, value, context).length > 0,
  minimum: (least, value) => typeof value !== "number" || value >= least,
  maximum: (most, value) => typeof value !== "number" || value <= most,
  pattern: (text, value) => typeof value !== "string" || new RegExp(text, "u").test(value),
  format: (name, value) => typeof value !== "string" || FORMATS[name](value),
  anyOf: (schemas, value, context) =>
    schemas.some((schema) => faultsOf(schema, value, context).length === 0),
  $ref: (address, value, context) => faultsOf(resolve(address, context.root), value, context),
  required: (names, value, { path }) =>
    !TYPES.object(value) ||
    names
      .filter((name) => !Object.hasOwn(value, name))
      .map((name) => ({ path: [...path, name], keyword: "required" })),
  properties: (schemas, value, context) =>
    !TYPES.object(value) ||
    Object.entries(schemas).flatMap(([name, schema]) =>
      Object.hasOwn(value, name) ? faultsOf(schema, value[name], within(context, name)) : [],
    ),
  propertyNames: (schema, value, context) =>
    !TYPES.object(value) ||
    Object.keys(value).flatMap((name) => faultsOf(schema, name, within(context, name))),
  additionalProperties: (schema, value, context, { properties = {} }) => {
    if (!TYPES.object(value)) return true;
    const further = Object.keys(value).filter((name) => !Object.hasOwn(properties, name));
    if (schema === false) {
      return further.map((name) => ({ path: [...context.path, name], keyword: "unknown" }));
    }
    return further.flatMap((name) => faultsOf(schema, value[name], within(context, name)));
  },
  items: (schema, value, context) =>
    !Array.isArray(value) ||
    value.flatMap((one, place) => faultsOf(schema, one, within(context, place))),
};
const FORMATS = {
  date: (text) => {
    const day = new Date(`${text}T00:00:00Z`);
    return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
  },
};

/** The keywords that a schema may use. */
export function keywords() {
  return [...SILENT, ...Object.keys(CHECKS)];
}

/**
 * What is wrong with a value.
 * @param {object} schema
 * @param {*} value
 * @returns {Array<{path: Array<string|number>, keyword: string}>} empty when all is right
 * @throws {Error} the schema uses a keyword that is not known here
 */
export function faults(schema, value) {
  return faultsOf(schema, value, { root: schema, path: [] });
}

function faultsOf(schema, value, context) {
  return Object.entries(schema).flatMap(([keyword, asked]) => {
    if (SILENT.has(keyword)) return [];
    const check = CHECKS[keyword];
    if (!check) throw new Error(`the schema uses ${keyword}, which is not known here`);
    const found = check(asked, value, context, schema);
    if (Array.isArray(found)) return found;
    return found ? [] : [{ path: context.path, keyword }];
  });
}

function within(context, step) {
  return { ...context, path: [...context.path, step] };
}

function resolve(address, root) {
  return address
    .replace(/^#\//, "")
    .split("/")
    .reduce((part, step) => part[step], root);
}
