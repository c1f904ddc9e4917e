// Controls of a form by what a parameter holds: each knows its value, as JSON has it, or undefined.

import { button, element, prose } from "./dom.js";
import { input, isInput, name } from "./inputs.js";

/**
 * The control of a parameter or field.
 *
 * `value()` is what stands in it, `fill(value)` sets that, `mark(names)` says which of its members
 * are wrong; a control of one value is wrong itself if there is any name.
 */
function control(member, data, id) {
  const numbered = (number) => one(member, data, `${id}-${number}`);
  if (member.shape === "list") return several(member, numbered, LIST);
  if (member.shape === "map")
    return several(member, (number) => entry(member, numbered(number)), MAP);
  // A structure may hold itself, so that it is made only when somebody wants it.
  return member.kind === "structure" ? several(member, numbered, ONE) : input(member, data, id);
}

/** The control of a single value, whatever the shape of what holds it. */
function one(member, data, id) {
  const isStructure = member.kind === "structure";
  return isStructure
    ? group(data.structures[member.type].fields, data, id)
    : input(member, data, id);
}

/** A check box for each setting of the account. */
export function settingsControl(settings) {
  const boxes = settings.map((setting) => [
    setting.name,
    element("input", { type: "checkbox", checked: setting.default }),
  ]);
  const rows = boxes.map(([setting, box]) =>
    element("p", {}, element("label", {}, box, ` The account's ${setting} is on`)),
  );
  return {
    element: element("div", {}, ...rows),
    value: () => Object.fromEntries(boxes.map(([setting, box]) => [setting, box.checked])),
  };
}

/** The members of a structure, or the parameters themselves. */
export function group(fields, data, id) {
  const parts = fields.map((field) => [field, control(field, data, `${id}-${field.name}`)]);
  const rows = parts.map(([field, part]) => row(field, part, `${id}-${field.name}`));
  return {
    element: element("div", { class: "builder-group" }, ...rows),
    value() {
      const values = parts.map(([field, part]) => [field.name, part.value()]);
      const given = values.filter(([, value]) => value !== undefined);
      return given.length ? Object.fromEntries(given) : undefined;
    },
    fill: (value) => parts.forEach(([field, part]) => part.fill(value?.[field.name])),
    mark: (names) =>
      parts.forEach(([field, part], number) => {
        const isWrong = names.includes(field.name);
        rows[number].classList.toggle("builder-wrong", isWrong);
        part.mark(isWrong ? [field.name] : []);
      }),
  };
}

/** A member with its name and description. */
function row(field, part, id) {
  const help = element("small", { id: `${id}-help` }, ...prose(field.description));
  const title = [element("code", {}, field.name), field.required ? " (required)" : ""];
  if (isInput(part.element)) {
    part.element.setAttribute("aria-describedby", help.id);
    const label = element("label", { for: id }, ...title);
    return element("div", { class: "builder-row" }, label, part.element, help);
  }
  const legend = element("legend", {}, ...title);
  const attributes = { class: "builder-row", "aria-describedby": help.id };
  return element("fieldset", attributes, legend, part.element, help);
}

// How values are gathered from elements, and elements found in a value.
const LIST = { gather: (values) => values, elements: (value) => value, most: Infinity };
const MAP = {
  gather: (pairs) => new Map(pairs),
  elements: (value) => (value instanceof Map ? [...value] : Object.entries(value)),
  most: Infinity,
};
const ONE = { gather: ([value]) => value, elements: (value) => [value], most: 1 };

/** Elements that can be added and removed. */
function several(member, make, { gather, elements, most }) {
  const shown = [];
  let count = 0;
  const lines = element("div", {});
  const changed = () => lines.dispatchEvent(new Event("input", { bubbles: true }));
  const renumber = () => {
    shown.forEach(({ drop }, number) =>
      drop.setAttribute("aria-label", `Remove ${member.name}[${number}]`),
    );
    more.hidden = shown.length >= most;
  };
  const remove = (line) => {
    const number = shown.indexOf(line);
    shown.splice(number, 1);
    line.element.remove();
    renumber();
    (shown[number]?.drop ?? more).focus();
    changed();
  };
  const add = (value) => {
    const line = { part: make(++count), drop: button("Remove", () => remove(line)) };
    name(line.part.element, `An element of ${member.name}`);
    line.element = element("div", { class: "builder-element" }, line.part.element, line.drop);
    lines.append(line.element);
    line.part.fill(value);
    shown.push(line);
    renumber();
    return line;
  };
  const more = button("Add", () => {
    const line = add(undefined);
    line.element.querySelector("input, select, textarea, button").focus();
    changed();
  });
  more.setAttribute("aria-label", `Add to ${member.name}`);
  return {
    element: element("div", {}, lines, more),
    value() {
      const given = shown.map(({ part }) => part.value()).filter((value) => value !== undefined);
      return given.length ? gather(given) : undefined;
    },
    fill(value) {
      shown.length = 0;
      lines.replaceChildren();
      if (value !== undefined && value !== null) elements(value).forEach(add);
      renumber();
    },
    mark: (names) => shown.forEach(({ part }) => part.mark(names)),
  };
}

/** A key and a value of a map. */
function entry(member, inner) {
  const key = element("input", { type: "text", "aria-label": `A key of ${member.name}` });
  name(inner.element, `A value of ${member.name}`);
  return {
    element: element("div", { class: "builder-entry" }, key, inner.element),
    value: () => (key.value === "" ? undefined : [key.value, inner.value() ?? ""]),
    fill(value) {
      key.value = value?.[0] ?? "";
      inner.fill(value?.[1]);
    },
    mark: (names) => inner.mark(names),
  };
}
