/** The matrix view: rows act, columns are acted upon; a cell opens what is said. */

import { el } from "./dom.js";
import { gridOf, relationsShown } from "./grid.js";
import { pairId } from "./panel.js";
import { nameButton } from "./evidence.js";
import { counted } from "./text.js";
import { shortened } from "./paint.js";

const LIMIT = 26;
const SIDES = { against: "all that is against", for: "all that is for" };

/** @param {import("./panel.js").Page} page */
export function matrixView(page) {
  const { model, shown, state, go } = page;
  const present = relationsShown(model, shown);
  const chosen = state.relation || firstChoice(model, present);
  const wanted = (/** @type {import("./model.js").Statement} */ said) => {
    const relation = model.relations[said.relation];
    if (chosen === "against") return relation.sign < 0;
    return chosen === "for" ? relation.sign > 0 : relation.name === chosen;
  };
  const grid = gridOf(model, shown, wanted, LIMIT);
  const options = [...Object.entries(SIDES).filter(([side]) => present.some(({ i }) => model.relations[i].sign === (side === "for" ? 1 : -1))),
    ...present.map(({ i, count }) => [model.relations[i].name, `${model.relations[i].label} (${count})`])];
  return el("div", { class: "sheet" },
    el("div", { class: "heading" }, el("h2", {}, "Matrix of a relation"), el("label", {}, el("span", { class: "unseen" }, "Relation"),
      el("select", { id: "relation", onchange: (/** @type {any} */ event) => go({ relation: event.target.value }) },
        options.map(([name, label]) => el("option", { value: name, selected: name === chosen }, label))))),
    el("p", { class: "says" }, "Rows are subjects, columns are objects; a number counts statements, a dotted one only claims, plans or denials."),
    grid.rows.length ? table(page, grid) : el("p", { class: "none" }, "Nothing of this is shown under the filters that are set."),
    grid.left ? el("p", { class: "says" }, `${counted(grid.left, "statement")} of others found no room here; the table holds them.`) : null);
}

/** @param {import("./model.js").Model} model @param {{ i: number }[]} present */
function firstChoice(model, present) {
  if (present.some(({ i }) => model.relations[i].sign < 0)) return "against";
  return present.length ? model.relations[present[0].i].name : "";
}

/** @param {import("./panel.js").Page} page @param {import("./grid.js").Grid} grid */
function table(page, grid) {
  const { model, go } = page;
  return el("div", { class: "scroll" }, el("table", { class: "matrix" },
    el("thead", {}, el("tr", {}, el("td", {}), grid.columns.map((i) => el("th", { scope: "col" }, el("span", {}, nameButton(model, i, go)))))),
    el("tbody", {}, grid.rows.map((row) => el("tr", {}, el("th", { scope: "row" }, nameButton(model, row, go)),
      grid.columns.map((column) => cell(page, grid, row, column)))))));
}

/** @param {import("./panel.js").Page} page @param {import("./grid.js").Grid} grid @param {number} row @param {number} column */
function cell(page, grid, row, column) {
  const { model, go } = page;
  const said = grid.cells.get(`${row} ${column}`);
  if (!said) return el("td", { class: row === column ? "self" : "" });
  const sure = said.some((i) => model.modalities[model.statements[i].modality].name === "Asserted");
  const names = `${shortened(model.nodes[row].label)} to ${shortened(model.nodes[column].label)}: ${counted(said.length, "statement")}`;
  const made = el("button", { type: "button", class: sure ? "sure" : "unsure", title: names, "aria-label": names,
    onclick: () => go({ pair: pairId(model, model.statements[said[0]].pair), node: "", to: "" }) }, String(said.length));
  made.style.setProperty("--share", (0.18 + 0.82 * (said.length / grid.most)).toFixed(2));
  return el("td", {}, made);
}
