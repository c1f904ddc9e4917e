/** The values of a request as what stands on the wire. */

import { elementsOf, entriesOf, isNothing, valueOf } from "./members.js";
import { timeText } from "./times.js";
import { Entries, Listed, Part, Plain, place } from "./tree.js";

/**
 * The fields of an action or a structure, by their names on the wire.
 *
 * @param {any} data What the page of the action knows of it.
 * @param {string} transport
 * @param {import("./members.js").Member[]} members
 * @param {import("./members.js").Values} values
 * @returns {[string, any][]} The path of each, and its value.
 */
export function fieldsFor(data, transport, members, values) {
  return members.map((member) => [
    member.wire[transport],
    written(data, transport, member, sentValue(member, values)),
  ]);
}

/** What is sent for a member: the default of an enumeration stands for an empty text, too. */
function sentValue(member, values) {
  if (member.kind !== "enumeration" || isNothing(member.default)) return valueOf(member, values);
  return values[member.name] || member.default;
}

function written(data, transport, member, value) {
  if (isNothing(value)) return null;
  const single = (one) => writtenOne(data, transport, member, one);
  if (member.shape === "list") return new Listed(value.map(single), member.lists[transport]);
  if (member.shape === "map") {
    const pairs = entriesOf(value).map(([key, one]) => [key, single(one)]);
    return new Entries(pairs, member.maps[transport]);
  }
  return single(value);
}

function writtenOne(data, transport, member, value) {
  if (member.kind === "structure") {
    const tree = new Map();
    const { fields } = data.structures[member.type];
    for (const [path, inner] of fieldsFor(data, transport, fields, value)) place(tree, path, inner);
    return new Part(tree);
  }
  if (member.kind === "enumeration") return value;
  switch (member.type) {
    case "boolean":
      return booleanOf(value, member.notation);
    case "integer":
    case "number":
      return new Plain(digitsOf(String(value)), jsonNumber(value));
    case "decimal":
      return digitsOf(String(value).trim()).replace(/^(-?)0*(?=\d)/, "$1");
    case "date":
    case "datetime":
      return timeText(value, member.type, member.notation);
    default:
      return value;
  }
}

function booleanOf(value, { yes, no, presence }) {
  if (presence && !value) return null;
  const isPlain = presence ? yes[0] === "true" : yes[0] === "true" && no[0] === "false";
  return isPlain ? new Plain(String(value)) : value ? yes[0] : no[0];
}

/** A number as Python writes it in JSON. */
function jsonNumber(value) {
  const isSmall = typeof value === "number" && value !== 0 && Math.abs(value) < 1e-4;
  return isSmall ? value.toExponential().replace(/e-(\d)$/, "e-0$1") : String(value);
}

/** A number without an exponent, as it is written in requests: `1e-7` is `0.0000001`. */
function digitsOf(text) {
  const found = /^([+-]?)(\d*)\.?(\d*)e([+-]?\d+)$/i.exec(text);
  if (!found) return text.replace(/^\+/, "");
  const [, sign, whole, fraction, exponent] = found;
  const point = whole.length + Number(exponent);
  const digits = (whole + fraction).padStart(
    whole.length + fraction.length - Math.min(0, point - 1),
    "0",
  );
  const from = Math.max(1, point);
  const filledUp = digits.padEnd(from, "0");
  const behind = filledUp.slice(from);
  return `${sign.replace("+", "")}${filledUp.slice(0, from)}${behind && `.${behind}`}`;
}
