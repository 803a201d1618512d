/** The same content as a table, for those who would rather read, sort or listen. */

import { el } from "./dom.js";
import { byDate, relationInWords, modalityInWords, whenInWords, counted } from "./text.js";
import { marked, nameButton, sourceLine } from "./evidence.js";

const PAGE = 200; // rows that are made at once

/** @param {import("./panel.js").Page} page */
export function tableView(page) {
  const { model, shown, go } = page;
  const rows = model.statements.filter((said) => shown.statements[said.i])
    .sort((one, other) => byDate(one.when, other.when) || one.i - other.i);
  const body = el("tbody", {});
  const more = el("button", { type: "button", class: "quiet" });
  const add = () => {
    rows.slice(body.rows.length, body.rows.length + PAGE).forEach((said) => body.append(row(model, said, go)));
    more.hidden = body.rows.length >= rows.length;
    more.textContent = `Show more of ${rows.length.toLocaleString("en")}`;
  };
  more.addEventListener("click", add);
  add();
  return el("div", { class: "sheet" }, el("h2", {}, "All statements shown"), el("p", { class: "says" }, `${counted(rows.length, "statement")}, by date; undated ones last.`),
    rows.length ? el("table", {}, el("thead", {}, el("tr", {}, ["Subject", "", "Object", "Modality", "When", "Sentence and source"].map((one) => el("th", { scope: "col" }, one || el("span", { class: "unseen" }, "Relation"))))), body)
      : el("p", { class: "none" }, "The filters hide every statement."), more);
}

/** @param {import("./model.js").Model} model @param {import("./model.js").Statement} said @param {(patch: object) => void} go */
function row(model, said, go) {
  const cited = said.evidence[0];
  return el("tr", {}, el("th", { scope: "row" }, nameButton(model, said.subject, go)), el("td", {}, el("em", {}, relationInWords(model, said))), el("td", {}, nameButton(model, said.object, go)),
    el("td", {}, modalityInWords(model, said)), el("td", { class: "date" }, whenInWords(said)),
    el("td", { class: "proof" }, cited ? [el("q", {}, marked(model.sentences[cited.sentence], cited.begin, cited.end)), " ", el("small", {}, sourceLine(model, cited.source),
      said.evidence.length > 1 ? ` and ${said.evidence.length - 1} more` : "")] : null));
}
