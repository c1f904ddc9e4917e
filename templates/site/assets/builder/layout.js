/** Python source in lines that are not too long, laid out as black lays it out. */

/**
 * @typedef {string | Bracketed} Source
 *
 * @typedef {object} Bracketed What stands in brackets, after what stands before them.
 * @property {string} before
 * @property {string} open
 * @property {Source[]} items
 * @property {string} close
 */

/** @returns {Bracketed} */
export const bracketed = (before, open, items, close) => ({ before, open, items, close });

/** The same with something more in front of it. */
export const behind = (prefix, source) =>
  typeof source === "string" ? prefix + source : { ...source, before: prefix + source.before };

/**
 * Source as text, whose lines are indented.
 *
 * @param {Source} source
 * @param {number} width Columns of a line, if that can be.
 * @param {number} [indent] Columns in front of each line.
 * @param {string} [end] What stands behind it on its last line.
 */
export function laidOut(source, width, indent = 0, end = "") {
  const space = " ".repeat(indent);
  const line = `${space}${inOneLine(source)}${end}`;
  if (typeof source === "string" || !source.items.length || line.length <= width) return line;
  const { before, open, items, close } = source;
  const inner = `${space}    ${items.map(inOneLine).join(", ")}`;
  // The elements of a list or a dictionary never share a line that is not the bracket's own.
  const isShared = inner.length <= width && (open === "(" || items.length === 1);
  const comma = items.length > 1 ? "," : "";
  const body = isShared
    ? inner
    : items.map((item) => laidOut(item, width, indent + 4, comma)).join("\n");
  return `${space}${before}${open}\n${body}\n${space}${close}${end}`;
}

function inOneLine(source) {
  if (typeof source === "string") return source;
  return source.before + source.open + source.items.map(inOneLine).join(", ") + source.close;
}
