/** What is left of the network under the legend, the span and the neighbourhood. */

import { within } from "./walk.js";

/**
 * @typedef {{ statements: Uint8Array, pairs: number[][], nodes: Uint8Array, shown: number, undated: number,
 *   lines: number, entities: number }} Shown
 * `statements` and `nodes` hold 1 for what is shown; `pairs` the shown statements of each pair; `undated` counts
 * statements that a span leaves out, or would but for the reader's wish, because nobody dated them.
 */

/** @param {import("./model.js").Model} model @param {import("./state.js").State} state @returns {Shown} */
export function filtered(model, state) {
  const allowed = rules(model, state);
  const statements = new Uint8Array(model.statements.length);
  let undated = 0;
  for (const said of model.statements) {
    if (!allowed.statement(said)) continue;
    const dateless = !said.when && !said.start && !said.end;
    if (allowed.span(said) || (dateless && state.undated)) statements[said.i] = 1;
    if (dateless && (state.from || state.until)) undated += 1;
  }
  const pairs = model.pairs.map((pair) => pair.statements.filter((i) => statements[i]));
  const nodes = new Uint8Array(model.nodes.length);
  for (const pair of model.pairs) if (pairs[pair.i].length) nodes[pair.a] = nodes[pair.b] = 1;
  if (state.alone) for (const node of model.nodes) if (!node.pairs.length && allowed.node(node)) nodes[node.i] = 1;
  const picked = model.byId.get(state.node);
  if (picked !== undefined) nodes[picked] = 1;
  const all = { statements, pairs, nodes };
  if (state.steps && picked !== undefined) keepNear(model, all, within(model, all, picked, state.steps));
  return { ...all, undated, shown: sum(statements), lines: pairs.filter((one) => one.length).length, entities: sum(nodes) };
}

/** @param {import("./model.js").Model} model @param {import("./state.js").State} state */
function rules(model, state) {
  const off = Object.fromEntries(Object.entries(state.hide).map(([kind, names]) => [kind, new Set(names)]));
  const node = (/** @type {import("./model.js").Entity} */ one) => !off.class.has(model.classes[one.cls].name) && !off.node.has(one.id);
  const seen = model.nodes.map(node);
  const source = model.sources.map((one) => !off.source.has(one.slug));
  return {
    node,
    statement: (/** @type {import("./model.js").Statement} */ said) =>
      seen[said.subject] && seen[said.object] && !off.group.has(model.relations[said.relation].group)
      && !off.modality.has(model.modalities[said.modality].name)
      && (!said.evidence.length || said.evidence.some((cited) => cited.source < 0 || source[cited.source])),
    span: (/** @type {import("./model.js").Statement} */ said) => inSpan(said, state.from, state.until),
  };
}

/** Whether a statement's date (or the span in which it held) meets the span from `from` to `until`; both ends count.
 * @param {{ when: string | null, start: string | null, end: string | null }} said @param {string} from @param {string} until */
export function inSpan(said, from, until) {
  if (!from && !until) return true;
  const first = said.start ?? said.when;
  const last = said.end ?? said.when ?? said.start;
  if (!first && !last) return false;
  return (!until || !first || first.slice(0, until.length) <= until) && (!from || !last || last.padEnd(from.length, "~") >= from);
}

/** @param {import("./model.js").Model} model @param {{ statements: Uint8Array, pairs: number[][], nodes: Uint8Array }} all @param {Map<number, number>} near */
function keepNear(model, all, near) {
  for (let i = 0; i < all.nodes.length; i += 1) if (!near.has(i)) all.nodes[i] = 0;
  for (const pair of model.pairs) {
    if (all.nodes[pair.a] && all.nodes[pair.b]) continue;
    for (const i of all.pairs[pair.i]) all.statements[i] = 0;
    all.pairs[pair.i] = [];
  }
}

/** @param {Uint8Array} flags */
function sum(flags) {
  let total = 0;
  for (const one of flags) total += one;
  return total;
}
