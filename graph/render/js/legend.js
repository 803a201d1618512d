/** The legend that filters: classes, relations, modality, sources. */

import { el, fill, byId } from "./dom.js";
import { toggled } from "./state.js";
import { outline } from "./shapes.js";
import { shade, isDark } from "./theme.js";
import { dateInWords } from "./text.js";

/** @param {{ colour: string, shape: string }} cls */
export function classSign(cls) {
  const sign = el("svg", { viewBox: "-8 -8 16 16", class: "sign", "aria-hidden": "true" });
  const corners = outline(cls.shape, 6.2);
  const mark = corners ? el("polygon", { points: corners.map((at) => at.map((one) => one.toFixed(2)).join(",")).join(" ") }) : el("circle", { r: 6 });
  mark.style.setProperty("fill", shade(cls.colour, isDark()));
  sign.append(mark);
  return sign;
}

/** @param {import("./panel.js").Page} page */
export function drawLegend(page) {
  const { model } = page;
  fill(byId("legend"),
    section(page, "Entities", "class", tally(model.nodes, (node) => node.cls).map(([c, count]) => (
      { name: model.classes[c].name, label: model.classes[c].label, count, sign: classSign(model.classes[c]) }))),
    section(page, "Relations", "group", groupTally(model)),
    section(page, "Modality", "modality", tally(model.statements, (said) => said.modality).sort((one, other) => one[0] - other[0]).map(([m, count]) => (
      { name: model.modalities[m].name, label: model.modalities[m].label, count, sign: lineSign(model.modalities[m].name) }))),
    model.sources.length > 1 ? section(page, "Articles", "source", model.sources.map((source, i) => ({ name: source.slug, label: source.title || source.slug,
      title: [source.publisher, dateInWords(source.published)].filter(Boolean).join(", "),
      count: model.statements.filter((said) => said.evidence.some((cited) => cited.source === i)).length, sign: null })), true) : null,
    alone(page), restore(page));
}

/** @param {any[]} items @param {(item: any) => number} key @returns {[number, number][]} most first */
function tally(items, key) {
  const counts = new Map();
  for (const item of items) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1);
  return [...counts].sort((one, other) => other[1] - one[1] || one[0] - other[0]);
}

/** @param {import("./model.js").Model} model */
function groupTally(model) {
  const names = [...new Set(model.relations.map((relation) => relation.group))];
  return tally(model.statements, (said) => names.indexOf(model.relations[said.relation].group)).map(([g, count]) => (
    { name: names[g], label: GROUPS[names[g]] ?? names[g], count, sign: null }));
}

/** @type {Record<string, string>} */
const GROUPS = { open: "other ties" };

/** A line as the map draws it. @param {string} modality */
export function lineSign(modality) {
  const sign = el("svg", { viewBox: "0 0 22 16", class: `line ${modality.toLowerCase()}`, "aria-hidden": "true" });
  sign.append(el("path", { d: "M1 8H21" }));
  if (modality === "Denied") sign.append(el("path", { d: "M8 5l6 6M14 5l-6 6", class: "cross" }));
  return sign;
}

/** @param {import("./panel.js").Page} page @param {string} heading @param {string} kind @param {any[]} rows @param {boolean} [closed] */
function section(page, heading, kind, rows, closed = false) {
  if (!rows.length) return null;
  const off = page.state.hide[kind];
  const list = el("ul", {}, rows.map((row) => el("li", {}, el("label", { title: row.title || null }, el("input", { type: "checkbox", checked: !off.includes(row.name),
    onchange: () => page.go(toggled(page.state, kind, row.name)) }), row.sign, el("span", { class: "label" }, row.label), el("span", { class: "count" }, row.count.toLocaleString("en"))))));
  if (closed) return el("details", { class: "section", open: off.length > 0 || openSections.has(kind), ontoggle: (/** @type {any} */ event) => (event.target.open ? openSections.add(kind) : openSections.delete(kind)) },
    el("summary", {}, heading, el("span", { class: "count" }, String(rows.length))), list);
  return el("fieldset", { class: "section" }, el("legend", {}, heading), list);
}

const openSections = new Set();

/** @param {import("./panel.js").Page} page */
function alone(page) {
  const count = page.model.nodes.filter((node) => !node.pairs.length).length;
  if (!count) return null;
  return el("fieldset", { class: "section" }, el("legend", {}, "Unconnected"), el("ul", {}, el("li", {}, el("label", {}, el("input", { type: "checkbox", checked: page.state.alone,
    onchange: (/** @type {any} */ event) => page.go({ alone: event.target.checked }) }), el("span", { class: "label" }, "unconnected entities"), el("span", { class: "count" }, count.toLocaleString("en"))))));
}

/** @param {import("./panel.js").Page} page */
function restore(page) {
  const { state, go } = page;
  const some = Object.values(state.hide).some((names) => names.length) || state.from || state.until;
  if (!some) return null;
  const gone = state.hide.node.length;
  return el("button", { type: "button", class: "quiet wide", onclick: () => go({ from: "", until: "", undated: false, hide: Object.fromEntries(Object.keys(state.hide).map((kind) => [kind, []])) }) },
    gone ? `Show everything again (${gone} hidden by hand)` : "Show everything again");
}
