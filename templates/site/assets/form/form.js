// The request builders of a page: a form for each, whose request is judged and shown while one types.

import { curl, python } from "../builder/code.js";
import { request } from "../builder/request.js";
import { verdict } from "../builder/rules.js";
import { group, settingsControl } from "./controls.js";
import { element } from "./dom.js";
import { sender } from "./sender.js";
import { tabs } from "./tabs.js";

for (const place of document.querySelectorAll(".request-builder")) {
  mount(place);
}

/** Puts a builder where a page has a place for one. */
async function mount(place) {
  try {
    const found = await fetch(new URL(`../${place.dataset.action}.json`, location.href));
    if (!found.ok) throw new Error(`HTTP status ${found.status}`);
    place.replaceChildren(builder(await found.json(), place.dataset.mock));
  } catch (error) {
    place.replaceChildren(`The form cannot be shown: ${error.message}.`);
  }
}

/** The form of an action, with what comes of it. */
function builder(data, mock) {
  const parameters = group(data.parameters, data, "builder");
  const settings = settingsControl(data.settings);
  const status = element("p", { class: "builder-verdict", role: "status" });
  const all = ways(data);
  const shown = tabs(
    all.map((way) => way.title),
    "The request",
  );
  const sending = sender(data, mock, (url) =>
    request(data, data.transports[0].name, parameters.value() ?? {}, keys(data), url),
  );

  const update = () => {
    const values = parameters.value() ?? {};
    const problem = verdict(data, values, settings.value());
    tell(status, problem, data);
    parameters.mark(problem ? problem.members : []);
    all.forEach((way, number) =>
      shown.show(
        number,
        attempt(() => way.text(values)),
      ),
    );
    sending.allow(problem === null);
  };
  const form = element(
    "form",
    { "aria-label": `Try ${data.action}`, autocomplete: "off" },
    examples(data, (values) => {
      parameters.fill(values);
      update();
    }),
    parameters.element,
    settings.element,
  );
  form.addEventListener("input", update);
  form.addEventListener("submit", (event) => event.preventDefault());
  update();
  return element("div", { class: "builder" }, form, status, shown.element, sending.element);
}

/** Every way in which a request can be written. */
function ways(data) {
  const wire = data.transports.map((transport) => ({
    title: transport.name,
    text: (values) => {
      const made = request(data, transport.name, values, keys(data));
      return made.body || made.url;
    },
  }));
  return [
    ...wire,
    {
      title: "curl",
      text: (values) => curl(request(data, data.transports[0].name, values, keys(data))),
    },
    { title: "Python", text: (values) => python(data, values, false) },
    { title: "async Python", text: (values) => python(data, values, true) },
  ];
}

/** What stands where a credential goes: nobody has to type one here. */
function keys(data) {
  const pairs = data.credentials.map(({ name }) => [name, `YOUR_${name.toUpperCase()}`]);
  return Object.fromEntries(pairs);
}

/** Says what the service would answer to a request, or that nothing is wrong with it. */
function tell(status, problem, data) {
  status.classList.toggle("builder-wrong", problem !== null);
  if (problem === null) {
    status.replaceChildren("Nothing is wrong with this request.");
    return;
  }
  const link = element(
    "a",
    { href: `../../errors/${data.errors[problem.code].page}/` },
    problem.code,
  );
  status.replaceChildren(link, `: ${problem.message}`);
}

/** What a function gives, or why it cannot: a request that breaks a rule may have no text. */
function attempt(text) {
  try {
    return text();
  } catch (error) {
    return `This cannot be written: ${error.message}`;
  }
}

/** A choice of examples to begin with; nothing where there is none. */
function examples(data, chosen) {
  if (!data.examples.length) {
    return "";
  }
  const select = element(
    "select",
    { id: "builder-example" },
    element("option", { value: "" }, "nothing"),
  );
  for (const [number, example] of data.examples.entries()) {
    select.append(element("option", { value: number }, example.name));
  }
  select.addEventListener("change", (event) => {
    event.stopPropagation();
    chosen(select.value === "" ? {} : data.examples[select.value].request);
  });
  return element("p", {}, element("label", { for: "builder-example" }, "Begin with "), select);
}
