/** Requests as the generated client sends them, byte for byte. */

import { documentOf } from "./elements.js";
import { encoded, pairsOf } from "./flat.js";
import { objectText } from "./objects.js";
import { place } from "./tree.js";
import { Unsendable } from "./unsendable.js";
import { fieldsFor } from "./values.js";

/**
 * @typedef {object} HttpRequest
 * @property {string} method
 * @property {string} url The address, with the query string.
 * @property {Record<string, string>} headers
 * @property {string | null} body
 */

/**
 * The HTTP request for an action. A signature in it is a placeholder.
 *
 * @param {any} data What the page of the action knows of it.
 * @param {string} transport The name of a transport.
 * @param {import("./members.js").Values} values Such that `verdict` finds nothing wrong with them.
 * @param {Record<string, string>} credentials What stands for each, by its name.
 * @param {string} [url] Where to send it, if not to the service.
 * @returns {HttpRequest}
 * @throws {Unsendable} A value cannot be written; with the code of the error table.
 */
export function request(data, transport, values, credentials, url = data.url) {
  const way = data.transports.find((one) => one.name === transport);
  try {
    const { query, body } = message(way, treeOf(data, way, values, credentials));
    const address = way.path ? `${url.replace(/\/+$/, "")}/${way.path}` : url;
    return {
      method: way.method,
      url: query === null ? address : `${address}${address.includes("?") ? "&" : "?"}${query}`,
      headers: headersOf(way, credentials),
      body,
    };
  } catch (error) {
    if (!(error instanceof Unsendable)) throw error;
    throw new Unsendable(error.fault, error.message, data.faults[error.fault]);
  }
}

/** What stands in every request, then the constants, then the parameters. */
function treeOf(data, way, values, credentials) {
  const tree = new Map();
  for (const { wire, parts } of way.fixed) place(tree, wire, partsText(parts, credentials));
  const fields = fieldsFor(data, way.name, data.parameters, values);
  for (const [path, value] of fields) place(tree, path, value);
  return tree;
}

function message(way, tree) {
  switch (way.format) {
    case "query":
      return { query: encoded(signed(way, tree)), body: null };
    case "form":
      return { query: null, body: encoded(signed(way, tree)) };
    case "json":
      return { query: null, body: objectText(tree) };
    default: {
      const document = documentOf(way.root, tree, way.namespace);
      return { query: null, body: way.field ? encoded([[way.field, document]]) : document };
    }
  }
}

function signed({ nesting, signature }, tree) {
  const pairs = pairsOf(tree, nesting);
  return signature ? [...pairs, [signature.field, signature.placeholder]] : pairs;
}

function headersOf(way, credentials) {
  const headers = Object.entries(way.headers).map(([name, parts]) => [
    name,
    partsText(parts, credentials),
  ]);
  if (headers.some(([, text]) => /[\r\n\0]/.test(text))) {
    throw new Unsendable("request", "a header cannot hold the end of a line");
  }
  const type = way.content_type ? [["Content-Type", way.content_type]] : [];
  return Object.fromEntries([...headers, ...type]);
}

/** The text that stands in parts, some of which name credentials. */
const partsText = (parts, credentials) =>
  parts
    .map((part) => (typeof part === "string" ? part : credentialText(part, credentials)))
    .join("");

function credentialText({ credential, basic }, credentials) {
  if (credential) return credentials[credential] ?? "";
  const bytes = new TextEncoder().encode(basic.map((name) => credentials[name] ?? "").join(":"));
  return btoa(String.fromCharCode(...bytes));
}
