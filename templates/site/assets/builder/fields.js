/**
 * The fields of an answer, whatever its format: texts, further fields, or lists of these.
 *
 * @typedef {string | Map<string, any> | any[]} Value
 */

import { Unreadable } from "./unreadable.js";

/** Adds a field; one whose name stands there already becomes a list. */
export function addField(fields, name, value) {
  const held = fields.get(name);
  if (Array.isArray(held)) held.push(...several(value));
  else fields.set(name, fields.has(name) ? [held, ...several(value)] : value);
}

/** The elements of a list, or the only value. */
export const several = (value) => (Array.isArray(value) ? value : [value]);

const elements = (fields, name) => (fields.has(name) ? several(fields.get(name)) : []);

/** The text of a value; null where there is none, or more than one. */
export function ownText(value) {
  if (typeof value === "string") return value;
  if (!(value instanceof Map) || ![...value.keys()].every((name) => /^[@.]/.test(name)))
    return null;
  const text = value.get(".") ?? "";
  return typeof text === "string" ? text : null;
}

/** The text of a field that may be absent or empty, which is null. */
export function textOf(fields, name) {
  if (!fields.has(name)) return null;
  const text = ownText(fields.get(name));
  if (text === null) throw new Unreadable(`${name} should hold a single text`);
  return text || null;
}

/** The text of a field without white space around it; null where there is no single text. */
export const plainText = (fields, name) =>
  (fields.has(name) && ownText(fields.get(name))?.trim()) || null;

/** The texts of all elements of a field, without those that are empty. */
export const plainTexts = (fields, name) =>
  elements(fields, name)
    .map((one) => (ownText(one) ?? "").trim())
    .filter(Boolean);

/** Whether a field is there and not empty and, if values are named, has one of them. */
export const has = (fields, name, values) =>
  elements(fields, name).some((value) => {
    if (value instanceof Map && !values.length) return value.size > 0;
    return tells(ownText(value), values);
  });

/** Whether a text is not empty and, if values are named, is one of them. */
export function tells(text, values) {
  const told = (text ?? "").trim();
  return values.length ? values.includes(told) : Boolean(told);
}

/** A value as the structure that it has to be. */
export function structureIn(value, name) {
  if (typeof value === "string") return new Map(value ? [[".", value]] : []);
  if (value instanceof Map) return value;
  // Some services write an empty structure as an empty list.
  if (!value.length) return new Map();
  throw new Unreadable(`${name} should hold one structure`);
}

/** Each element of a repeated field, as the fields that it has. */
export const structuresIn = (fields, name) =>
  elements(fields, name).map((one) => structureIn(one, name));

/** The fields inside a field inside ...; none where one of these is absent or empty. */
export const inside = (fields, names) =>
  names.reduce((outer, name) => structureIn(outer.get(name) ?? "", name), fields);

/**
 * Where a path leads: the fields that hold the place, and its name among them.
 *
 * @param {Map<string, any>} fields
 * @param {string} path
 * @param {string[]} inner The names of a structure's fields, where {field} stands for one of them.
 * @param {boolean} byNumber Whether {key} stands for a number.
 * @returns {[Map<string, any>, string]}
 */
export function at(fields, path, inner = [], byNumber = false) {
  const outer = path.split("/");
  const last = outer.pop();
  const holder = inside(fields, outer);
  const name = byNumber ? last.replace("{key}", "{i}") : last;
  if (last.includes("{key}") || byNumber)
    return [new Map([[name, collected(holder, name, inner)]]), name];
  if (!name.includes("{i}")) return [holder, name];
  const numbered = [...collected(holder, name, inner)];
  const inOrder = numbered.sort(([one], [other]) => Number(one) - Number(other));
  return [new Map([[name, inOrder.map(([, value]) => value)]]), name];
}

/** The fields whose names differ by a key or number, by these. */
function collected(fields, template, inner) {
  const pattern = patternOf(template, inner);
  const found = new Map();
  for (const [name, value] of fields) {
    const groups = name.startsWith("$") ? null : pattern.exec(name)?.groups;
    if (!groups) continue;
    const key = groups.i ?? groups.key;
    if (groups.field === undefined) found.set(key, value);
    else found.set(key, (found.get(key) ?? new Map()).set(groups.field, value));
  }
  return found;
}

function patternOf(template, names) {
  const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const longestFirst = [...names].sort((one, other) => other.length - one.length);
  const source = escaped(template)
    .replace("\\{i\\}", "(?<i>\\d{1,9})")
    .replace("\\{field\\}", () => `(?<field>${longestFirst.map(escaped).join("|") || ".+?"})`)
    .replace("\\{key\\}", "(?<key>.+)");
  return new RegExp(`^${source}$`);
}
