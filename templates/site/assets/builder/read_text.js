/** Plain texts: lines of key=value, forms, and texts that patterns take apart. */

import { addField } from "./fields.js";
import { wholeMatch } from "./patterns.js";
import { Unreadable } from "./unreadable.js";

/**
 * The fields in lines of key=value. Other lines, such as comments, say nothing.
 *
 * @param {string} text
 */
export function parseLines(text) {
  const found = filled(text)
    .split(/\r\n?|\n/)
    .map((line) => /^([\p{L}\p{N}_.[\]-]+)\s*=(.*)$/u.exec(line.trim()))
    .filter(Boolean);
  return fieldsOf(found.map(([, name, value]) => [name, value.trim()]));
}

/**
 * The fields of what is written like a query string.
 *
 * @param {string} text
 */
export function parseForm(text) {
  const pairs = filled(text)
    .trim()
    .split("&")
    .map((part) => {
      const found = /^([^=]*)=([\s\S]*)$/.exec(part);
      if (!found) throw new Unreadable("no form: a part of it has no name and value");
      return found.slice(1).map(decoded);
    });
  if (!pairs.every(([name]) => /^[\p{L}\p{N}_.[\]-]+$/u.test(name))) {
    throw new Unreadable("no form: a name holds signs that no name has");
  }
  return fieldsOf(pairs);
}

/**
 * The fields in a text that matches a pattern, which are the named groups of it.
 *
 * @param {string} text
 * @param {string[]} patterns In the form of Python.
 * @param {boolean} eachLine Whether each line is matched by itself where the whole is not.
 */
export function parsePatterns(text, patterns, eachLine) {
  const whole = filled(text).trim();
  const match = (one) => {
    const found = patterns.map((pattern) => wholeMatch(pattern, one)).find(Boolean);
    const groups = Object.entries(found?.groups ?? {}).filter(([, value]) => value !== undefined);
    return found ? new Map(groups) : null;
  };
  let fields = match(whole);
  if (!fields && eachLine) {
    const lines = whole.split(/\r\n?|\n/).map((line) => line.trim());
    const matches = lines.filter(Boolean).map(match);
    fields = matches.every(Boolean) ? new Map([["*", matches]]) : null;
  }
  if (!fields) throw new Unreadable("the text is none that the service gives");
  return new Map([["*", []], ...fields, ["$text", whole]]);
}

function filled(text) {
  if (!text.trim()) throw new Unreadable("the body is empty");
  return text.replace(/^\ufeff/, "");
}

function decoded(text) {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    throw new Unreadable("the encoding cannot be read");
  }
}

function fieldsOf(pairs) {
  if (!pairs.length) throw new Unreadable("no line has a key and a value");
  const found = new Map();
  for (const [name, value] of pairs) addField(found, name, value);
  return found;
}
