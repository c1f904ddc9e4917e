/** Whether values are of their types, in the words of the Python client. */

import { elementsOf, entriesOf, isNothing, pythonText } from "./members.js";

const PYTHON_TYPES = {
  string: "str",
  integer: "int",
  number: "float",
  decimal: "decimal",
  boolean: "bool",
  datetime: "datetime",
  date: "date",
  bytes: "bytes",
};

const DATE = String.raw`\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])`;
const TIME = String.raw`([01]\d|2[0-3]):[0-5]\d(:[0-5]\d([.,]\d{1,9})?)?(Z|[+-]([01]\d|2[0-3]):?[0-5]\d)?`;

/** What the text of a value that is no text in Python has to look like. */
const FORMS = {
  decimal: [/^\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*$/, "Invalid decimal string"],
  datetime: [new RegExp(`^${DATE}[Tt ]${TIME}$`, "i"), "Invalid datetime"],
  date: [new RegExp(`^${DATE}$`), "Invalid date"],
  bytes: [
    /^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/,
    "Invalid base64 encoded string",
  ],
};

/**
 * What is wrong with the types of the values of some members; empty if nothing is.
 *
 * @param {import("./members.js").Member[]} members
 * @param {import("./members.js").Values} values
 * @param {Record<string, {fields: import("./members.js").Member[]}>} structures
 * @returns {string}
 */
export function misfit(members, values, structures) {
  const known = new Set(members.map((member) => member.name));
  for (const name of Object.keys(values)) {
    if (!known.has(name)) return `${pythonText(name)} is no name that can stand here`;
  }
  // First everything that is no structure, then what stands inside of structures.
  for (const member of members) {
    const problem = problemOf(member, values[member.name]);
    if (problem) return problem;
  }
  for (const member of members.filter((one) => one.kind === "structure")) {
    for (const { value } of elementsOf(member, values[member.name])) {
      const { fields } = structures[member.type];
      const problem = lacking(fields, value) || misfit(fields, value, structures);
      if (problem) return `${member.name}: ${problem}`;
    }
  }
  return "";
}

/** The field of a structure that has to be there and is not, in words; empty if there is none. */
function lacking(fields, values) {
  const lacks = ({ kind, type, notation, name, shape, optional }) =>
    shape === "one" &&
    !optional &&
    !(kind === "scalar" && type === "boolean" && notation.presence) &&
    isNothing(values[name]);
  const field = fields.find(lacks);
  return field ? `${field.name} is missing` : "";
}

function problemOf(member, value) {
  if (isNothing(value)) return "";
  const outer = { list: "array", map: "object" }[member.shape];
  if (outer && kindOf(value) !== outer) {
    return `${member.name}: ${unfitting(orNone(member, outer), value)}`;
  }
  if (member.shape === "map" && member.keys === "integer") {
    const isNumber = ([key]) => /^[+-]?\d+$/.test(key);
    if (!entriesOf(value).every(isNumber)) {
      return `${member.name}: Expected \`int\`, got \`str\` as a key`;
    }
  }
  for (const { key, value: one } of elementsOf(member, value)) {
    const problem = problemOfOne(member, one);
    const place = member.shape === "map" ? "[...]" : key;
    if (problem) return `${member.name}${place}: ${problem}`;
  }
  return "";
}

function problemOfOne(member, value) {
  if (member.kind === "structure") {
    return kindOf(value) === "object" ? "" : unfitting("object", value);
  }
  const wanted = member.kind === "enumeration" ? "str" : PYTHON_TYPES[member.type];
  if (!isOfType(wanted, value)) return unfitting(orNone(member, wanted), value);
  const [form, problem] = (typeof value === "string" && FORMS[member.type]) || [];
  return form && !(form.test(value) && isInMonth(member, value)) ? problem : "";
}

/** Whether the day of a date or time is one that its month has. */
function isInMonth({ type }, value) {
  if (type !== "date" && type !== "datetime") return true;
  const [year, month, day] = value.slice(0, 10).split("-").map(Number);
  return new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day;
}

function isOfType(wanted, value) {
  switch (wanted) {
    case "int":
      return typeof value === "bigint" || Number.isInteger(value);
    case "float":
      return typeof value === "bigint" || Number.isFinite(value);
    case "decimal":
      return typeof value === "string" || typeof value === "bigint" || Number.isFinite(value);
    case "bool":
      return typeof value === "boolean";
    default:
      return typeof value === "string";
  }
}

/** A type, or None, where that can stand for what is not given. */
const orNone = (member, type) =>
  member.optional && (member.shape === "one" || type === "array" || type === "object")
    ? `${type} | None`
    : type;

function unfitting(wanted, value) {
  const found = kindOf(value);
  if (wanted.startsWith("object")) return `no \`${inPython(found)}\` can stand here`;
  return `Expected \`${inPython(wanted)}\`, got \`${inPython(found)}\``;
}

const inPython = (type) => type.replace("array", "list");

/** The type of a value in the words of the client's type checks. */
function kindOf(value) {
  if (Array.isArray(value)) return "array";
  switch (typeof value) {
    case "string":
      return "str";
    case "boolean":
      return "bool";
    case "bigint":
      return "int";
    case "number":
      return Number.isInteger(value) ? "int" : "float";
    default:
      return value === null ? "null" : "object";
  }
}
