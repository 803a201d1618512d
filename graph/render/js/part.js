/** What of a large network is drawn: its most important part, until somebody wants it all. */

import { neighbours } from "./walk.js";
import { folded } from "./bubbles.js";

export const MANY = 1500; // entities, above which the map opens with a part
export const PART = 500; // entities in that part
const NEIGHBOURS = 80; // of whoever is picked

/**
 * @param {import("./model.js").Model} model @param {import("./filter.js").Shown} shown
 * @param {import("./state.js").State} state @param {import("./canvas.js").Focus} focus
 * @param {import("./frame.js").Frame | null} frame @returns {import("./bubbles.js").Drawn} the same with only what is drawn
 */
export function drawnPart(model, shown, state, focus, frame) {
  const whole = { bubbles: [], bundles: [], extent: [], left: 0 };
  if (frame) return { ...shown, ...whole, ...only(model, shown, new Set(frame.nodes)), left: shown.entities - frame.nodes.length };
  if (state.draw === "all" || shown.entities <= MANY) return { ...shown, ...whole };
  if (state.draw === "communities") return folded(model, shown, state, focus);
  const rank = model.ranks.indexOf(state.rank);
  const worth = (/** @type {number} */ i) => model.nodes[i].ranks[rank];
  const byWorth = (/** @type {number} */ one, /** @type {number} */ other) => worth(other) - worth(one) || one - other;
  const candidates = model.nodes.flatMap((node) => (shown.nodes[node.i] ? [node.i] : [])).sort(byWorth);
  const near = focus.node >= 0 ? neighbours(model, shown, focus.node).sort(byWorth).slice(0, NEIGHBOURS) : [];
  const marked = focus.node >= 0 ? [focus.node, ...focus.path] : [...(focus.bright ?? [])];
  const keep = new Set([...candidates.slice(0, PART), ...near, ...marked]);
  return { ...shown, ...whole, ...only(model, shown, keep), left: shown.entities - keep.size };
}

/** @param {import("./model.js").Model} model @param {import("./filter.js").Shown} shown @param {Set<number>} keep */
function only(model, shown, keep) {
  const nodes = Uint8Array.from(shown.nodes, (one, i) => Number(one && keep.has(i)));
  const pairs = model.pairs.map((pair) => (nodes[pair.a] && nodes[pair.b] ? shown.pairs[pair.i] : NONE));
  return { nodes, pairs, entities: keep.size, lines: pairs.filter((one) => one.length).length };
}

/** @type {number[]} */
const NONE = [];
