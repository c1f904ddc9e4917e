/** What the answer to a request means: a result, an error of the table, or a text. */

import { at, has, inside, plainText, plainTexts, structuresIn, tells } from "./fields.js";
import { keyedFields } from "./keyed.js";
import { parseJson } from "./read_json.js";
import { wholeMatch } from "./patterns.js";
import { parseForm, parseLines, parsePatterns } from "./read_text.js";
import { parseXml } from "./read_xml.js";
import { structureOf } from "./results.js";
import { Unreadable } from "./unreadable.js";

/**
 * @typedef {object} Told An error that an answer tells of.
 * @property {string | null} code
 * @property {string} message
 * @property {string | null} page The page of the code; null for a code that is not in the table.
 */

/**
 * What an answer tells.
 *
 * @param {any} data What the page of the action knows of it.
 * @param {string} text The body.
 * @param {number} status The HTTP status.
 * @returns {{result: Record<string, any>} | {error: Told} | {text: string, problem: string}}
 *   A result has its fields by their Python names. In lists whose elements succeed or fail one by
 *   one, each has `error`, which is null if it succeeded. A text is what cannot be read.
 */
export function answer(data, text, status = 200) {
  try {
    return meaning(data, fieldsIn(data.answer, text, status), status);
  } catch (error) {
    if (error instanceof Unreadable) return { text, problem: error.message };
    throw error;
  }
}

function fieldsIn(form, text, status) {
  const fields = parsed(form, text);
  const root = fields.get("$root");
  if (form.root && ![form.root, ...form.failure_roots].includes(root)) {
    throw new Unreadable(`the root is ${String(root).slice(0, 40)}, not ${form.root}`);
  }
  return fields.set("$status", String(status));
}

function parsed({ format, keyed, root, patterns, each_line }, text) {
  switch (format) {
    case "xml":
      return keyed ? keyedFields(parseXml(text), keyed) : parseXml(text);
    case "json":
      return parseJson(text, Boolean(root));
    case "lines":
      return parseLines(text);
    case "form":
      return parseForm(text);
    default:
      return parsePatterns(text, patterns, each_line);
  }
}

function meaning(data, fields, status) {
  const { failure, success, empty, errors } = data.answer;
  if (anyHolds(failure, fields)) {
    const told = noticesIn(errors, fields);
    const isEmpty = told.length && told.every(({ code }) => empty.includes(code));
    if (isEmpty) return { result: resultIn(data, new Map()) };
    return { error: errorOf(data, told[0]?.code, told[0]?.message) };
  }
  if (status < 200 || status > 299) {
    throw new Unreadable("the HTTP status tells of a failure, the answer does not");
  }
  if (!anyHolds(success, fields)) {
    throw new Unreadable("the answer tells neither success nor failure");
  }
  return { result: resultIn(data, fields) };
}

function resultIn(data, fields) {
  const { envelope, result: name, warnings, partial, errors } = data.answer;
  const result = structureOf(data, name, inside(fields, envelope));
  for (const field of data.structures[name].fields) {
    const judge = field.kind === "structure" && data.structures[field.type].outcome;
    if (!judge || field.shape !== "list") continue;
    for (const one of result[field.name]) one.error = errorOfItem(data, judge, one);
  }
  if (warnings) result.warnings = told(noticesIn(warnings, fields));
  if (partial.length) result.errors = anyHolds(partial, fields) ? inPart(errors, fields) : [];
  return result;
}

/** The notices that say something. */
const told = (notices) =>
  notices
    .map((one) => Object.fromEntries(Object.entries(one).filter(([, text]) => text)))
    .filter((one) => one.code || one.message);

/** A success in part that names no error is none the less one. */
function inPart(errors, fields) {
  const found = told(noticesIn(errors, fields));
  return found.length ? found : [{}];
}

/** The errors or warnings in an answer. */
function noticesIn({ at: place, where, code, message }, fields) {
  const paths = [code, message, ...where.map((one) => one.field)].filter(Boolean);
  const holders = place ? structuresIn(...at(fields, place, paths)) : [fields];
  return holders
    .filter((one) => !where.length || anyHolds(where, one))
    .map((one) => ({
      code: code ? plainText(...at(one, code)) : null,
      message: plainText(...at(one, message)),
    }));
}

const anyHolds = (conditions, fields) => conditions.some((one) => holds(one, fields));

function holds({ field, equals, above, matches, present, absent }, fields) {
  const [holder, name] = at(fields, field);
  if (absent) return !has(holder, name, []);
  if (present) return holder.has(name) && holder.get(name) !== "false";
  if (above !== null) return plainTexts(holder, name).some((text) => Number(text) > above);
  if (matches !== null) return plainTexts(holder, name).some((text) => wholeMatch(matches, text));
  return has(holder, name, equals);
}

/** Why an element of a list failed; null if it succeeded. */
function errorOfItem(data, { failure, success, code, message }, item) {
  const anyTells = (conditions) => conditions.some((one) => tells(item[one.field], one.equals));
  if (failure.length && !anyTells(failure)) {
    if (!success.length || anyTells(success)) return null;
    return errorOf(data, null, "the answer tells neither success nor failure of it");
  }
  return errorOf(data, item[code], item[message]);
}

/** The error of a code and a message. */
function errorOf(data, code, message) {
  const [number, text] = [(code ?? "").trim(), (message ?? "").trim()];
  const known = number || !tellsByMessage(data) ? number : codeFor(data.errors, text);
  const error = Object.hasOwn(data.errors, known) ? data.errors[known] : null;
  const usual = error?.message.replace(/\{\w+\}/g, "…") || "no reason is given";
  return { code: known || null, message: text || usual, page: error?.page ?? null };
}

const tellsByMessage = ({ answer: { errors, warnings } }) =>
  errors.code === null || warnings?.code === null;

/** The code whose message in the table fits a text, with the least left to its placeholders. */
function codeFor(errors, text) {
  const folded = (one) =>
    one.split(/\s+/).filter(Boolean).join(" ").toLowerCase().replace(/\.+$/, "");
  const escaped = (one) => one.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const fits = ({ message }) => {
    const parts = folded(message)
      .split(/\{\w+\}/)
      .map((part) => escaped(part));
    return new RegExp(`^${parts.join(".+?")}$`, "s").test(folded(text));
  };
  const fitting = Object.entries(errors).filter(([, error]) => fits(error));
  const byLength = ([, one], [, other]) => other.message.length - one.message.length;
  return fitting.sort(byLength)[0]?.[0] ?? "";
}
