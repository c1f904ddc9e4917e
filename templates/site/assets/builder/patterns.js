/** Patterns of Python, as JavaScript has them. */

import { Unreadable } from "./unreadable.js";

const TOKEN = /\\U([0-9a-fA-F]{8})|\\([\s\S])|\(\?P<|\(\?P=(\w+)\)|\{,(\d+)\}|[[\]]/g;

// What a class of characters holds, which in Python are those of all scripts.
const CLASSES = { d: "\\p{Nd}", w: "\\p{L}\\p{N}_", s: "\\s" };
const EDGES = { A: "(?<![\\s\\S])", Z: "(?![\\s\\S])" };

/**
 * What a pattern of Python finds if it fits a whole text; null if it does not.
 *
 * @param {string} pattern
 * @param {string} text
 * @throws {Unreadable} Only Python understands the pattern.
 */
export function wholeMatch(pattern, text) {
  const [, flags, rest] = /^(?:\(\?([ims]+)\))?([\s\S]*)$/.exec(pattern);
  try {
    const whole = `${EDGES.A}(?:${translated(rest)})${EDGES.Z}`;
    return new RegExp(whole, `u${flags ?? ""}`).exec(text);
  } catch {
    throw new Unreadable("only the client can read such texts");
  }
}

function translated(pattern) {
  let inClass = false;
  return pattern.replace(TOKEN, (token, far, escaped, group, most) => {
    if (far) return `\\u{${far.replace(/^0+(?=.)/, "")}}`;
    if (escaped) return character(escaped, inClass);
    if (group) return `\\k<${group}>`;
    if (most) return inClass ? token : `{0,${most}}`;
    if (token === "(?P<") return inClass ? token : "(?<";
    inClass = token === "[" || (inClass && token !== "]");
    return token;
  });
}

/** What stands for an escaped character. */
function character(escaped, inClass) {
  const lower = escaped.toLowerCase();
  if (lower in CLASSES) {
    if (escaped !== lower && inClass) throw new Unreadable("a class in a class");
    const inner = CLASSES[lower];
    if (inClass) return inner;
    return escaped === lower ? `[${inner}]` : `[^${inner}]`;
  }
  if (escaped in EDGES) return EDGES[escaped];
  if (/[\^$\\.*+?()[\]{}|/]/.test(escaped) || (inClass && escaped === "-")) return `\\${escaped}`;
  if (/[bBnrtfvxu0-9]/.test(escaped)) return `\\${escaped}`;
  if (/[A-Za-z]/.test(escaped)) throw new Unreadable("an escape that only Python knows");
  return escaped;
}
