// Sends a request to a mock server on this machine, and shows what comes back. Nothing goes elsewhere.

import { answer } from "../builder/answer.js";
import { button, element } from "./dom.js";

const LOCAL = ["localhost", "127.0.0.1"];

/** Where to send to, a button that sends, and the answer; `allow(right)` says whether it may. */
export function sender(data, mock, make) {
  const address = element("input", { id: "builder-mock", type: "url", value: mock });
  const told = element("div", { class: "builder-answer", role: "status" });
  const send = button("Send to the mock server", async () => {
    told.replaceChildren("Waiting for the answer");
    told.replaceChildren(...(await outcome(data, address.value, make)));
  });
  const help = element(
    "small",
    {},
    "Start one with ",
    element("code", {}, `actionspec mock SPEC --port 8080 --allow-origin ${location.origin}`),
    ". Nothing is sent to the service itself.",
  );
  const row = element(
    "p",
    {},
    element("label", { for: "builder-mock" }, "Mock server "),
    address,
    " ",
    send,
  );
  return {
    element: element("div", {}, row, help, told),
    allow(right) {
      send.disabled = !right;
    },
  };
}

/** What became of a request, as elements. */
async function outcome(data, address, make) {
  try {
    const target = new URL(address);
    if (!LOCAL.includes(target.hostname)) {
      return [
        "A mock server is on this machine: its address begins with http://127.0.0.1 or http://localhost.",
      ];
    }
    const { url, method, headers, body } = make(target.href);
    const response = await fetch(url, { method, headers, body });
    return shown(answer(data, await response.text(), response.status));
  } catch (error) {
    return [
      `No answer came (${error.message}). Does the mock server run, and does it allow this page?`,
    ];
  }
}

/** An answer as elements: the typed result, the error with a link to its page, or the text. */
function shown(told) {
  if (told.error) {
    const { code, message, page } = told.error;
    const name = page
      ? element("a", { href: `../../errors/${page}/` }, code)
      : (code ?? "An error");
    return [element("p", { class: "builder-wrong" }, name, `: ${message}`)];
  }
  if (told.result) {
    return [element("p", {}, "It succeeds:"), tree(told.result)];
  }
  return [element("pre", {}, told.text)];
}

/** A value as nested lists. */
function tree(value) {
  if (Array.isArray(value)) {
    return element("ol", {}, ...value.map((one) => element("li", {}, tree(one))));
  }
  if (value !== null && typeof value === "object") {
    const rows = Object.entries(value).flatMap(([name, one]) => [
      element("dt", {}, element("code", {}, name)),
      element("dd", {}, tree(one)),
    ]);
    return element("dl", {}, ...rows);
  }
  return document.createTextNode(value === null ? "none" : String(value));
}
