// Controls of a form by what a parameter holds: each knows its value, as JSON has it, or undefined.

import { button, element, prose } from "./dom.js";

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
  return member.kind === "structure" ? several(member, numbered, ONE) : one(member, data, id);
}

/** The control of a single value, whatever the shape of what holds it. */
function one(member, data, id) {
  const isStructure = member.kind === "structure";
  return isStructure
    ? group(data.structures[member.type].fields, data, id)
    : single(member, data, id);
}

/** A check box for each setting of the account. */
export function settingsControl(settings) {
  const boxes = settings.map((setting) => [
    setting.name,
    element("input", { type: "checkbox", checked: setting.default }),
  ]);
  const rows = boxes.map(([name, box]) =>
    element("p", {}, element("label", {}, box, ` The account's ${name} is on`)),
  );
  return {
    element: element("div", {}, ...rows),
    value: () => Object.fromEntries(boxes.map(([name, box]) => [name, box.checked])),
  };
}

/** The members of a structure, or the parameters themselves. */
export function group(fields, data, id) {
  const inner = fields.map((field) => [field, ...row(field, data, `${id}-${field.name}`)]);
  return {
    element: element("div", { class: "builder-group" }, ...inner.map(([, , made]) => made)),
    value() {
      const given = inner
        .map(([field, part]) => [field.name, part.value()])
        .filter(([, value]) => value !== undefined);
      return given.length ? Object.fromEntries(given) : undefined;
    },
    fill(value) {
      inner.forEach(([field, part]) => part.fill(value?.[field.name]));
    },
    mark(names) {
      inner.forEach(([field, part, made]) => {
        made.classList.toggle("builder-wrong", names.includes(field.name));
        part.mark(names.includes(field.name) ? [""] : []);
      });
    },
  };
}

/** A member with its name and description. */
function row(field, data, id) {
  const part = control(field, data, id);
  const help = element("small", { id: `${id}-help` }, ...prose(field.description));
  const name = element("code", {}, field.name);
  const needed = field.required ? " (required)" : "";
  const simple = part.element.matches("input, select");
  if (simple) {
    part.element.setAttribute("aria-describedby", `${id}-help`);
    return [
      part,
      element(
        "div",
        { class: "builder-row" },
        element("label", { for: id }, name, needed),
        part.element,
        help,
      ),
    ];
  }
  return [
    part,
    element(
      "fieldset",
      { class: "builder-row" },
      element("legend", {}, name, needed),
      part.element,
      help,
    ),
  ];
}

/** One value: text, number, a choice. */
function single(member, data, id) {
  const box =
    member.type === "boolean"
      ? choice(id, ["true", "false"])
      : element("input", { id, type: "text", ...sort(member) });
  const known = member.kind === "enumeration" && data.enumerations[member.type].members;
  const list =
    known &&
    element(
      "datalist",
      { id: `${id}-known` },
      ...Object.values(known).map((value) => element("option", { value })),
    );
  if (list) {
    box.setAttribute("list", list.id);
    document.body.append(list);
  }
  return {
    element: box,
    value: () => (box.value === "" ? undefined : read(member.type, box.value)),
    fill: (value) => (box.value = String(value ?? "")),
    mark: (names) => box.setAttribute("aria-invalid", String(names.length > 0)),
  };
}

function choice(id, values) {
  return element(
    "select",
    { id },
    ...["", ...values].map((value) => element("option", { value }, value || "not given")),
  );
}

/** What helps to type a value. */
function sort(member) {
  const hints = {
    integer: { inputmode: "numeric" },
    number: { inputmode: "decimal" },
    decimal: { inputmode: "decimal" },
    datetime: { placeholder: "2026-01-31T12:00:00+00:00" },
    date: { placeholder: "2026-01-31" },
    bytes: { placeholder: "base64" },
  };
  return hints[member.type] ?? {};
}

/** A typed text as JSON has the value; what is none stays a text, for the rules to refuse. */
function read(type, text) {
  switch (type) {
    case "integer":
      return /^[+-]?\d+$/.test(text)
        ? Number.isSafeInteger(Number(text))
          ? Number(text)
          : BigInt(text)
        : text;
    case "number":
      return text.trim() !== "" && Number.isFinite(Number(text)) ? Number(text) : text;
    case "boolean":
      return text === "true";
    default:
      return text;
  }
}

// How values are gathered from elements, and elements found in a value.
const LIST = { gather: (values) => values, elements: (value) => value, most: Infinity };
const MAP = { gather: Object.fromEntries, elements: Object.entries, most: Infinity };
const ONE = { gather: ([value]) => value, elements: (value) => [value], most: 1 };

/** Elements that can be added and removed. */
function several(member, make, { gather, elements, most }) {
  const parts = [];
  let count = 0;
  const rows = element("div", {});
  const changed = () => rows.dispatchEvent(new Event("input", { bubbles: true }));
  const add = (value) => {
    const part = make(++count);
    const line = element("div", { class: "builder-element" }, part.element);
    const drop = button("Remove", () => {
      parts.splice(parts.indexOf(part), 1);
      line.remove();
      more.hidden = false;
      changed();
    });
    drop.setAttribute("aria-label", `Remove from ${member.name}`);
    label(part.element, `An element of ${member.name}`);
    line.append(drop);
    rows.append(line);
    parts.push(part);
    part.fill(value);
    more.hidden = parts.length >= most;
  };
  const more = button("Add", () => {
    add(undefined);
    changed();
  });
  more.setAttribute("aria-label", `Add to ${member.name}`);
  return {
    element: element("div", {}, rows, more),
    value() {
      const given = parts.map((part) => part.value()).filter((value) => value !== undefined);
      return given.length ? gather(given) : undefined;
    },
    fill(value) {
      parts.length = 0;
      rows.replaceChildren();
      more.hidden = false;
      if (value ?? false) elements(value).forEach(add);
    },
    mark: (names) => parts.forEach((part) => part.mark(names)),
  };
}

/** Names a control that has no label of its own. */
function label(made, name) {
  if (made.matches("input, select")) {
    made.removeAttribute("id");
    made.setAttribute("aria-label", name);
  }
}

/** A key and a value of a map. */
function entry(member, inner) {
  const key = element("input", { type: "text", "aria-label": `A key of ${member.name}` });
  label(inner.element, `A value of ${member.name}`);
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
