/** Agreements as a table: parties, dates, how surely, and the proof. */

import { el } from "./dom.js";
import { nameButton, marked, sourceLine } from "./evidence.js";
import { byDate, counted, dateInWords, inverseInWords, relationInWords } from "./text.js";

/** @param {import("./panel.js").Page} page */
export function dealsView(page) {
  const { model, shown } = page;
  const rows = model.nodes.filter((node) => isDeal(model, node) && node.pairs.some((p) => shown.pairs[p].length))
    .sort((one, other) => byDate(one.when, other.when) || one.i - other.i);
  return el("div", { class: "sheet" }, el("h2", {}, "Agreements"), el("p", { class: "says" }, `${counted(rows.length, "agreement")}, by date; undated ones last.`),
    rows.length ? el("table", {}, el("thead", {}, el("tr", {}, ["Agreement", "Date", "Who", "Status", "Sentence and source"].map((one) => el("th", { scope: "col" }, one)))),
      el("tbody", {}, rows.map((node) => row(page, node)))) : el("p", { class: "none" }, "No agreement is shown under the filters that are set."));
}

/** @param {import("./model.js").Model} model @param {import("./model.js").Entity} node */
export function isDeal(model, node) {
  return model.classes[node.cls].agreement;
}

/** @param {import("./panel.js").Page} page @param {import("./model.js").Entity} node */
function row(page, node) {
  const { model, go } = page;
  const said = node.pairs.flatMap((p) => page.shown.pairs[p]).map((i) => model.statements[i]);
  const best = [...said].sort((one, other) => one.modality - other.modality || (other.evidence[0]?.confidence ?? 0) - (one.evidence[0]?.confidence ?? 0))[0];
  const cited = best?.evidence[0];
  return el("tr", {}, el("th", { scope: "row" }, nameButton(model, node.i, go)), el("td", { class: "date" }, dateInWords(node.when)),
    el("td", {}, [...ties(model, node, said)].map(([words, others]) => el("p", {}, el("em", {}, words), " ", [...others].map((i, n) => [n ? ", " : "", nameButton(model, i, go)])))),
    el("td", {}, status(model, said)),
    el("td", { class: "proof" }, cited ? [el("q", {}, marked(model.sentences[cited.sentence], cited.begin, cited.end)), " ", el("small", {}, sourceLine(model, cited.source))] : null));
}

/** How it is tied to others, read from the agreement. @param {import("./model.js").Model} model @param {import("./model.js").Entity} node @param {import("./model.js").Statement[]} said */
function ties(model, node, said) {
  /** @type {Map<string, Set<number>>} */
  const found = new Map();
  for (const one of said) {
    const words = one.object === node.i ? inverseInWords(model, one) : relationInWords(model, one);
    const other = one.subject === node.i ? one.object : one.subject;
    found.set(words, (found.get(words) ?? new Set()).add(other));
  }
  return found;
}

/** The surest way in which anything is said of it, and whether somebody denies something. @param {import("./model.js").Model} model @param {import("./model.js").Statement[]} said */
function status(model, said) {
  const names = said.map((one) => model.modalities[one.modality]);
  const surest = said.reduce((best, one) => Math.min(best, one.modality), model.modalities.length - 1);
  const denied = names.some((one) => one.name === "Denied") && model.modalities[surest].name !== "Denied";
  return `${model.modalities[surest].label}${denied ? ", in part denied" : ""}`;
}
