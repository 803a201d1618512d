/** Communities as bubbles: each stands for its members until it is opened. */

import { neighbours } from "./walk.js";

const FEW = 3; // members that are drawn themselves, for a bubble would be no smaller

/**
 * @typedef {{ c: number, name: string, members: number[], x: number, y: number, r: number }} Bubble
 * @typedef {{ from: number, to: number, count: number }} Bundle lines between bubbles, or between one and a node
 * @typedef {import("./filter.js").Shown & { left: number, bubbles: Bubble[], bundles: Bundle[], extent: number[] }} Drawn
 * what is drawn: nodes and pairs of their own, bubbles and what binds them; `left` counts the entities that are neither
 * drawn nor in a bubble, `extent` lists the nodes that the first view has to hold
 */

/** The number of a bubble among the drawing's nodes, whose own numbers begin at 0. @param {number} c */
export function bubbleId(c) {
  return -c - 1;
}

/** @param {string} open the communities that are open, by commas @returns {Set<number>} */
export function opened(open) {
  return new Set(open.split(",").filter((one) => /^\d+$/.test(one)).map(Number));
}

/** The list of open communities with one opened or folded. @param {string} open @param {number} c */
export function switched(open, c) {
  const now = opened(open);
  if (!now.delete(c)) now.add(c);
  return [...now].sort((one, other) => one - other).join(",");
}

/**
 * @param {import("./model.js").Model} model @param {import("./filter.js").Shown} shown
 * @param {import("./state.js").State} state @param {import("./canvas.js").Focus} focus @returns {Drawn}
 */
export function folded(model, shown, state, focus) {
  const open = opened(state.open);
  const keep = new Set(focus.node >= 0 ? [focus.node, ...focus.path, ...neighbours(model, shown, focus.node).slice(0, 80)] : focus.bright ?? []);
  const inside = membersOf(model, shown, (i) => open.has(model.nodes[i].community) || keep.has(i));
  const home = new Map(inside.flatMap(({ c, members }) => members.map((/** @type {number} */ i) => [i, bubbleId(c)])));
  const nodes = Uint8Array.from(shown.nodes, (one, i) => Number(one && !home.has(i)));
  const pairs = model.pairs.map((pair) => (nodes[pair.a] && nodes[pair.b] ? shown.pairs[pair.i] : NONE));
  const extent = model.nodes.flatMap((node) => (shown.nodes[node.i] ? [node.i] : []));
  const unit = roomOf(model, extent);
  return { ...shown, nodes, pairs, left: 0, extent, entities: extent.length - home.size, lines: pairs.filter((one) => one.length).length,
    bubbles: apart(inside.map((one) => ({ ...one, name: model.communities[one.c] ?? "", ...discOf(model, one.members, unit) }))), bundles: bundlesOf(model, shown, home) };
}

/** @type {number[]} */
const NONE = [];

/** The shown members of each community that stand in its bubble, the largest first.
 * @param {import("./model.js").Model} model @param {import("./filter.js").Shown} shown @param {(i: number) => boolean} drawn */
function membersOf(model, shown, drawn) {
  /** @type {Map<number, number[]>} */
  const found = new Map();
  for (const node of model.nodes) {
    if (!shown.nodes[node.i] || drawn(node.i)) continue;
    const members = found.get(node.community);
    if (members) members.push(node.i);
    else found.set(node.community, [node.i]);
  }
  return [...found].filter(([, members]) => members.length > FEW).map(([c, members]) => ({ c, members }))
    .sort((one, other) => other.members.length - one.members.length || one.c - other.c);
}

/** Half the side of the square that each node has to itself. @param {import("./model.js").Model} model @param {number[]} nodes */
function roomOf(model, nodes) {
  const at = nodes.map((i) => model.drawing.nodes[i]);
  const wide = (/** @type {"x" | "y"} */ axis) => at.reduce((most, one) => Math.max(most, one[axis]), -Infinity) - at.reduce((least, one) => Math.min(least, one[axis]), Infinity);
  return at.length ? Math.sqrt(Math.max(1, wide("x")) * Math.max(1, wide("y")) / at.length) / 2 : 1;
}

/** Where most of a community lies, and a disc whose area grows with its members. @param {import("./model.js").Model} model @param {number[]} members @param {number} unit */
function discOf(model, members, unit) {
  const middle = (/** @type {"x" | "y"} */ axis) => members.map((i) => model.drawing.nodes[i][axis]).sort((a, b) => a - b)[members.length >> 1];
  return { x: middle("x"), y: middle("y"), r: Math.round(unit * Math.sqrt(members.length) * 0.8) };
}

const ROUNDS = 60;
const GAP = 1.06; // so much of the sum of two radii lies between two centres at least

/** Bubbles pushed off one another, small ones further than large ones. @param {Bubble[]} bubbles */
function apart(bubbles) {
  for (let round = 0; round < ROUNDS; round += 1) {
    let moved = false;
    bubbles.forEach((one, n) => bubbles.slice(n + 1).forEach((other) => { moved = pushed(one, other) || moved; }));
    if (!moved) break;
  }
  return bubbles;
}

/** @param {Bubble} one @param {Bubble} other */
function pushed(one, other) {
  const [dx, dy] = [other.x - one.x || 1e-3, other.y - one.y || 1e-3];
  const far = Math.hypot(dx, dy);
  const short = (one.r + other.r) * GAP - far;
  if (short <= 0.5) return false;
  const share = other.r ** 2 / (one.r ** 2 + other.r ** 2);
  one.x -= dx / far * short * share;
  one.y -= dy / far * short * share;
  other.x += dx / far * short * (1 - share);
  other.y += dy / far * short * (1 - share);
  return true;
}

/** @param {import("./model.js").Model} model @param {import("./filter.js").Shown} shown @param {Map<number, number>} home @returns {Bundle[]} */
function bundlesOf(model, shown, home) {
  /** @type {Map<string, Bundle>} */
  const found = new Map();
  for (const pair of model.pairs) {
    if (!shown.pairs[pair.i].length) continue;
    const [from, to] = [home.get(pair.a) ?? pair.a, home.get(pair.b) ?? pair.b].sort((a, b) => a - b);
    if (from === to || (from >= 0 && to >= 0)) continue;
    const key = `${from} ${to}`;
    const bundle = found.get(key);
    if (bundle) bundle.count += 1;
    else found.set(key, { from, to, count: 1 });
  }
  return [...found.values()];
}
