/** The panel when nothing is picked: who matters, and which communities there are. */

import { el } from "./dom.js";
import { classSign } from "./legend.js";
import { counted } from "./text.js";
import { opened, switched } from "./bubbles.js";
import { MANY } from "./part.js";

const MOST = 60; // communities listed where they can be opened

export const RANK_LABELS = /** @type {Record<string, { label: string, says: string }>} */ ({
  pagerank: { label: "PageRank", says: "Tied to many, and to those who matter themselves." },
  degree: { label: "Ties", says: "Most is said of them by most articles." },
  betweenness: { label: "Betweenness", says: "They lie on shortest paths between others." },
  brokerage: { label: "Bridging", says: "They tie communities together that have few other ties." },
});

/** @param {import("./panel.js").Page} page */
export function overview(page) {
  const { model, shown } = page;
  if (!model.nodes.length) return [el("h2", {}, "Nothing to show"), el("p", { class: "none" }, "No article held a person, a body or a country that the reader knows. Build again with other articles.")];
  return [ranking(page), communities(page), el("p", { class: "foot" }, `${counted(shown.entities, "entity", "entities")}, ${counted(shown.lines, "line")} and ${counted(shown.shown, "statement")} shown. `,
    "A line is a pair; click it for every sentence behind it.")];
}

/** @param {import("./panel.js").Page} page */
function ranking(page) {
  const { model, shown, state, go } = page;
  const at = model.ranks.indexOf(state.rank);
  const ranked = model.nodes.filter((node) => shown.nodes[node.i] && node.ranks[at] > 0)
    .sort((one, other) => other.ranks[at] - one.ranks[at] || other.ranks[1] - one.ranks[1] || one.i - other.i);
  const most = ranked[0]?.ranks[at] || 1;
  return el("section", {}, el("div", { class: "heading" }, el("h2", {}, "Who matters"), el("label", {}, el("span", { class: "unseen" }, "Rank by"),
    el("select", { id: "rank", onchange: (/** @type {any} */ event) => go({ rank: event.target.value }) },
      model.ranks.map((rank) => el("option", { value: rank, selected: rank === state.rank }, RANK_LABELS[rank].label))))),
  el("p", { class: "says" }, RANK_LABELS[state.rank].says, model.sampled && at > 1 ? " Estimated from a sample." : ""),
  el("ol", { class: "ranking" }, ranked.slice(0, 12).map((node) => el("li", {}, el("button", { type: "button", onclick: () => go({ node: node.id, pair: "", to: "" }) },
    classSign(model.classes[node.cls]), el("span", { class: "label" }, node.label), meter(node.ranks[at] / most))))),
  ranked.length ? null : el("p", { class: "none" }, "No results"));
}

/** @param {number} share */
function meter(share) {
  const bar = el("span", { class: "meter", "aria-hidden": "true" });
  bar.style.setProperty("--share", share.toFixed(3));
  return bar;
}

/** @param {import("./panel.js").Page} page */
function communities(page) {
  const { model, shown, state, go } = page;
  const folds = state.draw === "communities" && shown.entities > MANY;
  const open = opened(state.open);
  const members = model.communities.map((name, c) => ({ name, c, nodes: model.nodes.filter((node) => node.community === c && shown.nodes[node.i] && node.pairs.length)
    .sort((one, other) => other.ranks[1] - one.ranks[1]) })).filter((one) => one.nodes.length > 1);
  if (members.length < 2) return null;
  return el("section", {}, el("h2", {}, "Communities"), el("p", { class: "says" }, "Groups with more connections inside than to the rest, named by their most central members."),
    el("ol", { class: "communities" }, members.slice(0, folds ? MOST : 10).map((one) => el("li", {}, el("button", { type: "button", onclick: () => go({ node: one.nodes[0].id, pair: "", to: "" }) },
      one.name), el("span", { class: "count" }, one.nodes.length.toLocaleString("en")),
      folds ? el("button", { type: "button", class: "fold clear", "aria-pressed": String(open.has(one.c)), "aria-label": `${open.has(one.c) ? "Fold" : "Open"} ${one.name}`,
        onclick: () => go({ open: switched(state.open, one.c) }) }, open.has(one.c) ? "Fold" : "Open") : null))),
    members.length > (folds ? MOST : 10) ? el("p", { class: "says" }, `and ${(members.length - (folds ? MOST : 10)).toLocaleString("en")} smaller ones`) : null);
}
