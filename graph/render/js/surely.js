/** How surely: facts alone, or with claims, denials and plans. */

import { byId, el, fill } from "./dom.js";
import { filtered } from "./filter.js";
import { lineSign } from "./legend.js";

/** @type {{ label: string, names: string[], sign: string }[]} */
export const SURELY = [{ label: "Facts", names: ["Asserted"], sign: "Asserted" }, { label: "Claims", names: ["Claimed"], sign: "Claimed" },
  { label: "Denials", names: ["Denied"], sign: "Denied" }, { label: "Plans", names: ["Planned", "Possible", "Cancelled"], sign: "Planned" }];

/** @param {import("./panel.js").Page} page */
export function drawSurely(page) {
  const { model, state } = page;
  const all = filtered(model, { ...state, hide: { ...state.hide, modality: [] } });
  const counts = SURELY.map((one) => model.statements.filter((said) => all.statements[said.i] && one.names.includes(model.modalities[said.modality].name)).length);
  fill(byId("surely"), SURELY.map((one, n) => el("button", { type: "button", "aria-pressed": String(isOn(state, one.names)), class: "sure-part",
    title: `${one.label}: click to show or hide, Shift+click for these alone`, onclick: (/** @type {MouseEvent} */ event) => switchPart(page, n, event.shiftKey) },
  lineSign(one.sign), el("span", {}, n ? `+ ${one.label}` : one.label), el("span", { class: "count" }, counts[n].toLocaleString("en")))));
}

/** @param {import("./state.js").State} state @param {string[]} names */
function isOn(state, names) {
  return !names.every((name) => state.hide.modality.includes(name));
}

/** @param {import("./panel.js").Page} page @param {number} n @param {boolean} alone */
function switchPart(page, n, alone) {
  const { state, go } = page;
  const off = new Set(state.hide.modality);
  const on = SURELY.map((one, m) => (alone ? m === n : m === n ? !isOn(state, one.names) : isOn(state, one.names)));
  SURELY.forEach((one, m) => one.names.forEach((name) => { if (on[m]) off.delete(name); else off.add(name); }));
  const wanted = SURELY.flatMap((one) => one.names).filter((name) => off.has(name));
  go({ hide: { ...state.hide, modality: wanted } });
}
