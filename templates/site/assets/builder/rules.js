/**
 * What the service would answer to a request before it does anything: the rules of an action.
 *
 * This shares nothing with the checks of the client, with the JSON Schema or the mock server, so
 * that each can find the other's mistakes.
 */

import { compared } from "./decimals.js";
import { elementsOf, entriesOf, isGiven, isNothing, sizeOf, valueOf } from "./members.js";
import { misfit } from "./types.js";

/**
 * @typedef {object} Verdict
 * @property {string} code The code of the error table.
 * @property {string} message What the client's exception says.
 * @property {string[]} members The names of the parameters that it is about.
 */

/**
 * The first rule that a request breaks: what is required, rules, types, limits, the structures
 * inside, the settings of the account.
 *
 * @param {any} data What the page of the action knows of it.
 * @param {import("./members.js").Values} values
 * @param {Record<string, boolean>} [settings] The settings of the account that are on.
 * @returns {Verdict | null} Null where the request is right.
 */
export function verdict(data, values, settings = {}) {
  for (const broken of verdicts(data, values, settings)) return broken;
  return null;
}

function* verdicts(data, values, settings) {
  const { parameters, rules } = data;
  const refused = refuser(data);
  yield* brokenPresence(data, parameters, rules, values, refused);
  const sent = Object.fromEntries(parameters.map((one) => [one.name, valueOf(one, values)]));
  const problem = misfit(parameters, { ...values, ...sent }, data.structures);
  if (problem) {
    const members = parameters.filter((one) => problem.match(/^\w*/)[0] === one.name);
    yield refused(data.faults.request, members, problem);
  }
  yield* brokenLimits(parameters, sent, refused);
  yield* brokenParts(data, parameters, sent);
  const on = {
    ...Object.fromEntries(data.settings.map((one) => [one.name, one.default])),
    ...settings,
  };
  yield* brokenSettings(parameters, rules, values, on, refused);
}

/**
 * Makes verdicts about members, with a message of their own or that of the error table.
 *
 * @param {any} data
 * @param {string} [where] The structure that they stand in.
 * @param {import("./members.js").Member} [parameter] The parameter that holds that structure.
 */
function refuser(data, where, parameter) {
  return (code, members, message) => {
    const text = message || fromTable(data.errors[code].message);
    return {
      code,
      message: where ? `${where}: ${text}` : text,
      members: (parameter ? [parameter] : members).map((one) => one.name),
    };
  };
}

/** A message of the error table, without the values that only the service knows. */
const fromTable = (template) => template.replace(/\{\w+\}/g, "…") || "no reason is given";

/** Whether a message of the error table has places for values that only the service knows. */
const hasGaps = (template) => /\{\w+\}/.test(template);

// What has to be there, and what must not.

function* brokenPresence(data, members, rules, values, refused) {
  const named = Object.fromEntries(members.map((one) => [one.name, one]));
  const given = (member) => isGiven(member, values);
  const codes = codesOfPresence(members, rules);
  const isShared = (code) => codes.filter((one) => one === code).length > 1;
  const isVague = (code) => isShared(code) || hasGaps(data.errors[code].message);
  // The code for any bad request says nothing of what is wrong, and what is said of several
  // parameters does not tell which one is meant.
  const explained = (code, about, text) => {
    const isUnclear = code === data.faults.request || (about.length === 1 && isVague(code));
    return refused(code, about, isUnclear ? text : "");
  };
  const names = (about, word) => about.map((one) => one.name).join(` ${word} `);
  const missing = (code, about) => explained(code, about, `${names(about, "or")} is required`);
  const tooMany = (code, about) =>
    explained(code, about, `only one of ${names(about, "and")} may be given`);
  for (const one of members) {
    if (one.required && !given(one)) yield missing(one.required, [one]);
  }
  for (const rule of rules) {
    if (rule.kind === "choice") {
      const all = rule.members.map((name) => named[name]);
      const count = all.filter(given).length;
      if (count < rule.least) yield missing(rule.none, all);
      if (rule.most !== null && count > rule.most) yield tooMany(rule.several, all);
    } else if (!rule.setting && given(named[rule.if])) {
      const pair = [named[rule.if], named[rule.other]];
      const isThere = given(named[rule.other]);
      if (rule.wanted && !isThere)
        yield explained(rule.code, pair, `${rule.if} needs ${rule.other}`);
      if (!rule.wanted && isThere) yield tooMany(rule.code, pair);
    }
  }
}

/** The code of each check of what is given: one that is there twice says too little. */
function codesOfPresence(members, rules) {
  const ofRule = (rule) => {
    if (rule.kind !== "choice") return rule.setting ? [] : [rule.code];
    return [...(rule.least ? [rule.none] : []), ...(rule.most ? [rule.several] : [])];
  };
  return [...members.flatMap((one) => one.required ?? []), ...rules.flatMap(ofRule)];
}

function* brokenSettings(members, rules, values, settings, refused) {
  for (const rule of rules) {
    if (!rule.setting || !settings[rule.setting]) continue;
    const member = members.find((one) => one.name === rule.other);
    if (isGiven(member, values) !== rule.wanted) {
      const wanted = rule.wanted ? "is required" : "may not be given";
      yield refused(rule.code, [member], `${member.name} ${wanted} where ${rule.setting} is on`);
    }
  }
}

// Which values are right.

function* brokenLimits(members, values, refused) {
  for (const member of members) {
    const value = values[member.name];
    if (!member.invalid || isNothing(value)) continue;
    for (const problem of beyond(member, value)) yield refused(member.invalid, [member], problem);
  }
}

function* beyond({ name, limits, shape }, value) {
  const { max_length, max_items, minimum, maximum } = limits;
  const size = () => sizeOf(value);
  if (max_length && size() > Number(max_length)) {
    yield `${name} may have at most ${max_length} characters`;
  }
  if (max_items && size() > Number(max_items)) {
    yield `${name} may have at most ${max_items} elements`;
  }
  const under = (number) => minimum && compared(number, minimum) < 0;
  const over = (number) => maximum && compared(number, maximum) > 0;
  if (shape === "map") {
    if (entriesOf(value).some(([key]) => under(key) || over(key))) {
      yield `the numbers in ${name} ${range(minimum, maximum)}`;
    }
    return;
  }
  if (under(value)) yield `${name} must be ${minimum} or more`;
  if (over(value)) yield `${name} must be ${maximum} or less`;
}

function range(minimum, maximum) {
  if (!minimum) return `end with ${maximum}`;
  return maximum ? `are ${minimum} to ${maximum}` : `begin with ${minimum}`;
}

/** What is wrong inside of structures; a message says where. */
function* brokenParts(data, members, values, place = "", parameter = undefined) {
  for (const member of members.filter((one) => one.kind === "structure")) {
    for (const { key, value } of elementsOf(member, values[member.name])) {
      const where = `${place}${member.name}${key}`;
      const { fields, rules } = data.structures[member.type];
      const refused = refuser(data, where, parameter ?? member);
      yield* brokenPresence(data, fields, rules, value, refused);
      yield* brokenLimits(fields, value, refused);
      yield* brokenParts(data, fields, value, `${where}.`, parameter ?? member);
    }
  }
}
