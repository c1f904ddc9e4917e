/** XML: fields as elements, attributes and texts. */

import { Unsendable } from "./unsendable.js";
import { Entries, Listed, Plain, fieldsOf, filled, joined, textOf } from "./tree.js";

const UNWRITABLE = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

// The signs of names are those of XML 1.0, without the colon of prefixes.
const FIRST =
  "A-Za-z_\\xc0-\\xd6\\xd8-\\xf6\\xf8-\\u02ff\\u0370-\\u037d\\u037f-\\u1fff\\u200c\\u200d\\u2070-\\u218f" +
  "\\u2c00-\\u2fef\\u3001-\\ud7ff\\uf900-\\ufdcf\\ufdf0-\\ufffd\\u{10000}-\\u{effff}";
const NAME = new RegExp(`^[${FIRST}][\\-.0-9\\xb7\\u0300-\\u036f\\u203f\\u2040${FIRST}]*$`, "u");

const IN_TEXT = { "&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;" };
const IN_QUOTES = { ...IN_TEXT, "\n": "&#10;", "\t": "&#9;", '"': "&quot;" };

/**
 * A document.
 *
 * @param {string} root The name of its root element.
 * @param {Map<string, any>} tree
 * @param {string | null} namespace
 */
export function documentOf(root, tree, namespace) {
  const declared = namespace ? ` xmlns="${escaped(namespace, IN_QUOTES)}"` : "";
  return structure(root, fieldsOf(tree), declared);
}

function element(name, value) {
  const inner = fieldsOf(value);
  if (value instanceof Listed) return list(name, value);
  if (value instanceof Entries) return map(name, value);
  if (inner) return structure(name, inner);
  return `<${name}>${value instanceof Plain ? value.text : escaped(textOf(value))}</${name}>`;
}

function structure(name, fields, attributes = "") {
  const isAttribute = ([key]) => key.startsWith("@");
  const all = [...fields];
  const told = all
    .filter(isAttribute)
    .map(([key, value]) => ` ${key.slice(1)}="${escaped(singleText(value), IN_QUOTES)}"`);
  const inner = all
    .filter((field) => !isAttribute(field))
    .map(([key, value]) => (key === "." ? escaped(singleText(value)) : element(key, value)));
  return `<${name}${attributes}${told.join("")}>${inner.join("")}</${name}>`;
}

/** What stands in an attribute, or as the own text of an element. */
const singleText = (value) =>
  value instanceof Listed && typeof value.layout.join === "string"
    ? joined(value.values, value.layout.join)
    : textOf(value);

function list(name, { values, layout }) {
  if (typeof layout.join === "string") return element(name, joined(values, layout.join));
  const inner = values.map((value) => element(layout.element ?? name, value)).join("");
  return layout.element ? `<${name}>${inner}</${name}>` : inner;
}

function map(name, entries) {
  const { key, template, element: inner } = entries.layout;
  if (key) return list(name, new Listed(entries.structures, { element: inner }));
  const all = entries
    .named(template ? filled(template, { name }) : "{key}")
    .map(([entry, value]) => element(checked(entry), value))
    .join("");
  return template ? all : `<${name}>${all}</${name}>`;
}

function escaped(text, signs = IN_TEXT) {
  const found = UNWRITABLE.exec(text);
  if (found) {
    const number = found[0].codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
    throw new Unsendable("body", `XML cannot write the character U+${number}`);
  }
  return text.replace(/[&<>"\r\n\t]/g, (sign) => signs[sign] ?? sign);
}

function checked(name) {
  if (NAME.test(name)) return name;
  throw new Unsendable("request", `XML cannot have an element with the name ${name.slice(0, 40)}`);
}
