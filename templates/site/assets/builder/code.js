/** A request as code to copy: a call of the Python client, or a command for a shell. */

import { behind, bracketed, laidOut } from "./layout.js";
import { entriesOf, isNothing, visible, wholeNumber } from "./members.js";

const WIDTH = 72;

// What a call may need of the standard library, by what shows that it does.
const STANDARD = [
  ["asyncio.", "import asyncio"],
  ["dt.", "import datetime as dt"],
  ["os.", "import os"],
  ["b64decode(", "from base64 import b64decode"],
  ["Decimal(", "from decimal import Decimal"],
];

/**
 * A Python program that sends a request. The credentials are in its environment, not in its text.
 *
 * @param {any} data What the page of the action knows of it.
 * @param {import("./members.js").Values} values Such that `verdict` finds nothing wrong with them.
 * @param {boolean} asynchronous
 */
export function python(data, values, asynchronous = false) {
  const names = new Set([asynchronous ? `Async${data.client}` : data.client]);
  const call = bracketed(
    `client.${data.name}`,
    "(",
    keywords(data, data.parameters, values, names),
    ")",
  );
  const lines = asynchronous ? asyncProgram(data, call) : program(data, call);
  const text = lines.join("\n");
  const needed = STANDARD.filter(([sign]) => uses(text, sign)).map(([, line]) => line);
  const own = imported(data.package, [...names].sort(asImported));
  const imports = [...needed, ...(needed.length ? [""] : []), own];
  return `${[...imports, "", ...(asynchronous ? [""] : []), text].join("\n")}\n`;
}

function program(data, call) {
  return [
    laidOut(behind("with ", opened(data, data.client)), WIDTH, 0, " as client:"),
    laidOut(behind("result = ", call), WIDTH, 4),
    "print(result)",
  ];
}

function asyncProgram(data, call) {
  return [
    "async def main() -> None:",
    laidOut(behind("async with ", opened(data, `Async${data.client}`)), WIDTH, 4, " as client:"),
    laidOut(behind("result = await ", call), WIDTH, 8),
    "    print(result)",
    "",
    "",
    "asyncio.run(main())",
  ];
}

/** The client as it is made. It finds the credentials itself whose variables the API names. */
function opened(data, client) {
  const told = data.credentials
    .filter((one) => !one.environment)
    .map(({ name }) => `${name}=os.environ["${`${data.package}_${name}`.toUpperCase()}"]`);
  return bracketed(client, "(", told, ")");
}

function imported(module, names) {
  const line = `from ${module} import ${names.join(", ")}`;
  const lines = [`from ${module} import (`, ...names.map((name) => `    ${name},`), ")"];
  return line.length <= WIDTH ? line : lines.join("\n");
}

/** The order of import sorters: capitals alone first, and 9 before 10. */
function asImported(one, other) {
  const isMixed = (name) => Number(name.length === 1 || name !== name.toUpperCase());
  return isMixed(one) - isMixed(other) || one.localeCompare(other, "en", { numeric: true });
}

/** Whether a program uses a name, and not only a text in which it stands. */
const uses = (text, sign) => text.replace(/"(\\.|[^"\\])*"|'(\\.|[^'\\])*'/g, "").includes(sign);

function keywords(data, members, values, names) {
  return members
    .filter((one) => !isNothing(values[one.name]))
    .map((one) => behind(`${one.name}=`, source(data, one, values[one.name], names)));
}

function source(data, member, value, names) {
  const single = (one) => singleSource(data, member, one, names);
  if (member.shape === "list") return bracketed("", "[", value.map(single), "]");
  if (member.shape === "one") return single(value);
  const pairs = entriesOf(value).map(([key, one]) =>
    behind(`${member.keys === "integer" ? wholeNumber(key) : literal(key)}: `, single(one)),
  );
  return bracketed("", "{", pairs, "}");
}

function singleSource(data, member, value, names) {
  if (member.kind !== "scalar") names.add(member.type);
  if (member.kind === "structure") {
    const { fields } = data.structures[member.type];
    return bracketed(member.type, "(", keywords(data, fields, value, names), ")");
  }
  if (member.kind === "enumeration") return memberSource(data, member.type, value);
  switch (member.type) {
    case "datetime":
    case "date":
      return bracketed(`dt.${member.type}.fromisoformat`, "(", [literal(value)], ")");
    case "decimal":
      return bracketed("Decimal", "(", [literal(String(value))], ")");
    case "bytes":
      return bracketed("b64decode", "(", [literal(value)], ")");
    case "boolean":
      return value ? "True" : "False";
    case "integer":
    case "number":
      return String(value);
    default:
      return literal(value);
  }
}

function memberSource(data, type, value) {
  const members = Object.entries(data.enumerations[type].members);
  const [known] = members.find(([, text]) => text === value) ?? [];
  return known ? `${type}.${known.toUpperCase()}` : bracketed(type, "(", [literal(value)], ")");
}

/** A text as black writes it: in double quotes, unless that takes more escapes. */
function literal(text) {
  const count = (sign) => text.split(sign).length;
  const quote = count('"') > count("'") ? "'" : '"';
  return quote + visible(text).replaceAll(quote, `\\${quote}`) + quote;
}

/**
 * A command that sends a request.
 *
 * @param {import("./request.js").HttpRequest} request
 */
export function curl({ method, url, headers, body }) {
  // Brackets and braces in a URL mean something to curl unless it is told otherwise.
  const parts = [/[[\]{}]/.test(url) ? "curl --globoff" : "curl"];
  if (method !== (body === null ? "GET" : "POST")) parts.push(`--request ${method}`);
  for (const [name, text] of Object.entries(headers)) {
    const isUsual = name === "Content-Type" && text === "application/x-www-form-urlencoded";
    if (!isUsual) parts.push(`--header ${shellWord(`${name}: ${text}`)}`);
  }
  // Behind an @, --data would look for the name of a file to send.
  if (body !== null)
    parts.push(`${body.startsWith("@") ? "--data-raw" : "--data"} ${shellWord(body)}`);
  return [...parts, shellWord(url)].join(" \\\n    ");
}

/** Text as one word of a POSIX shell command. */
const shellWord = (text) =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'"'"'`)}'`;
