/** JSON: fields as an object. It is written here, since numbers in it keep their digits. */

import { Unsendable } from "./unsendable.js";
import { Entries, Listed, Plain, fieldsOf, joined, textOf } from "./tree.js";

/**
 * The text of an object with such fields.
 *
 * @param {Map<string, any>} tree
 */
export function objectText(tree) {
  const text = object([...fieldsOf(tree)].map(bare));
  if (/\p{Cs}/u.test(text)) throw new Unsendable("body", "half of a character cannot be sent");
  return text;
}

const object = (fields) =>
  `{${fields.map(([key, value]) => `${quoted(key)}:${written(value)}`).join(",")}}`;

/** A text in quotes. Half of a character stays what it is, so that it is found. */
const quoted = (text) =>
  JSON.stringify(text).replace(/\\u(d[89a-f][0-9a-f]{2})/g, (_, code) =>
    String.fromCharCode(parseInt(code, 16)),
  );

function written(value) {
  if (value instanceof Listed) return list(value.values, value.layout);
  if (value instanceof Entries) return map(value);
  if (value instanceof Plain) return value.json;
  const inner = fieldsOf(value);
  if (!inner) return quoted(textOf(value));
  return object([...inner].map(bare));
}

function list(values, layout) {
  if (typeof layout.join === "string") return quoted(joined(values, layout.join));
  return inside(layout.element, values.map(written));
}

/** An array of what is written already, alone or as the only field of an object. */
function inside(element, texts) {
  const all = `[${texts.join(",")}]`;
  return element ? `{${quoted(element)}:${all}}` : all;
}

function map(entries) {
  const { key, element } = entries.layout;
  if (!key) return object(entries.named("{key}"));
  // An entry has its value even where that is an empty text.
  const pairs = entries.structures.map((pair) => object([...pair].map(bare)));
  return inside(element, pairs);
}

/** A field with its name alone: the @ of an attribute means nothing here. */
const bare = ([name, value]) => [name.replace(/^@/, ""), value];
