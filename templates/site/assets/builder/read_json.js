/** JSON: the fields of an object, with every number as its digits: 1.10 is not 1.1 in a version. */

import { addField } from "./fields.js";
import { Unreadable } from "./unreadable.js";

const DEEPEST = 100;
const TOKEN =
  /\s*(?:([{}[\],:])|("(?:[^"\\\u0000-\u001f]|\\.)*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)|(true|false|null))/y;

/**
 * The fields of an object; what is null is absent. A list that is a whole answer is the field `*`.
 *
 * @param {string} text
 * @param {boolean} rooted Whether the fields stand in the only key, which is the root.
 * @returns {Map<string, any>}
 * @throws {Unreadable} It is no JSON, or nested too deep.
 */
export function parseJson(text, rooted) {
  if (!text.trim()) throw new Unreadable("the body is empty");
  const tokens = tokensOf(text.replace(/^\ufeff/, ""));
  let [value, root] = [valueFrom(tokens, 1), ""];
  if (tokens.length) throw noJson();
  if (rooted && value instanceof Map && value.size === 1) [[root, value]] = [...value];
  return new Map([...fieldsIn(value), ["$root", root]]);
}

const noJson = () => new Unreadable("no JSON");

function fieldsIn(value) {
  if (value instanceof Map) return value;
  if (Array.isArray(value)) return new Map([["*", value]]);
  if (value === null) return new Map();
  throw new Unreadable("the answer is a single value");
}

/** The tokens of a text, the last first. */
function tokensOf(text) {
  const whole = text.trimEnd();
  const tokens = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < whole.length) {
    const found = TOKEN.exec(whole);
    if (!found) throw noJson();
    const [, sign, quoted, digits, word] = found;
    tokens.push({ sign, quoted, digits, word });
  }
  return tokens.reverse();
}

function valueFrom(tokens, depth) {
  if (depth > DEEPEST) throw new Unreadable(`values are nested more than ${DEEPEST} deep`);
  const token = tokens.pop();
  if (!token) throw noJson();
  if (token.quoted) return textIn(token.quoted);
  if (token.digits) return token.digits;
  if (token.word) return token.word === "null" ? null : token.word;
  if (token.sign === "{") return objectFrom(tokens, depth);
  if (token.sign === "[") return listFrom(tokens, depth);
  throw noJson();
}

function textIn(quoted) {
  try {
    return JSON.parse(quoted);
  } catch {
    throw noJson();
  }
}

function objectFrom(tokens, depth) {
  const found = new Map();
  for (const _ of separated(tokens, "}")) {
    const key = tokens.pop();
    if (!key?.quoted || tokens.pop()?.sign !== ":") throw noJson();
    const value = valueFrom(tokens, depth + 1);
    if (value !== null) addField(found, textIn(key.quoted), value);
  }
  return found;
}

function listFrom(tokens, depth) {
  const found = [];
  for (const _ of separated(tokens, "]")) {
    const value = valueFrom(tokens, depth + 1);
    if (value !== null) found.push(value);
  }
  return found;
}

/** Goes on as long as there is another element before what ends them. */
function* separated(tokens, end) {
  if (tokens.at(-1)?.sign === end) {
    tokens.pop();
    return;
  }
  for (;;) {
    yield;
    const sign = tokens.pop()?.sign;
    if (sign === end) return;
    if (sign !== ",") throw noJson();
  }
}
