/**
 * What a request holds before it is written: names on the wire, with values.
 *
 * A text is a string, any other single value a `Plain`. Several values are a `Listed` or, by keys,
 * an `Entries`. Fields by their names are a `Map`, which keeps their order, or a `Part`.
 */

import { Unsendable } from "./unsendable.js";

/** A single value that is no text in JSON. */
export class Plain {
  /**
   * @param {string} text What it is everywhere else.
   * @param {string} json What it is in JSON.
   */
  constructor(text, json = text) {
    this.text = text;
    this.json = json;
  }
}

/** The fields of a structure: an empty text in it that the caller gave is written. */
export class Part {
  /**
   * @param {Map<string, any>} fields
   * @param {boolean} [isOuter] Whether it only is a name that some of its holder's fields share.
   */
  constructor(fields, isOuter = false) {
    this.fields = fields;
    this.isOuter = isOuter;
  }
}

/** A list. */
export class Listed {
  /**
   * @param {any[]} values
   * @param {{template?: string | null, first?: number, join?: string | null, element?: string | null}} layout
   */
  constructor(values, layout) {
    this.values = values;
    this.layout = layout;
  }
}

/** A map. */
export class Entries {
  /**
   * @param {[string, any][]} pairs The keys, with what belongs to them.
   * @param {any} layout
   */
  constructor(pairs, layout) {
    this.pairs = pairs;
    this.layout = layout;
  }

  /** The entries as structures, where they have a key and a value. */
  get structures() {
    const { key, value } = this.layout;
    return this.pairs.map(
      ([name, inner]) =>
        new Map([
          [key ?? "key", name],
          [value ?? "value", inner],
        ]),
    );
  }

  /**
   * The values by the names of their entries, of which the keys are a part.
   *
   * @param {string} template With {key}; with {field} too, entries are structures.
   * @returns {[string, any][]}
   */
  named(template) {
    const seen = new Set();
    return this.pairs.flatMap(([name, value]) => {
      const key = inCase(name, this.layout.names);
      if (seen.has(key)) throw new Unsendable("request", `two keys become ${key.slice(0, 40)}`);
      seen.add(key);
      if (!template.includes("{field}")) return [[filled(template, { key }), value]];
      const fields = fieldsOf(value);
      if (!fields?.size) throw new Unsendable("request", `the entry ${key} is empty`);
      return [...fields].map(([field, inner]) => [filled(template, { key, field }), inner]);
    });
  }
}

/** Whether there is nothing to write: an empty text, list or map is nothing too. */
export function isAbsent(value) {
  if (value === null || value === undefined || value === "") return true;
  if (value instanceof Listed) return value.values.length === 0;
  if (value instanceof Entries) return value.pairs.length === 0;
  if (value instanceof Part) return value.isOuter && fieldsOf(value).size === 0;
  return value instanceof Map && [...value.values()].every(isAbsent);
}

/**
 * The fields to write of a structure; null for anything else.
 *
 * @returns {Map<string, any> | null}
 */
export function fieldsOf(value) {
  if (value instanceof Map) return kept(value, (inner) => !isAbsent(inner));
  if (!(value instanceof Part)) return null;
  const inner = [...value.fields].map(([name, one]) => [
    name,
    one instanceof Map ? new Part(one, true) : one,
  ]);
  return kept(new Map(inner), (one) => one === "" || !isAbsent(one));
}

const kept = (fields, isThere) => new Map([...fields].filter(([, value]) => isThere(value)));

/**
 * Puts a value under the path of its names. What is absent takes nothing's place.
 *
 * @param {Map<string, any>} tree
 * @param {string} path
 */
export function place(tree, path, value) {
  const [name, ...others] = path.split("/");
  const held = tree.get(name);
  if (others.length) {
    const inner = held instanceof Map ? held : new Map();
    if (inner !== held && isAbsent(held)) tree.set(name, inner);
    place(inner, others.join("/"), value);
  } else if (!tree.has(name) || !isAbsent(value)) {
    tree.set(name, value);
  }
}

/** A template with its placeholders filled in, all at once: a key may hold braces itself. */
export const filled = (template, values) =>
  template.replace(/\{(\w+)\}/g, (whole, name) =>
    Object.hasOwn(values, name) ? values[name] : whole,
  );

/** A list as one text, without the elements that are absent. */
export function joined(values, separator) {
  const texts = values.filter((one) => !isAbsent(one)).map(textOf);
  const bad = texts.find((text) => text.includes(separator));
  if (bad !== undefined) {
    const problem = `${bad.slice(0, 40)} holds ${separator}, which separates the elements`;
    throw new Unsendable("request", problem);
  }
  return texts.join(separator);
}

/** The text of a single value. */
export function textOf(value) {
  if (typeof value === "string") return value;
  if (value instanceof Plain) return value.text;
  throw new Unsendable("request", "a structure cannot stand where a text has to");
}

/** A key of a map in the letter case of a transport. */
export function inCase(name, letterCase) {
  if (letterCase === "upper") return name.toUpperCase();
  if (letterCase === "lower") return name.toLowerCase();
  if (name !== name.toLowerCase() || name.includes("-")) return name;
  const [first, ...others] = name.split("_");
  const capital = (word) =>
    [...word].slice(0, 1).join("").toUpperCase() + [...word].slice(1).join("");
  if (letterCase === "camel") return first + others.map(capital).join("");
  if (letterCase === "pascal") return [first, ...others].map(capital).join("");
  return letterCase === "kebab" ? name.replaceAll("_", "-") : name;
}
