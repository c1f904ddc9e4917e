/**
 * What the modules of the builder share about parameters, fields and their values.
 *
 * @typedef {object} Member A parameter of an action, or a field of a structure.
 * @property {string} name
 * @property {string} type A scalar type, or the name of a structure or an enumeration.
 * @property {"scalar" | "structure" | "enumeration"} kind
 * @property {"one" | "list" | "map"} shape
 * @property {"string" | "integer"} keys What the keys of a map are.
 * @property {boolean} optional Whether the client takes None for it.
 * @property {string | null} [required] The code of the answer where it is missing.
 * @property {any} [default]
 * @property {Record<string, string>} limits
 * @property {string | null} invalid The code of the answer to a value outside the limits.
 * @property {{yes: string[], no: string[], presence: boolean, format: string, zone: string}} notation
 * @property {Record<string, string>} wire Its path on the wire, by the name of the transport.
 * @property {Record<string, any>} lists The layout of a list, by the name of the transport.
 * @property {Record<string, any>} maps The layout of a map, by the name of the transport.
 *
 * @typedef {Record<string, any>} Values By Python names, as JSON has them: dates, times and decimals
 *   as texts, bytes as base64. A map may be a `Map`, which keeps numbers in their order.
 */

/** Whether a value is not there at all. */
export const isNothing = (value) => value === undefined || value === null;

/** Whether a value of a member can be empty, which counts as not given. */
const canBeEmpty = (member) =>
  member.shape !== "one" ||
  member.kind === "enumeration" ||
  (member.kind === "scalar" && ["string", "bytes"].includes(member.type));

/**
 * The keys of a map and their values.
 *
 * @returns {[string, any][]}
 */
export const entriesOf = (map) =>
  map instanceof Map ? [...map].map(([key, one]) => [String(key), one]) : Object.entries(map);

/** How many characters, elements or entries a value has. */
export function sizeOf(value) {
  if (typeof value === "string") return [...value].length;
  return Array.isArray(value) ? value.length : entriesOf(value).length;
}

/**
 * Whether the caller gave a member.
 *
 * @param {Member} member
 * @param {Values} values
 */
export function isGiven(member, values) {
  const value = valueOf(member, values);
  if (isNothing(value)) return false;
  return !canBeEmpty(member) || (isSized(value) ? sizeOf(value) > 0 : Boolean(value));
}

const isSized = (value) => typeof value === "string" || typeof value === "object";

/**
 * What is sent for a member: what the caller gave, or else its default.
 *
 * @param {Member} member
 * @param {Values} values
 */
export function valueOf(member, values) {
  const value = Object.hasOwn(values, member.name) ? values[member.name] : undefined;
  return isNothing(value) && !member.optional && member.kind === "scalar" ? member.default : value;
}

/**
 * The single values that a member holds, each with what leads to it.
 *
 * @param {Member} member
 * @returns {{key: string, value: any}[]} The key is as Python writes it, empty for a single value.
 */
export function elementsOf(member, value) {
  if (isNothing(value)) return [];
  if (member.shape === "list")
    return value.map((one, index) => ({ key: `[${index}]`, value: one }));
  if (member.shape === "one") return [{ key: "", value }];
  return entriesOf(value).map(([key, one]) => ({
    key: `[${member.keys === "integer" ? wholeNumber(key) : pythonText(key)}]`,
    value: one,
  }));
}

/** A key that is a whole number with all of its digits, and without what says nothing. */
export const wholeNumber = (key) =>
  /^[+-]?\d+$/.test(key) ? String(BigInt(key.replace("+", ""))) : key;

const SHORT_ESCAPES = { "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };
const UNSEEN = /[\\\p{C}\p{Z}]/gu;

/** A text as Python's `repr` writes it. */
export function pythonText(text) {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const written = visible(text);
  return quote + (quote === "'" ? written.replaceAll("'", "\\'") : written) + quote;
}

/** A text with what nobody could see as Python's escapes. */
export const visible = (text) => text.replace(UNSEEN, escaped);

function escaped(character) {
  if (character === " ") return character;
  if (character in SHORT_ESCAPES) return SHORT_ESCAPES[character];
  const number = character.codePointAt(0);
  const hex = number.toString(16);
  if (number < 0x100) return `\\x${hex.padStart(2, "0")}`;
  return number < 0x10000 ? `\\u${hex.padStart(4, "0")}` : `\\U${hex.padStart(8, "0")}`;
}
