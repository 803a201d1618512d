/** SPARQL inside the page: the engine and the graph are unpacked when the first question is asked. */

import { el, fill, byId } from "./dom.js";
import { nodesIn } from "./answer.js";
import { asked, isReady, ready, stopAsking } from "./asker.js";
import { counted } from "./text.js";
import { nameButton } from "./evidence.js";
import { csvCell } from "./files.js";
import { save } from "./takeaway.js";

const ROWS = 500;
const FIRST = 6; // questions that are offered before the rest is opened

/** What was asked last, so that the view is as it was left; `turn` counts the questions.
 * @type {{ text: string, table: any, error: string, took: number, turn: number, waits: boolean }} */
const last = { text: "", table: null, error: "", took: 0, turn: 0, waits: false };

/** @param {import("./panel.js").Page} page */
export function queryView(page) {
  const missing = whyNot();
  if (missing) return el("div", { class: "sheet" }, el("h2", {}, "Ask in SPARQL"), el("p", { class: "none" }, missing));
  const { questions } = page.model;
  if (!last.text) last.text = questions[0]?.sparql ?? "SELECT * WHERE { ?s ?p ?o } LIMIT 20";
  const field = el("textarea", { id: "sparql", rows: "11", spellcheck: "false", "aria-label": "Query in SPARQL" });
  field.value = last.text;
  const answer = el("div", { id: "answer", "aria-live": "polite" });
  const ask = async () => { last.text = field.value; await run(page, answer); };
  field.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); ask(); } });
  const chip = (/** @type {{ asks: string, sparql: string }} */ one) => el("button", { type: "button", class: "chip", onclick: () => { field.value = one.sparql; ask(); } }, one.asks);
  show(page, answer);
  return el("div", { class: "sheet" }, el("h2", {}, "Ask in SPARQL"), el("p", { class: "says" }, "The graph travels with this page and is asked here, without a network."),
    el("div", { class: "asks" }, questions.slice(0, FIRST).map(chip)),
    questions.length > FIRST ? el("details", { class: "group" }, el("summary", {}, `${questions.length - FIRST} more questions`), el("div", { class: "asks" }, questions.slice(FIRST).map(chip))) : null,
    field, el("p", { class: "actions" }, el("button", { type: "button", class: "primary", id: "ask", onclick: ask }, "Ask"), el("span", { class: "more" }, "Ctrl + Enter")), answer);
}

function whyNot() {
  if (!byId("turtle")) return "The graph is too large to travel with this page, or was left out. Ask it with: whereas query";
  if (!byId("engine")) return "This page was made without its query engine. In a checkout, make assets fetches it (npm); then build again. Until then: whereas query";
  return "";
}

/** @param {import("./panel.js").Page} page @param {HTMLElement} answer */
async function run(page, answer) {
  const turn = last.turn + 1;
  Object.assign(last, { table: null, error: "", turn, waits: true });
  show(page, answer);
  try {
    await ready();
    if (last.turn === turn) show(page, byId("answer") ?? answer);
    const { table, took } = await asked(last.text);
    if (last.turn === turn) Object.assign(last, { table, took });
  } catch (error) {
    if (last.turn === turn) last.error = String(/** @type {any} */ (error)?.message ?? error);
  }
  if (last.turn !== turn) return;
  last.waits = false;
  show(page, byId("answer") ?? answer); // the view may have been left and opened again since
}

/** @param {import("./panel.js").Page} page @param {HTMLElement} answer */
function show(page, answer) {
  const { table } = last;
  if (last.waits) {
    return fill(answer, el("p", { class: "actions" }, el("span", { class: "says" }, isReady() ? "Asking…" : "Unpacking the engine…"),
      el("button", { type: "button", class: "quiet", id: "stop", onclick: () => stopAsking("Stopped.") }, "Stop")));
  }
  if (last.error) return fill(answer, el("p", { class: "error" }, last.error));
  if (!table) return fill(answer);
  const { model, go } = page;
  const base = model.base;
  const nodes = nodesIn(table, model.nodes, base);
  const byIri = new Map(nodes.map((i) => [base + model.nodes[i].id, i]));
  const byLabel = new Map(nodes.map((i) => [model.nodes[i].label, i]));
  const cell = (/** @type {import("./answer.js").Cell} */ one) => {
    const i = one.iri ? byIri.get(one.iri) : byLabel.get(one.text);
    return el("td", {}, i === undefined ? one.text.replace(/^https:\/\/w3id\.org\/whereas#/, "wh:") : nameButton(model, i, go));
  };
  return fill(answer, el("div", { class: "actions" }, el("strong", {}, counted(table.rows.length, "row")), el("span", { class: "more" }, `in ${Math.max(1, Math.round(last.took))} ms`),
    nodes.length ? el("button", { type: "button", class: "quiet", onclick: () => go({ show: nodes.slice(0, 60).map((i) => model.nodes[i].id).join(","), view: "map", node: "", pair: "", to: "", steps: 0 }) }, `Show ${counted(nodes.length, "entity", "entities")} on the map`) : null,
    table.rows.length ? el("button", { type: "button", class: "quiet", onclick: () => save(new Blob(["\ufeff", csv(table)], { type: "text/csv" }), "answer.csv") }, "CSV") : null),
  el("div", { class: "scroll" }, el("table", {}, el("thead", {}, el("tr", {}, table.columns.map((/** @type {string} */ one) => el("th", { scope: "col" }, one)))),
    el("tbody", {}, table.rows.slice(0, ROWS).map((/** @type {import("./answer.js").Cell[]} */ row) => el("tr", {}, row.map(cell)))))),
  table.rows.length > ROWS ? el("p", { class: "says" }, `The first ${ROWS} rows; the CSV holds all.`) : null);
}

/** @param {{ columns: string[], rows: import("./answer.js").Cell[][] }} table */
function csv(table) {
  return [table.columns, ...table.rows.map((row) => row.map((one) => one.text))].map((row) => row.map(csvCell).join(",")).join("\r\n") + "\r\n";
}
