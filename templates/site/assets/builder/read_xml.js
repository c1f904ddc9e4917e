/**
 * XML: the fields of a document, from its elements, attributes and texts.
 *
 * An attribute is a field with an @ before its name; an element that has attributes or children has
 * its own text under the name ".". Namespaces do not count. It is a parser of its own, since node
 * has none and browsers disagree about errors.
 */

import { addField } from "./fields.js";
import { Unreadable } from "./unreadable.js";

const DEEPEST = 50;
const MARKUP =
  /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[([\s\S]*?)\]\]>|<!DOCTYPE|<\/([^\s<>/]+)\s*>|<([^\s<>/!?=]+)((?:\s+[^\s<>/=]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/g;
const ATTRIBUTE = /([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const ENTITIES = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/**
 * The fields of a document; `$root` is the name of its root element.
 *
 * @param {string} text
 * @returns {Map<string, any>}
 * @throws {Unreadable} It is not well-formed, declares a document type, or is nested too deep.
 */
export function parseXml(text) {
  const document = text
    .replace(/^\ufeff/, "")
    .trim()
    .replace(/\r\n?/g, "\n");
  if (!document) throw new Unreadable("the body is empty");
  const outside = new Element("");
  const open = [outside];
  let behind = 0;
  for (const found of document.matchAll(MARKUP)) {
    open.at(-1).add(unescaped(document.slice(behind, found.index)));
    behind = found.index + found[0].length;
    take(found, open);
    if (open.length > DEEPEST + 1)
      throw new Unreadable(`elements are nested more than ${DEEPEST} deep`);
  }
  if (open.length > 1) throw new Unreadable("not well-formed XML: an element has no end");
  outside.add(unescaped(document.slice(behind)));
  if (outside.text.trim() || !outside.root || outside.count > 1) {
    throw new Unreadable("not well-formed XML: a document has one element that holds all");
  }
  return new Map([...outside.root.whole, ["$root", outside.root.name]]);
}

class Element {
  constructor(name) {
    this.name = name;
    this.fields = new Map();
    this.text = "";
    this.root = null;
    this.count = 0;
  }

  add(text) {
    this.text += text;
  }

  /** The fields of a root element. */
  get whole() {
    const { value } = this;
    return typeof value === "string" ? new Map(value ? [[".", value]] : []) : value;
  }

  /** What an element is to the one that holds it: a text, or its fields. */
  get value() {
    const text = this.text.trim() ? this.text : "";
    if (!this.fields.size) return text;
    return text ? new Map([...this.fields, [".", text]]) : this.fields;
  }
}

function take([whole, data, closed, opened, attributes, empty], open) {
  const isText = whole.startsWith("<![CDATA[");
  if (isText) open.at(-1).add(data);
  if (whole === "<!DOCTYPE") throw new Unreadable("the document declares a document type");
  if (opened) open.push(opening(opened, attributes));
  if (!(closed || empty)) return;
  const element = open.length > 1 ? open.pop() : null;
  if (!element || (closed && element.tag !== closed)) {
    throw new Unreadable(`not well-formed XML: ${whole.slice(0, 40)} ends nothing`);
  }
  const holder = open.at(-1);
  holder.count += 1;
  holder.root = element;
  addField(holder.fields, element.name, element.value);
}

function opening(tag, attributes) {
  const element = new Element(local(tag));
  element.tag = tag;
  for (const [, name, double, single] of attributes.matchAll(ATTRIBUTE)) {
    if (name.startsWith("xmlns")) continue;
    element.fields.set(`@${local(name)}`, unescaped((double ?? single).replace(/[\n\t]/g, " ")));
  }
  return element;
}

const local = (name) => name.slice(name.lastIndexOf(":") + 1);

function unescaped(text) {
  if (text.includes("<")) throw new Unreadable("not well-formed XML: a < that begins nothing");
  return text.replace(/&([^;&]*);?/g, (whole, name) => {
    const number = /^#(?:x([0-9a-f]+)|(\d+))$/i.exec(name);
    const sign = number
      ? signOf(number[1] ? parseInt(number[1], 16) : Number(number[2]))
      : Object.hasOwn(ENTITIES, name) && ENTITIES[name];
    if (!sign || !whole.endsWith(";")) {
      throw new Unreadable(`not well-formed XML: ${whole.slice(0, 20)} stands for nothing`);
    }
    return sign;
  });
}

const signOf = (number) => (number > 0 && number < 0x110000 ? String.fromCodePoint(number) : null);
