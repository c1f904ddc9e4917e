// Controls of single values: texts, numbers, choices.

import { element } from "./dom.js";

// What helps to type a value of a type.
const HINTS = {
  integer: { inputmode: "numeric" },
  number: { inputmode: "decimal" },
  decimal: { inputmode: "decimal" },
  datetime: { placeholder: "2026-01-31T12:00:00+00:00" },
  date: { placeholder: "2026-01-31" },
  bytes: { placeholder: "base64" },
};

/** The control of one value that is no structure. */
export function input(member, data, id) {
  const box = boxOf(member, data, id);
  return {
    element: box,
    value: () => (box.value === "" ? undefined : read(member.type, box.value)),
    fill: (value) => (box.value = String(value ?? "")),
    mark: (names) => box.setAttribute("aria-invalid", String(names.length > 0)),
  };
}

/** Whether an element is such a control, which a label can name. */
export const isInput = (made) => made.matches("input, select, textarea");

/** Names a control that has no label of its own. */
export function name(made, text) {
  if (isInput(made)) {
    made.removeAttribute("id");
    made.setAttribute("aria-label", text);
  }
}

function boxOf(member, data, id) {
  if (member.type === "boolean") {
    const options = ["", "true", "false"].map((value) =>
      element("option", { value }, value || "not given"),
    );
    return element("select", { id }, ...options);
  }
  if (member.kind === "enumeration") {
    return element("input", { id, type: "text", list: suggestions(member.type, data) });
  }
  // A text may hold the ends of lines.
  if (member.type === "string") return element("textarea", { id, rows: 1 });
  return element("input", { id, type: "text", ...HINTS[member.type] });
}

/** The name of the list with the members of an enumeration; a page has one for each. */
function suggestions(type, data) {
  const id = `builder-members-of-${type}`;
  if (!document.getElementById(id)) {
    const values = Object.values(data.enumerations[type].members);
    const options = values.map((value) => element("option", { value }));
    document.body.append(element("datalist", { id }, ...options));
  }
  return id;
}

/** A typed text as JSON has the value; what is none stays a text, for the rules to refuse. */
function read(type, typed) {
  const text = typed.trim();
  switch (type) {
    case "integer":
      if (!/^[+-]?\d+$/.test(text)) return text;
      return Number.isSafeInteger(Number(text)) ? Number(text) : BigInt(text.replace("+", ""));
    case "number":
      return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : text;
    case "boolean":
      return text === "true";
    case "decimal":
    case "datetime":
    case "date":
    case "bytes":
      return text;
    default:
      return typed;
  }
}
