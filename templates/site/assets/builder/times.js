/** Dates and times as they are written into requests. */

import { Unsendable } from "./unsendable.js";

const PARTS =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?)?(Z|[+-]\d\d:?\d\d)?$/i;
const MONTHS =
  "January February March April May June July August September October November December".split(
    " ",
  );
const DAYS = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" ");

/**
 * A date or time in the form of a request.
 *
 * @param {string} text In ISO 8601.
 * @param {"date" | "datetime"} type
 * @param {{format: string, zone: string}} notation
 * @throws {Unsendable} A time lacks its zone, or has one that cannot be told.
 */
export function timeText(text, type, { format, zone }) {
  const moment = momentOf(text.trim(), type, zone !== "none");
  if (format === "unix") return String(Math.floor(moment.at / 1000));
  if (format === "unix_ms") return String(moment.at);
  return format === "iso" ? isoText(moment, type) : formatted(moment, format);
}

function momentOf(text, type, zoned) {
  const found = PARTS.exec(text);
  if (!found) throw new Unsendable("request", `${text} is no ${type}`);
  const [, year, month, day, hour, minute, second, fraction, offset] = found;
  if (type === "datetime" && zoned !== Boolean(offset)) {
    const problem = zoned ? "lacks a time zone: add Z for UTC" : "has a time zone: leave it out";
    throw new Unsendable("request", `${text} ${problem}`);
  }
  const numbers = [year, month - 1, day, hour ?? 0, minute ?? 0, second ?? 0].map(Number);
  const date = new Date(0);
  date.setUTCFullYear(numbers[0], numbers[1], numbers[2]);
  date.setUTCHours(numbers[3], numbers[4], numbers[5]);
  const micros = Number((fraction ?? "").slice(0, 6).padEnd(6, "0"));
  const at = date.getTime() - minutesOf(offset) * 60_000 + Math.floor(micros / 1000);
  const moved = new Date(at);
  if (moved.getUTCFullYear() < 1 || moved.getUTCFullYear() > 9999) {
    throw new Unsendable("request", `${text} cannot be written in UTC`);
  }
  return { at, date: moved, micros, zoned: zoned && type === "datetime" };
}

/** The minutes by which a zone is before UTC. */
function minutesOf(offset) {
  if (!offset || offset.toUpperCase() === "Z") return 0;
  const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)$/.exec(offset);
  return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

function isoText({ date, micros, zoned }, type) {
  const day = `${padded(date.getUTCFullYear(), 4)}-${padded(date.getUTCMonth() + 1)}-${padded(date.getUTCDate())}`;
  if (type === "date") return day;
  const digits = micros % 1000 ? padded(micros, 6) : padded(micros / 1000, 3);
  const time = [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()].map((one) =>
    padded(one),
  );
  return `${day}T${time.join(":")}${micros ? `.${digits}` : ""}${zoned ? "Z" : ""}`;
}

const padded = (number, length = 2) => String(number).padStart(length, "0");

/** What the letters of a format stand for, as in Python's `strftime`. */
const LETTERS = {
  "%": () => "%",
  Y: ({ date }) => String(date.getUTCFullYear()),
  y: ({ date }) => padded(date.getUTCFullYear() % 100),
  m: ({ date }) => padded(date.getUTCMonth() + 1),
  d: ({ date }) => padded(date.getUTCDate()),
  H: ({ date }) => padded(date.getUTCHours()),
  I: ({ date }) => padded(date.getUTCHours() % 12 || 12),
  M: ({ date }) => padded(date.getUTCMinutes()),
  S: ({ date }) => padded(date.getUTCSeconds()),
  f: ({ micros }) => padded(micros, 6),
  p: ({ date }) => (date.getUTCHours() < 12 ? "AM" : "PM"),
  j: ({ date }) =>
    padded(Math.floor((date - Date.UTC(date.getUTCFullYear(), 0, 1)) / 86_400_000) + 1, 3),
  a: ({ date }) => DAYS[date.getUTCDay()].slice(0, 3),
  A: ({ date }) => DAYS[date.getUTCDay()],
  b: ({ date }) => MONTHS[date.getUTCMonth()].slice(0, 3),
  B: ({ date }) => MONTHS[date.getUTCMonth()],
  w: ({ date }) => String(date.getUTCDay()),
  z: ({ zoned }) => (zoned ? "+0000" : ""),
  Z: ({ zoned }) => (zoned ? "UTC" : ""),
  T: (moment) => formatted(moment, "%H:%M:%S"),
  F: (moment) => formatted(moment, "%Y-%m-%d"),
};

function formatted(moment, format) {
  return format.replace(/%([a-zA-Z%])/g, (whole, letter) => LETTERS[letter]?.(moment) ?? whole);
}
