// Controls of a form by what a parameter holds: each knows its value, as JSON has it, or undefined.

import { button, element, prose } from "./dom.js";

/**
 * The control of a parameter or field.
 * `value()` is what stands in it, `fill(value)` sets that, `mark(names)` says which members are wrong.
 */
export function control(member, data, id) {
  if (member.shape === "list") {
    return several(member, data, id, () => control({ ...member, shape: "one" }, data, `${id}-element`), fromList);
  }
  if (member.shape === "map") {
    return several(member, data, id, () => entry(member, data, id), fromEntries);
  }
  if (member.kind === "structure") {
    return group(data.structures[member.type].fields, data, id);
  }
  return single(member, data, id);
}

/** A check box for each setting of the account. */
export function settingsControl(settings) {
  const boxes = settings.map((setting) => {
    const box = element("input", { type: "checkbox", checked: setting.default });
    return { name: setting.name, box, row: element("p", {}, element("label", {}, box, ` The account's ${setting.name} is on`)) };
  });
  return {
    element: element("div", {}, ...boxes.map((one) => one.row)),
    value: () => Object.fromEntries(boxes.map((one) => [one.name, one.box.checked])),
  };
}

/** The members of a structure, or the parameters themselves. */
export function group(fields, data, id) {
  const inner = fields.map((field) => [field, ...row(field, data, `${id}-${field.name}`)]);
  return {
    element: element("div", { class: "builder-group" }, ...inner.map(([, , made]) => made)),
    value() {
      const given = inner.map(([field, part]) => [field.name, part.value()]).filter(([, value]) => value !== undefined);
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
    return [part, element("div", { class: "builder-row" }, element("label", { for: id }, name, needed), part.element, help)];
  }
  return [part, element("fieldset", { class: "builder-row" }, element("legend", {}, name, needed), part.element, help)];
}

/** One value: text, number, a choice. */
function single(member, data, id) {
  const box = member.type === "boolean" ? choice(id, ["true", "false"]) : element("input", { id, type: "text", ...sort(member) });
  const known = member.kind === "enumeration" && data.enumerations[member.type].members;
  const list = known && element("datalist", { id: `${id}-known` }, ...Object.values(known).map((value) => element("option", { value })));
  if (list) {
    box.setAttribute("list", list.id);
    document.body.append(list);
  }
  return {
    element: box,
    value: () => (box.value === "" ? undefined : read(member.type, box.value)),
    fill: (value) => (box.value = value === undefined ? "" : String(value)),
    mark: (names) => box.setAttribute("aria-invalid", String(names.length > 0)),
  };
}

function choice(id, values) {
  return element("select", { id }, ...["", ...values].map((value) => element("option", { value }, value || "not given")));
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
      return /^[+-]?\d+$/.test(text) ? (Number.isSafeInteger(Number(text)) ? Number(text) : BigInt(text)) : text;
    case "number":
      return text.trim() !== "" && Number.isFinite(Number(text)) ? Number(text) : text;
    case "boolean":
      return text === "true";
    default:
      return text;
  }
}

/** Elements that can be added and removed. */
function several(member, data, id, make, gather) {
  const parts = [];
  const rows = element("div", {});
  const changed = () => rows.dispatchEvent(new Event("input", { bubbles: true }));
  const add = (value) => {
    const part = make();
    const line = element("div", { class: "builder-element" }, part.element);
    const drop = button("Remove", () => {
      parts.splice(parts.indexOf(part), 1);
      line.remove();
      changed();
    });
    if (part.element.matches("input, select")) {
      part.element.removeAttribute("id");
      part.element.setAttribute("aria-label", `An element of ${member.name}`);
    }
    line.append(drop);
    rows.append(line);
    parts.push(part);
    part.fill(value);
  };
  const more = button("Add", () => {
    add(undefined);
    changed();
  });
  more.setAttribute("aria-label", `Add to ${member.name}`);
  return {
    element: element("div", {}, rows, more),
    value: () => gather(parts.map((part) => part.value()).filter((value) => value !== undefined)),
    fill(value) {
      parts.length = 0;
      rows.replaceChildren();
      const elements = Array.isArray(value) ? value : Object.entries(value ?? {});
      elements.forEach((one) => add(one));
    },
    mark: (names) => parts.forEach((part) => part.mark(names)),
  };
}

function fromList(values) {
  return values.length ? values : undefined;
}

function fromEntries(values) {
  return values.length ? Object.fromEntries(values) : undefined;
}

/** A key and a value of a map. */
function entry(member, data, id) {
  const key = element("input", { type: "text", "aria-label": `A key of ${member.name}` });
  const inner = control({ ...member, shape: "one" }, data, `${id}-value`);
  if (inner.element.matches("input, select")) {
    inner.element.removeAttribute("id");
    inner.element.setAttribute("aria-label", `A value of ${member.name}`);
  }
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
