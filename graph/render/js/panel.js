/** What the panel says of an entity or of a pair. */

import { el, icon, link } from "./dom.js";
import { otherEnd, statementsOf } from "./model.js";
import { nameButton, quotationCard, statementCard } from "./evidence.js";
import { byDate, counted, dateInWords } from "./text.js";
import { classSign } from "./legend.js";

const FIRST = 6; // statements that a group shows before it is opened

/** @typedef {{ model: import("./model.js").Model, shown: import("./filter.js").Shown, state: import("./state.js").State,
 *   go: (patch: object, replace?: boolean) => void, ask: (what: string) => void }} Page */

/** @param {Page} page @param {any} content */
function frame(page, ...content) {
  const close = el("button", { type: "button", class: "close", "aria-label": "Close", title: "Close (Escape)",
    onclick: () => page.go({ node: "", pair: "", to: "", steps: 0 }) }, icon("close"));
  return [close, ...content];
}

/** @param {Page} page @param {number} i */
export function pairPanel(page, i) {
  const { model, shown, go } = page;
  const pair = model.pairs[i];
  const said = [...shown.pairs[i]].sort((one, other) => model.statements[one].modality - model.statements[other].modality
    || byDate(model.statements[one].when, model.statements[other].when));
  const hidden = pair.statements.length - said.length;
  return frame(page,
    el("p", { class: "kicker" }, counted(said.length, "statement"), hidden ? ` shown, ${hidden} hidden by the filters` : ""),
    el("h2", { class: "ends" }, nameButton(model, pair.a, go), el("span", {}, " and "), nameButton(model, pair.b, go)),
    said.map((one) => statementCard(model, model.statements[one], go)),
    said.length ? null : el("p", { class: "none" }, "The filters hide all that is said of these two."));
}

/** @param {Page} page @param {number} i */
export function nodePanel(page, i) {
  const { model } = page;
  const node = model.nodes[i];
  return frame(page,
    el("p", { class: "kicker" }, classSign(model.classes[node.cls]), model.classes[node.cls].label),
    el("h2", {}, node.label),
    node.roles.length ? el("p", { class: "roles" }, rolesOnce(node.roles).join(" · ")) : null,
    facts(model, node), actions(page, node), closest(page, node),
    ...byRelation(page, node), ...spoken(page, node), ...quoted(page, "Quotes", node.quotes), ...quoted(page, "Quoted about it", node.quotedOn));
}

/** Roles as first written, whatever the case of the rest. @param {string[]} roles */
export function rolesOnce(roles) {
  const seen = new Set();
  return roles.filter((role) => !seen.has(role.toLowerCase()) && seen.add(role.toLowerCase()));
}

/** @param {import("./model.js").Model} model @param {import("./model.js").Entity} node */
function facts(model, node) {
  const others = node.names.filter((name) => name !== node.label);
  const place = 1 + model.nodes.filter((one) => one.ranks[1] > node.ranks[1]).length;
  const rows = [
    others.length ? ["Also called", others.join(", ")] : null,
    node.when ? ["Date", dateInWords(node.when)] : null,
    node.country ? ["State", node.country] : null,
    ["Rank", `${ordinal(place)} of ${model.nodes.length.toLocaleString("en")} by PageRank, connected to ${counted(node.pairs.length, "other")}`],
    model.communities[node.community] && node.pairs.length ? ["Community", model.communities[node.community]] : null,
    ["Named", `${counted(node.mentions, "time")} in ${counted(node.sources.length, "article")}`],
    node.same.length ? ["Elsewhere", node.same.map((iri, n) => [n ? ", " : "", link(iri, iri.replace(/^https?:\/\//, ""))])] : null,
  ];
  return el("dl", { class: "facts" }, rows.map((row) => row && [el("dt", {}, row[0]), el("dd", {}, row[1])]));
}

/** @param {number} n */
export function ordinal(n) {
  const tens = n % 100;
  const end = tens > 10 && tens < 14 ? "th" : ["th", "st", "nd", "rd"][n % 10] ?? "th";
  return `${n.toLocaleString("en")}${end}`;
}

/** @param {Page} page @param {import("./model.js").Entity} node */
function actions(page, node) {
  const { state, go } = page;
  const step = (/** @type {number} */ n, /** @type {string} */ label) => el("button", { type: "button", "aria-pressed": String(state.steps === n),
    onclick: () => go({ steps: n }) }, label);
  return el("div", { class: "actions" },
    el("div", { class: "choice", role: "group", "aria-label": "Neighbourhood" }, el("span", {}, "Steps"), step(0, "All"), step(1, "1"), step(2, "2"), step(3, "3")),
    el("button", { type: "button", class: "quiet", onclick: () => page.ask("path") }, state.to ? "Other path…" : "Path to…"),
    el("button", { type: "button", class: "quiet", onclick: () => go({ node: "", pair: "", to: "", steps: 0,
      hide: { ...state.hide, node: [...state.hide.node, node.id] } }) }, "Hide"));
}

/** The most important neighbours. @param {Page} page @param {import("./model.js").Entity} node */
function closest(page, node) {
  const { model, shown, go } = page;
  const near = node.pairs.filter((p) => shown.pairs[p].length).map((p) => model.nodes[otherEnd(model.pairs[p], node.i)])
    .sort((one, other) => other.ranks[1] - one.ranks[1] || one.i - other.i);
  if (!near.length) return null;
  return el("section", {}, el("h3", {}, "Closest to"), el("p", { class: "chips" }, near.slice(0, 8).map((one) => el("button", { type: "button", class: "chip",
    onclick: () => go({ node: one.id, pair: "", to: "" }) }, classSign(model.classes[one.cls]), one.label)),
    near.length > 8 ? el("span", { class: "more" }, `and ${near.length - 8} more`) : null));
}

/** Statements grouped by relation, read from the entity's side. @param {Page} page @param {import("./model.js").Entity} node */
function byRelation(page, node) {
  const { model, shown } = page;
  /** @type {Map<string, number[]>} */
  const groups = new Map();
  for (const i of statementsOf(model, node.i)) {
    if (!shown.statements[i]) continue;
    const said = model.statements[i];
    const relation = model.relations[said.relation];
    const words = said.label || (said.subject === node.i ? relation.label : relation.inverse);
    groups.set(words, [...(groups.get(words) ?? []), i]);
  }
  // What a relation of its own says comes before the ties that only a phrase describes.
  const open = (/** @type {number[]} */ said) => Number(model.relations[model.statements[said[0]].relation].group === "open");
  const sorted = [...groups].sort((one, other) => open(one[1]) - open(other[1]) || other[1].length - one[1].length || one[0].localeCompare(other[0]));
  if (!sorted.length) return [el("p", { class: "none" }, "Nothing is said of it under the filters that are set.")];
  return sorted.map(([words, said]) => group(page, words, said));
}

/** @param {Page} page @param {import("./model.js").Entity} node */
function spoken(page, node) {
  const said = node.spoke.filter((i) => page.shown.statements[i] && page.model.statements[i].subject !== node.i);
  return said.length ? [group(page, "says that", said)] : [];
}

/** Reported speech, which no filter of statements hides. @param {Page} page @param {string} words @param {number[]} said */
function quoted(page, words, said) {
  return said.length ? [group(page, words, said, (i) => quotationCard(page.model, page.model.quotations[i], page.go))] : [];
}

/** @param {Page} page @param {string} words @param {number[]} said @param {(i: number) => HTMLElement} [card] */
function group(page, words, said, card = (i) => statementCard(page.model, page.model.statements[i], page.go)) {
  const rest = said.slice(FIRST);
  return el("section", { class: "group" }, el("h3", {}, words, el("span", { class: "count" }, String(said.length))),
    said.slice(0, FIRST).map(card),
    rest.length ? el("details", {}, el("summary", {}, `${rest.length} more`), rest.map(card)) : null);
}

/** @param {Page} page @param {number[]} path */
export function pathPanel(page, path) {
  const { model, shown, go, state } = page;
  const ends = [state.node, state.to].map((id) => model.nodes[model.byId.get(id) ?? -1]);
  if (!ends[0] || !ends[1]) return frame(page, el("p", { class: "none" }, "One end of this path is not in the map."));
  const steps = path.slice(1).map((to, n) => model.nodes[path[n]].pairs.find((p) => otherEnd(model.pairs[p], path[n]) === to));
  return frame(page, el("p", { class: "kicker" }, path.length ? `Path of ${counted(path.length - 1, "step")}` : "No path"),
    el("h2", { class: "ends" }, nameButton(model, ends[0].i, go), el("span", {}, " to "), nameButton(model, ends[1].i, go)),
    path.length ? null : el("p", { class: "none" }, "Under the filters that are set, no line of statements joins these two."),
    steps.map((p, n) => p !== undefined && el("section", { class: "group" }, el("h3", {}, model.nodes[path[n]].label, " – ", model.nodes[path[n + 1]].label),
      shown.pairs[p].slice(0, 2).map((i) => statementCard(model, model.statements[i], go)),
      shown.pairs[p].length > 2 ? el("button", { type: "button", class: "quiet", onclick: () => go({ pair: pairId(model, p), node: "", to: "" }) }, `All ${shown.pairs[p].length} statements`) : null)));
}

/** @param {import("./model.js").Model} model @param {number} p */
export function pairId(model, p) {
  return `${model.nodes[model.pairs[p].a].id}~${model.nodes[model.pairs[p].b].id}`;
}

