// Texts of which one is shown at a time, with a button that copies it.

import { button, element } from "./dom.js";

let count = 0;

/** Tabs with titles; `show(number, text)` sets what one of them holds. */
export function tabs(titles, label) {
  const group = `builder-tabs-${++count}`;
  const list = element("div", { role: "tablist", "aria-label": label, class: "builder-tabs" });
  const codes = titles.map(() => element("code", {}));
  const heads = titles.map((title, number) =>
    element(
      "button",
      {
        type: "button",
        role: "tab",
        id: `${group}-${number}`,
        "aria-controls": `${group}-${number}-panel`,
      },
      title,
    ),
  );
  const panels = titles.map((_, number) =>
    element(
      "div",
      {
        role: "tabpanel",
        id: `${group}-${number}-panel`,
        "aria-labelledby": `${group}-${number}`,
        tabindex: "0",
      },
      element("pre", {}, codes[number]),
    ),
  );
  const choose = (chosen) => {
    for (const [number, head] of heads.entries()) {
      head.setAttribute("aria-selected", String(number === chosen));
      head.tabIndex = number === chosen ? 0 : -1;
      panels[number].hidden = number !== chosen;
    }
  };
  for (const [number, head] of heads.entries()) {
    head.addEventListener("click", () => choose(number));
    head.addEventListener("keydown", (event) => {
      const last = heads.length - 1;
      const next = {
        ArrowRight: number < last ? number + 1 : 0,
        ArrowLeft: number > 0 ? number - 1 : last,
        Home: 0,
        End: last,
      }[event.key];
      if (next !== undefined) {
        event.preventDefault();
        choose(next);
        heads[next].focus();
      }
    });
  }
  const copied = element("span", { role: "status" });
  const copy = button("Copy", async () => {
    const chosen = panels.findIndex((panel) => !panel.hidden);
    try {
      await navigator.clipboard.writeText(codes[chosen].textContent);
      copied.textContent = " copied";
    } catch {
      copied.textContent = " this browser does not let pages copy here; select the text";
    }
  });
  list.append(...heads);
  choose(0);
  return {
    element: element("div", { class: "builder-shown" }, list, ...panels, copy, copied),
    show(number, text) {
      codes[number].textContent = text;
      copied.textContent = "";
    },
  };
}
