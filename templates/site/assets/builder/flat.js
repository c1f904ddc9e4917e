/** Query strings and forms: fields as names in a row. */

import { Unsendable } from "./unsendable.js";
import { Entries, Listed, fieldsOf, filled, joined, textOf } from "./tree.js";

/**
 * The names and texts of all that a request holds, in its order.
 *
 * @param {Map<string, any>} tree
 * @param {string} nesting The name of a structure's field, with {name} and {field}.
 * @returns {[string, string][]}
 */
export function pairsOf(tree, nesting) {
  const all = [...fieldsOf(tree)];
  const inMaps = ([, value]) => value instanceof Entries;
  const write = (fields) => [...structure("", new Map(fields), nesting)];
  const taken = new Set(write(all.filter((field) => !inMaps(field))).map(([name]) => name));
  for (const [name] of write(all.filter(inMaps))) {
    if (taken.has(name)) {
      const problem = `the key of a map becomes ${name}, which the request has already`;
      throw new Unsendable("request", problem);
    }
  }
  return write(all);
}

/**
 * Pairs as a query string, with the brackets of names left as they are.
 *
 * @param {[string, string][]} pairs
 */
export const encoded = (pairs) =>
  pairs
    .map(
      ([name, text]) => `${quoted(name).replace(/%5B/g, "[").replace(/%5D/g, "]")}=${quoted(text)}`,
    )
    .join("&");

function quoted(text) {
  try {
    return encodeURIComponent(text)
      .replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
      .replace(/%20/g, "+");
  } catch {
    throw new Unsendable("body", "half of a character cannot be sent");
  }
}

function* structure(name, fields, nesting) {
  for (const [key, value] of fields) {
    yield* pairs(name, nested(name, key, nesting), value, nesting);
  }
}

/** The @ of an attribute and the . of a structure's own text mean nothing here. */
function nested(parent, name, nesting) {
  const bare = name.replace(/^@/, "");
  if (bare === ".") return parent;
  return parent ? filled(nesting, { name: parent, field: bare }) : bare;
}

function* pairs(parent, name, value, nesting) {
  const inner = fieldsOf(value);
  if (value instanceof Listed) yield* list(parent, name, value, nesting);
  else if (value instanceof Entries) yield* map(parent, name, value, nesting);
  else if (inner) yield* structure(name, inner, nesting);
  else yield [name, textOf(value)];
}

function* list(parent, name, { values, layout }, nesting) {
  if (typeof layout.join === "string") {
    yield [name, joined(values, layout.join)];
    return;
  }
  for (const [index, value] of values.entries()) {
    const i = String((layout.first ?? 1) + index);
    const template = filled(layout.template ?? "{name}", { name, parent, i });
    const found = [...element(parent, name, template, value, nesting)];
    if (!found.length) throw new Unsendable("request", `an element of ${name} is empty`);
    yield* found;
  }
}

function* element(parent, name, template, value, nesting) {
  if (!template.includes("{field}")) {
    yield* pairs(parent, template, value, nesting);
    return;
  }
  for (const [key, inner] of fieldsOf(value) ?? []) {
    yield* pairs(name, filled(template, { field: key.replace(/^@/, "") }), inner, nesting);
  }
}

function* map(parent, name, entries, nesting) {
  const { template: own, key, first } = entries.layout;
  const template = own ?? nesting.replaceAll("{field}", "{key}");
  if (key && !template.includes("{key}")) {
    const layout = { template: own ?? "{name}.{i}", first };
    yield* list(parent, name, new Listed(entries.structures, layout), nesting);
    return;
  }
  for (const [entry, value] of entries.named(filled(template, { name }))) {
    yield* pairs(parent, entry, value, nesting);
  }
}
