/** Dates and times as they stand in answers. */

import { Unreadable } from "./unreadable.js";

const ISO =
  /^(\d{4})-?(\d\d)-?(\d\d)(?:[T ](\d\d)(?::?(\d\d)(?::?(\d\d)(?:[.,](\d+))?)?)?(Z|[+-]\d\d(?::?\d\d)?)?)?$/i;
const MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");

/** What the letters of a format stand for, as patterns, and where their values belong. */
const LETTERS = {
  Y: "(?<year>\\d{4})",
  y: "(?<short>\\d\\d)",
  m: "(?<month>1[0-2]|0?[1-9])",
  d: "(?<day>3[01]|[12]\\d|0?[1-9]| [1-9])",
  H: "(?<hour>2[0-3]|[01]\\d|\\d)",
  I: "(?<half>1[0-2]|0?[1-9])",
  M: "(?<minute>[0-5]?\\d)",
  S: "(?<second>[0-6]?\\d)",
  f: "(?<fraction>\\d{1,6})",
  p: "(?<noon>am|pm)",
  b: `(?<name>${MONTHS.join("|")})`,
  B: "(?<name>[a-z]{3,9})",
  a: "[a-z]{3}",
  A: "[a-z]{6,9}",
  z: "(?<zone>z|[+-]\\d\\d:?\\d\\d)",
  Z: "(?:utc|gmt)",
  "%": "%",
};

/**
 * A date or time of an answer in ISO 8601, as Python writes it.
 *
 * @param {string} text
 * @param {"date" | "datetime"} type
 * @param {{format: string, zone: string}} notation
 * @throws {Unreadable} It is none.
 */
export function momentIn(text, type, { format, zone }) {
  const parts = partsOf(text.trim(), format);
  if (!parts)
    throw new Unreadable(`${text.slice(0, 40)} is not a ${type === "date" ? "date" : "time"}`);
  const { day, time, offset } = parts;
  if (type === "date") return day;
  return `${day}T${time}${offset ?? (zone === "none" ? "" : "+00:00")}`;
}

function partsOf(text, format) {
  if (format === "unix" || format === "unix_ms")
    return sinceEpoch(text, format === "unix" ? 1000 : 1);
  if (format === "iso") return isoParts(text);
  const letters = (_, letter) => LETTERS[letter] ?? letter;
  const escaped = format.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const source = escaped.replace(/%([a-zA-Z%])/g, letters).replace(/ +/g, "\\s+");
  const found = new RegExp(`^${source}$`, "i").exec(text)?.groups;
  return found ? joinedParts(numbersOf(found)) : null;
}

function sinceEpoch(text, unit) {
  if (!/^-?\d+(\.\d+)?$/.test(text)) return null;
  const [date, time] = new Date(Number(text) * unit).toISOString().slice(0, -1).split("T");
  return {
    day: date,
    time: time.replace(".000", "").replace(/(\.\d{3})$/, "$1000"),
    offset: "+00:00",
  };
}

function isoParts(text) {
  const found = ISO.exec(text);
  if (!found) return null;
  const [, year, month, day, hour, minute, second, fraction, zone] = found;
  return joinedParts({ year, month, day, hour, minute, second, fraction, zone });
}

function numbersOf({ year, short, name, half, noon, hour, ...others }) {
  const afternoon = noon?.toLowerCase() === "pm" ? 12 : 0;
  return {
    ...others,
    year: year ?? (Number(short) < 69 ? `20${short}` : `19${short}`),
    month: others.month ?? MONTHS.indexOf(name?.slice(0, 3).toLowerCase()) + 1,
    hour: hour ?? (half && (Number(half) % 12) + afternoon),
  };
}

function joinedParts({ year, month, day, hour, minute, second, fraction, zone }) {
  const two = (number) =>
    String(number ?? 0)
      .trim()
      .padStart(2, "0");
  const date = `${year}-${two(month)}-${two(day)}`;
  // A date that there is not, such as the 30th of February, comes back as another one.
  const known = new Date(`${date}T00:00:00Z`);
  if (Number.isNaN(known.getTime()) || known.getUTCDate() !== Number(day)) return null;
  const micros = (fraction ?? "").slice(0, 6).padEnd(6, "0");
  const time = [hour, minute, second].map(two).join(":");
  return { day: date, time: Number(micros) ? `${time}.${micros}` : time, offset: offsetOf(zone) };
}

function offsetOf(zone) {
  if (!zone) return null;
  const found = /^([+-]\d\d):?(\d\d)?$/.exec(zone);
  return found ? `${found[1]}:${found[2] ?? "00"}` : "+00:00";
}
