/** XML whose elements say of which kind a value is, while an attribute says the name of the field. */

import { addField, several } from "./fields.js";
import { Unreadable } from "./unreadable.js";

/**
 * The fields of a document whose names stand in attributes.
 *
 * @param {Map<string, any>} fields
 * @param {{entry: string, key: string, structures: string[], lists: string[], values: string[]}} keyed
 * @returns {Map<string, any>}
 */
export function keyedFields(fields, keyed) {
  const root = fields.get("$root");
  const own = new Map([...fields].filter(([name]) => name !== "$root"));
  const value = valueOf(own, keyed);
  const found = Array.isArray(value) ? new Map([["*", value]]) : value instanceof Map ? value : own;
  return new Map([...found, ["$root", root]]);
}

function valueOf(element, keyed) {
  if (!(element instanceof Map)) return element;
  const { values, lists, structures, entry } = keyed;
  const named = (names) => names.find((name) => element.has(name));
  const value = named(values);
  if (value) return valueOf(element.get(value), keyed);
  const list = named(lists);
  if (list)
    return several(element.get(list))
      .flatMap(children)
      .map((one) => valueOf(one, keyed));
  const structure = named(structures);
  if (structure) return valueOf(element.get(structure), keyed);
  if (element.has(entry)) return fieldsIn(several(element.get(entry)), keyed);
  return new Map([...element].map(([name, inner]) => [name, eachOf(inner, keyed)]));
}

const eachOf = (value, keyed) =>
  Array.isArray(value) ? value.map((one) => valueOf(one, keyed)) : valueOf(value, keyed);

function fieldsIn(entries, keyed) {
  const found = new Map();
  for (const one of entries) {
    const name = one instanceof Map ? one.get(`@${keyed.key}`) : undefined;
    if (name === undefined) {
      throw new Unreadable(`${keyed.entry} should have the attribute ${keyed.key}`);
    }
    const inner = new Map([...one].filter(([other]) => other !== `@${keyed.key}`));
    const isText = inner.size === 1 && inner.has(".");
    addField(found, name, isText ? inner.get(".") : inner.size ? valueOf(inner, keyed) : "");
  }
  return found;
}

const children = (element) =>
  element instanceof Map
    ? [...element].filter(([name]) => !/^[@.]/.test(name)).flatMap(([, one]) => several(one))
    : [];
