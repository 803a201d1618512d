/** The first frame: the few entities that matter, placed for the stage, and more of them as you zoom in. */

import { arranged, radial } from "./arrange.js";
import { neighbours, within } from "./walk.js";
import { lettering, wrapped } from "./lettering.js";

export const FEW = 36; // entities in the first frame of a wide stage
const LEAST = 24; // and of a narrow one
const AREA = 12500; // square pixels of the stage that an entity needs with its label
const EGO = 60; // entities of a neighbourhood that has a layout of its own
const SIZES = [5, 19]; // radii in pixels
export const NARROW = 600; // pixels, below which nodes and letters are smaller
const PLACE = 0.1; // what the rank of a place counts beside that of an actor
const THING = 0.5; // and that of a meeting, an agreement or a document
const EDGE = 10; // pixels that stay free at the edges of the stage

/**
 * @typedef {{ width: number, height: number }} Stage
 * @typedef {{ key: string, stage: Stage, base: number[], nodes: number[], places: Map<number, { x: number, y: number }>, ego: boolean }} Frame
 * `base` are the entities of the frame itself, all labelled; `nodes` also those that zooming or picking added
 */

/** What an entity counts for in the frame: people and bodies before things, things before places.
 * @param {import("./model.js").Model} model @param {number} i @param {number} rank */
export function worth(model, i, rank) {
  const cls = model.classes[model.nodes[i].cls];
  const share = cls.actor ? 1 : cls.place ? PLACE : THING;
  return share * (model.nodes[i].ranks[rank] + model.nodes[i].ranks[1] * 1e-6);
}

/** @type {{ key: string, frame: Frame | null }} */
const last = { key: "", frame: null };

/**
 * @param {import("./model.js").Model} model @param {import("./filter.js").Shown} shown @param {import("./state.js").State} state
 * @param {import("./canvas.js").Focus} focus @param {Stage} stage @param {number} zoom how much closer than the first view
 * @returns {Frame | null} null where the whole drawing is wanted
 */
export function frameOf(model, shown, state, focus, stage, zoom) {
  const rank = Math.max(0, model.ranks.indexOf(state.rank));
  if (state.steps && focus.node >= 0) return egoOf(model, shown, rank, focus.node, stage);
  if (state.draw) return null;
  const key = [stage.width, stage.height, rank, shown.shown, shown.entities, digest(shown.statements), digest(shown.nodes, state.node ? model.byId.get(state.node) : undefined)].join();
  const base = last.frame && last.key === key ? last.frame : baseOf(model, shown, rank, stage, key, state);
  Object.assign(last, { key, frame: base });
  return extended(model, shown, rank, base, wantedBeside(model, shown, state, focus, base, rank, zoom));
}

/** A number that changes with the flags. @param {Uint8Array} flags @param {number} [without] */
function digest(flags, without = -1) {
  let sum = 7;
  for (let i = 0; i < flags.length; i += 1) if (flags[i] && i !== without) sum = (sum * 31 + i) % 2147483647;
  return sum;
}

/** @param {import("./model.js").Model} model @param {import("./filter.js").Shown} shown @param {number} rank @param {Stage} stage @param {string} key @param {import("./state.js").State} state @returns {Frame} */
function baseOf(model, shown, rank, stage, key, state) {
  const base = chosen(model, shown, rank, roomFor(stage), state);
  const spots = arranged(base.map((i) => bodyOf(model, i, rank, stage)), edgesOf(model, shown, base), inner(stage));
  return { key, stage, base, nodes: base, places: new Map(base.map((i, n) => [i, spots[n]])), ego: false };
}

/** @param {Stage} stage */
function roomFor(stage) {
  return Math.min(FEW, Math.max(LEAST, Math.floor(stage.width * stage.height / AREA)));
}

/** @param {Stage} stage */
function inner(stage) {
  return { x: EDGE, y: EDGE, w: Math.max(1, stage.width - 2 * EDGE), h: Math.max(1, stage.height - 2 * EDGE) };
}

/** The entities that count most and are tied to one another; those of small parts only where room is left.
 * @param {import("./model.js").Model} model @param {import("./filter.js").Shown} shown @param {number} rank @param {number} count @param {import("./state.js").State} state */
export function chosen(model, shown, rank, count, state) {
  const order = ordered(model, shown, rank, state);
  const kept = new Set(order.slice(0, 1));
  /** @type {Set<number>} */
  const reached = new Set(order.length ? neighbours(model, shown, order[0]) : []);
  while (kept.size < count) {
    const next = order.find((i) => !kept.has(i) && reached.has(i)) ?? order.find((i) => !kept.has(i));
    if (next === undefined) break;
    kept.add(next);
    for (const other of neighbours(model, shown, next)) reached.add(other);
  }
  return order.filter((i) => kept.has(i));
}

/** Shown entities that have a line, or stand alone by the reader's wish. @param {import("./model.js").Model} model @param {import("./filter.js").Shown} shown @param {number} rank @param {import("./state.js").State} state */
function ordered(model, shown, rank, state) {
  const value = model.nodes.map((node) => worth(model, node.i, rank));
  const tied = (/** @type {import("./model.js").Entity} */ node) => node.pairs.some((p) => shown.pairs[p].length);
  return model.nodes.filter((node) => shown.nodes[node.i] && (tied(node) || state.alone)).map((node) => node.i)
    .sort((one, other) => value[other] - value[one] || one - other);
}

/** A node with its label, in pixels. @param {import("./model.js").Model} model @param {number} i @param {number} rank @param {Stage} stage @param {number} [scale] */
function bodyOf(model, i, rank, stage, scale = 1) {
  const r = radiusOf(model, i, rank, stage);
  const { font, line } = lettering(r, stage.width < NARROW);
  const lines = wrapped(model.nodes[i].label);
  const wide = Math.max(...lines.map((text) => text.length)) * font * 0.56;
  const at = model.drawing.nodes[i];
  return { i, w: (Math.max(wide / 2, r) + 6) / scale, up: (r + 5) / scale, down: (r + 7 + lines.length * line) / scale, x: at.x, y: at.y, group: model.nodes[i].community };
}

/** @param {import("./model.js").Model} model @param {number} i @param {number} rank @param {Stage} stage */
export function radiusOf(model, i, rank, stage) {
  const most = highest(model, rank);
  return (SIZES[0] + (SIZES[1] - SIZES[0]) * Math.sqrt(model.nodes[i].ranks[rank] / most)) * (stage.width < NARROW ? 0.75 : 1);
}

/** @type {WeakMap<object, number[]>} */
const tops = new WeakMap();

/** @param {import("./model.js").Model} model @param {number} rank */
function highest(model, rank) {
  if (!tops.has(model)) tops.set(model, model.ranks.map((_, at) => model.nodes.reduce((top, node) => Math.max(top, node.ranks[at]), 0) || 1));
  return (tops.get(model) ?? [])[rank];
}

/** @param {import("./model.js").Model} model @param {import("./filter.js").Shown} shown @param {number[]} nodes @returns {[number, number][]} */
function edgesOf(model, shown, nodes) {
  const at = new Map(nodes.map((i, n) => [i, n]));
  return nodes.flatMap((i, n) => neighbours(model, shown, i).flatMap((other) => {
    const m = at.get(other);
    return m !== undefined && m > n ? [/** @type {[number, number]} */ ([n, m])] : [];
  }));
}

/** What joins the frame: whoever is picked with its closest, a path, what an answer names, and the next in order as you zoom in.
 * @param {import("./model.js").Model} model @param {import("./filter.js").Shown} shown @param {import("./state.js").State} state
 * @param {import("./canvas.js").Focus} focus @param {Frame} base @param {number} rank @param {number} zoom */
function wantedBeside(model, shown, state, focus, base, rank, zoom) {
  const near = focus.node >= 0 ? neighbours(model, shown, focus.node).sort((a, b) => worth(model, b, rank) - worth(model, a, rank) || a - b).slice(0, 30) : [];
  const marked = focus.node >= 0 ? [focus.node, ...focus.path, ...(focus.path.length ? [] : near)] : [...(focus.bright ?? [])].slice(0, 120);
  const closer = zoom > 1.2 ? ordered(model, shown, rank, state).slice(0, Math.min(600, Math.round(base.base.length * zoom * zoom))) : [];
  const inside = new Set(base.base);
  return [...new Set([...closer, ...marked])].filter((i) => !inside.has(i) && shown.nodes[i]);
}

/** The frame with more entities, each near those that it is tied to, where room is left between the others.
 * @param {import("./model.js").Model} model @param {import("./filter.js").Shown} shown @param {number} rank @param {Frame} base @param {number[]} more @returns {Frame} */
function extended(model, shown, rank, base, more) {
  const places = new Map(base.places);
  const boxes = base.base.map((i) => boxOf(bodyOf(model, i, rank, base.stage), /** @type {any} */ (places.get(i))));
  more.forEach((i, n) => {
    const body = bodyOf(model, i, rank, base.stage, Math.max(1, Math.sqrt((base.base.length + n + 1) / base.base.length)));
    const near = neighbours(model, shown, i).flatMap((other) => places.get(other) ?? []);
    const spot = freeSpot(body, near.length ? middleOf(near) : { x: base.stage.width / 2, y: base.stage.height / 2 }, boxes, base.stage);
    places.set(i, spot);
    boxes.push(boxOf(body, spot));
  });
  return { ...base, nodes: [...base.base, ...more], places };
}

/** @param {{ w: number, up: number, down: number }} body @param {{ x: number, y: number }} spot */
function boxOf(body, spot) {
  return [spot.x - body.w, spot.y - body.up, spot.x + body.w, spot.y + body.down];
}

/** @param {{ x: number, y: number }[]} spots */
function middleOf(spots) {
  return { x: spots.reduce((sum, spot) => sum + spot.x, 0) / spots.length, y: spots.reduce((sum, spot) => sum + spot.y, 0) / spots.length };
}

/** The first free place on a spiral. @param {{ w: number, up: number, down: number }} body @param {{ x: number, y: number }} from @param {number[][]} boxes @param {Stage} stage */
function freeSpot(body, from, boxes, stage) {
  let spot = from;
  for (let n = 1; n < 500; n += 1) {
    const reach = 9 * Math.sqrt(n) * Math.min(1, body.up / 10);
    spot = { x: from.x + Math.cos(n * 2.4) * reach * 1.4, y: from.y + Math.sin(n * 2.4) * reach };
    const box = boxOf(body, spot);
    const inside = box[0] > 0 && box[1] > 0 && box[2] < stage.width && box[3] < stage.height;
    if (inside && boxes.every((one) => one[0] >= box[2] || box[0] >= one[2] || one[1] >= box[3] || box[1] >= one[3])) return spot;
  }
  return spot;
}

/** The neighbourhood of one entity around it. @param {import("./model.js").Model} model @param {import("./filter.js").Shown} shown @param {number} rank @param {number} node @param {Stage} stage @returns {Frame} */
function egoOf(model, shown, rank, node, stage) {
  const far = within(model, shown, node, 3);
  const near = [...far.keys()].filter((i) => i !== node && shown.nodes[i])
    .sort((a, b) => (far.get(a) ?? 0) - (far.get(b) ?? 0) || worth(model, b, rank) - worth(model, a, rank) || a - b).slice(0, Math.min(EGO, roomFor(stage) * 2));
  const nodes = [node, ...near];
  const spots = radial(nodes.map((i) => bodyOf(model, i, rank, stage)), nodes.map((i) => far.get(i) ?? 0), inner(stage));
  return { key: `ego ${node} ${near.length} ${stage.width} ${stage.height}`, stage, base: nodes, nodes, places: new Map(nodes.map((i, n) => [i, spots[n]])), ego: true };
}
