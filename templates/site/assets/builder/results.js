/** The fields of an answer as the typed fields of a result, by their Python names. */

import { at, inside, ownText, several, structureIn, structuresIn, textOf } from "./fields.js";
import { wholeNumber } from "./members.js";
import { momentIn } from "./moments.js";
import { Unreadable } from "./unreadable.js";

/**
 * A structure out of an answer. What is absent is left out, lists and maps are empty then.
 *
 * @param {any} data What the page of the action knows of it.
 * @param {string} name The structure.
 * @param {Map<string, any>} answer
 * @returns {Record<string, any>}
 * @throws {Unreadable} It does not have the form that it should have.
 */
export function structureOf(data, name, answer) {
  const read = data.structures[name].fields.map((field) => [
    field.name,
    fieldOf(data, field, answer),
  ]);
  return Object.fromEntries(read.filter(([, value]) => value !== null));
}

function fieldOf(data, field, answer) {
  const inner =
    field.kind === "structure" ? data.structures[field.type].fields.map((one) => one.path) : [];
  const byNumber = field.keys === "integer" && field.path.includes("{key}");
  const [fields, name] = at(answer, field.path, inner, byNumber);
  try {
    if (field.shape === "list") return listOf(data, field, fields, name);
    if (field.shape === "map") return mapOf(data, field, fields, name);
    return oneOf(data, field, fields, name);
  } catch (error) {
    if (error instanceof Unreadable) throw new Unreadable(`${name}: ${error.message}`);
    throw error;
  }
}

function oneOf(data, field, fields, name) {
  const isThere = fields.has(name);
  if (field.type === "boolean" && field.notation.presence) {
    return isThere && fields.get(name) !== "false";
  }
  if (!isThere && !field.optional) throw new Unreadable("is missing");
  if (field.kind === "structure") {
    const value = fields.get(name);
    const isEmpty = !value || (value instanceof Map ? !value.size : !value.length);
    return field.optional && isEmpty
      ? null
      : structureOf(data, field.type, structureIn(value, name));
  }
  const text = textOf(fields, name);
  return text === null && field.optional ? null : valueOf(field, text ?? "");
}

function listOf(data, field, fields, name) {
  if (name === "*" && !fields.has(name)) throw new Unreadable("the answer should be a list");
  if (field.join !== null) {
    const parts = textOf(fields, name)?.split(field.join) ?? [];
    return parts.map((part) => valueOf(field, part.trim()));
  }
  if (field.kind === "structure") {
    return structuresIn(fields, name).map((one) => structureOf(data, field.type, one));
  }
  return (fields.has(name) ? several(fields.get(name)) : []).map((one) => single(field, one));
}

function mapOf(data, field, fields, name) {
  const held = field.pairs ? paired(fields, name, field.pairs) : inside(fields, [name]);
  const entries = [...held].filter(([key]) => !/^(@|\.$)/.test(key));
  const isNumber = ([key]) => /^-?\d{1,18}$/.test(key);
  if (field.keys === "integer" && !entries.every(isNumber)) {
    throw new Unreadable("a key should be a whole number");
  }
  const read = (value) =>
    field.kind === "structure"
      ? structureOf(data, field.type, structureIn(value, name))
      : single(field, value);
  const keyOf = (key) => (field.keys === "integer" ? wholeNumber(key) : key);
  return Object.fromEntries(entries.map(([key, value]) => [keyOf(key), read(value)]));
}

/** A list of entries that have a key and a value, as a map. */
function paired(fields, name, [key, value]) {
  const entries = (fields.has(name) ? several(fields.get(name)) : []).filter(
    (one) => one instanceof Map,
  );
  return new Map(
    entries.map((entry) => {
      if (!entry.has(key)) throw new Unreadable(`${key} is missing`);
      return [textOf(entry, key) ?? "", entry.get(value) ?? ""];
    }),
  );
}

function single(field, value) {
  const text = ownText(value);
  if (text === null) throw new Unreadable("should hold texts");
  return valueOf(field, text);
}

function valueOf(field, text) {
  if (field.kind === "enumeration") return text;
  switch (field.type) {
    case "integer":
      return numberIn(text, /^[+-]?\d+$/, "is not a whole number");
    case "number":
      return numberIn(text, /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i, "is not a number");
    case "decimal":
      return text.trim();
    case "boolean":
      return truthOf(field.notation, text);
    case "date":
    case "datetime":
      return momentIn(text, field.type, field.notation);
    case "bytes":
      return text.replace(/\s+/g, "");
    default:
      return text;
  }
}

/** A number; a whole one with more digits than numbers have here stays a text. */
function numberIn(text, form, problem) {
  const told = text.trim();
  if (!form.test(told)) throw new Unreadable(`${told.slice(0, 40)} ${problem}`);
  const number = Number(told);
  return /^[+-]?\d+$/.test(told) && !Number.isSafeInteger(number) ? told : number;
}

function truthOf({ yes, no }, text) {
  const told = text.trim().toLowerCase();
  const among = (words) => words.some((word) => word.toLowerCase() === told);
  if (among(yes)) return true;
  if (among(no)) return false;
  throw new Unreadable(`${told.slice(0, 40)} is neither ${yes[0]} nor ${no[0]}`);
}
