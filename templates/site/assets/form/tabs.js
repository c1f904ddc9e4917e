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
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (step) {
        const next = (number + step + heads.length) % heads.length;
        choose(next);
        heads[next].focus();
      }
    });
  }
  const copied = element("span", { role: "status" });
  const copy = button("Copy", async () => {
    const chosen = panels.findIndex((panel) => !panel.hidden);
    await navigator.clipboard.writeText(codes[chosen].textContent);
    copied.textContent = " copied";
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
