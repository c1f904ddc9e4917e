// Elements of a page. What a spec says only ever becomes text.

/** An element with attributes and children; a child that is a text stays one. */
export function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== false) {
      made.setAttribute(key, value === true ? "" : value);
    }
  }
  made.append(...children);
  return made;
}

/** A button that does something when it is pressed, and nothing else. */
export function button(title, pressed) {
  const made = element("button", { type: "button", class: "builder-button" }, title);
  made.addEventListener("click", pressed);
  return made;
}

/** A description as children of an element: what stands in backticks is code. */
export function prose(text) {
  return text.split("`").map((piece, number) => (number % 2 ? element("code", {}, piece) : piece));
}
