/** The map itself: vis-network draws nodes and lines, `paint` what it cannot. */

import { el, fill, byId, icon } from "./dom.js";
import { surest } from "./model.js";
import { mixed, readTheme, shade, veil } from "./theme.js";
import { HINTS, paintOver, paintUnder } from "./paint.js";
import { bubbleId } from "./bubbles.js";
import { radiusOf } from "./frame.js";
import { modalityInWords, relationInWords } from "./text.js";

/**
 * @typedef {{ node: number, pair: number, path: number[], bright: Set<number> | null, lines: Set<number> | null }} Focus
 * what is picked; `bright` and `lines` are the nodes and pairs that stay bright beside it, null for all
 */

const MANY_LINES = 1500; // above, lines are not drawn while the map is dragged
const FAINT = 0.14;

/**
 * @param {import("./model.js").Model} model
 * @param {{ pick: (node: number | null, pair: number | null) => void, open: (community: number) => void, zoomed: () => void, ego: (node: number) => void }} on
 */
export function makeMap(model, on) {
  const scene = makeScene(model);
  const nodes = new vis.DataSet();
  const edges = new vis.DataSet();
  const network = new vis.Network(byId("map"), { nodes, edges }, options(model));
  network.on("beforeDrawing", (/** @type {any} */ pen) => paintUnder(pen, scene, view(network)));
  network.on("afterDrawing", (/** @type {any} */ pen) => paintOver(pen, scene, view(network)));
  network.on("click", (/** @type {any} */ event) => {
    const [node, line] = [event.nodes[0] ?? null, event.nodes.length ? null : event.edges[0] ?? null];
    if (node !== null && node < 0) on.open(-node - 1);
    else on.pick(node, line !== null && line < 0 ? null : line);
  });
  network.on("doubleClick", (/** @type {any} */ event) => { if (event.nodes.length && event.nodes[0] >= 0) on.ego(event.nodes[0]); });
  network.on("zoom", () => on.zoomed());
  network.on("dragStart", () => { scene.moving = true; });
  network.on("dragging", (/** @type {any} */ event) => event.nodes.forEach((/** @type {number} */ i) => follow(network, scene, i)));
  network.on("dragEnd", (/** @type {any} */ event) => {
    Object.assign(scene, { moving: false, still: null });
    event.nodes.forEach((/** @type {number} */ i) => follow(network, scene, i));
    network.redraw();
  });
  hovering(network, scene, model);
  zoomButtons(network, on.zoomed, () => { network.moveTo({ ...fitting(scene, view(network), scene.extent), animation: glide(true, 300) }); on.zoomed(); });
  const looks = { nodes: new Map(), edges: new Map() };
  return {
    network,
    scene,
    /** @param {import("./bubbles.js").Drawn} shown @param {Focus} focus @param {number} rank @param {Iterable<number>} open communities
     * @param {import("./frame.js").Frame | null} frame */
    show(shown, focus, rank, open, frame) {
      const dense = shown.entities > 800;
      const veiled = shown.lines > MANY_LINES && Boolean(focus.bright);
      Object.assign(scene, { shown, focus, theme: readTheme(), radius: radii(model, rank), rank, dense, veiled, still: null, grounds: null });
      placed(model, scene, frame);
      scene.order = drawOrder(model, scene);
      scene.openOnes = new Set(open);
      scene.extent = shown.extent.length ? shown.extent : scene.order;
      // A crowd is not repainted one by one when somebody is picked: the painter lays a veil over it.
      const calm = veiled ? { ...scene, focus: NOBODY } : scene;
      const wanted = [...shown.bubbles.map((bubble) => bubbleLook(bubble, scene)),
        ...model.nodes.filter((node) => shown.nodes[node.i]).map((node) => ({ x: scene.x[node.i], y: scene.y[node.i], ...nodeLook(node, calm, model) }))];
      const lines = [...model.pairs.filter((pair) => shown.pairs[pair.i].length).map((pair) => ({ from: pair.a, to: pair.b, ...lineLook(pair, calm, model) })),
        ...shown.bundles.map((bundle, n) => bundleLook(bundle, n, scene))];
      const many = lines.length > MANY_LINES;
      if (many !== scene.many) network.setOptions({ interaction: { hideEdgesOnDrag: many, hideEdgesOnZoom: many } });
      scene.many = many;
      const folds = shown.bubbles.map((bubble) => bubble.c).join();
      if (folds !== scene.folds) for (const [set, drawn] of [[edges, looks.edges], [nodes, looks.nodes]]) { set.clear(); drawn.clear(); } // nodes lie on bubbles
      scene.folds = folds;
      renew(edges, looks.edges, lines, nodes, looks.nodes, wanted);
      network.redraw();
    },
    view: () => view(network),
    /** The room for a frame, in pixels. @returns {import("./frame.js").Stage} */
    stage() {
      const { clientWidth, clientHeight } = byId("map");
      return { width: Math.max(200, clientWidth), height: Math.max(160, clientHeight) };
    },
    zoom: () => (scene.frame ? network.getScale() : 1),
    looks: () => ({ nodes: parsed(looks.nodes), edges: parsed(looks.edges) }),
    /** Where a node is on the page's canvas, in pixels. @param {number} i */
    placeOf: (i) => (i in scene.x ? network.canvasToDOM({ x: scene.x[i], y: scene.y[i] }) : null),
    /** Brings nodes to the middle without zooming. @param {number[]} wanted */
    centre(wanted) {
      const mean = (/** @type {Float64Array} */ axis) => wanted.reduce((sum, i) => sum + axis[i], 0) / wanted.length;
      if (wanted.length) network.moveTo({ position: { x: mean(scene.x), y: mean(scene.y) }, animation: glide(true, 250) });
    },
    /** Takes the room that the page now leaves it. */
    resize() {
      network.setSize("100%", "100%");
      network.redraw();
    },
    /** @param {number[]} wanted @param {boolean} [gently] */
    fit(wanted, gently = true) {
      if (wanted.length) network.moveTo({ ...fitting(scene, view(network), wanted), animation: glide(gently, 450) });
    },
  };
}

/** How long a move of the view takes; none for who wants no motion. @param {boolean} gently @param {number} duration */
function glide(gently, duration) {
  const still = !gently || matchMedia("(prefers-reduced-motion: reduce)").matches;
  return still ? false : { duration, easingFunction: "easeInOutQuad" };
}

const MARGIN = { side: 78, top: 86, bottom: 44 }; // pixels kept free for labels and buttons

/** The view that holds some nodes with their labels. @param {any} scene @param {import("./paint.js").View} view @param {number[]} wanted */
function fitting(scene, view, wanted) {
  if (scene.frame && wanted === scene.extent) return { scale: 1, position: { x: scene.frame.stage.width / 2, y: scene.frame.stage.height / 2 } };
  const xs = wanted.map((i) => scene.x[i]);
  const ys = wanted.map((i) => scene.y[i]);
  const least = { x: xs.reduce((a, b) => Math.min(a, b)), y: ys.reduce((a, b) => Math.min(a, b)) };
  const most = { x: xs.reduce((a, b) => Math.max(a, b)), y: ys.reduce((a, b) => Math.max(a, b)) };
  const side = Math.min(MARGIN.side, view.width / 8);
  const scale = Math.min(1.6 / scene.pixel, Math.max(1, view.width - 2 * side) / (most.x - least.x + 1),
    Math.max(1, view.height - MARGIN.top - MARGIN.bottom) / (most.y - least.y + 1));
  const lower = (MARGIN.top - MARGIN.bottom) / 2 / scale;
  return { scale, position: { x: (least.x + most.x) / 2, y: (least.y + most.y) / 2 - lower } };
}

/** Where nodes lie and how large they are: in the frame, or in the whole drawing. @param {import("./model.js").Model} model @param {any} scene @param {import("./frame.js").Frame | null} frame */
function placed(model, scene, frame) {
  const key = frame ? frame.key : "";
  if (key !== scene.frameKey) {
    scene.moved = new Map();
    model.drawing.nodes.forEach((/** @type {any} */ one, /** @type {number} */ i) => { scene.x[i] = one.x; scene.y[i] = one.y; });
  }
  Object.assign(scene, { frame, frameKey: key, pixel: frame ? 1 : model.drawing.pixel, base: new Set(frame?.base ?? []) });
  for (const [i, spot] of frame?.places ?? []) {
    const { x, y } = scene.moved.get(i) ?? spot;
    scene.x[i] = x;
    scene.y[i] = y;
  }
  if (frame) scene.radius = Float64Array.from(model.nodes, (node) => radiusOf(model, node.i, scene.rank, frame.stage));
}

/** @param {import("./model.js").Model} model */
function makeScene(model) {
  const at = model.drawing.nodes;
  return /** @type {any} */ ({ model, x: Float64Array.from(at, (/** @type {any} */ one) => one.x),
    y: Float64Array.from(at, (/** @type {any} */ one) => one.y), hover: -1, hoverPair: -1, pixel: model.drawing.pixel, many: false, moving: false, widths: new Map(), shown: null, extent: [], folds: "", frame: null, frameKey: "", base: new Set(), moved: new Map() });
}

/** @param {import("./model.js").Model} model */
function options(model) {
  return {
    ...model.drawing.options,
    autoResize: true,
    layout: { improvedLayout: false },
    physics: { enabled: false },
    nodes: { borderWidth: 1.5, borderWidthSelected: 1.5, chosen: false, shadow: false },
    edges: { smooth: false, chosen: false, selectionWidth: 0, hoverWidth: 0, color: { inherit: false } },
    interaction: { hover: true, zoomSpeed: 0.7, selectConnectedEdges: false,
      hoverConnectedEdges: false, tooltipDelay: 1e9 },
  };
}

/** @param {any} network */
function view(network) {
  const canvas = network.canvas.frame.canvas;
  const ratio = canvas.width / canvas.clientWidth || 1;
  return { scale: network.getScale(), centre: network.getViewPosition(), width: canvas.clientWidth, height: canvas.clientHeight, ratio };
}

/** @param {any} network @param {any} scene @param {number} i */
function follow(network, scene, i) {
  if (i < 0) return;
  const at = network.getPosition(i);
  scene.x[i] = at.x;
  scene.y[i] = at.y;
  scene.moved.set(i, at);
  Object.assign(scene, { still: null, grounds: null });
}

/** Radii whose areas grow with a measure. @param {import("./model.js").Model} model @param {number} rank */
export function radii(model, rank) {
  const most = model.nodes.reduce((top, node) => Math.max(top, node.ranks[rank]), 0) || 1;
  const [smallest, largest] = model.drawing.sizes;
  return Float64Array.from(model.nodes, (node) => smallest + (largest - smallest) * Math.sqrt(node.ranks[rank] / most));
}

/** Shown nodes, most important first; what is picked before all. @param {import("./model.js").Model} model @param {any} scene */
function drawOrder(model, scene) {
  const { shown, focus, rank } = scene;
  const worth = (/** @type {import("./model.js").Entity} */ node) => node.ranks[rank] + node.ranks[1] * 1e-6
    + (node.i === focus.node ? 20 : 0) + (focus.bright?.has(node.i) ? 10 : 0);
  return model.nodes.filter((node) => shown.nodes[node.i]).sort((one, other) => worth(other) - worth(one) || one.i - other.i)
    .map((node) => node.i);
}

/** @param {import("./model.js").Entity} node @param {any} scene @param {import("./model.js").Model} model */
function nodeLook(node, scene, model) {
  const { focus, theme, radius } = scene;
  const fillColour = shade(model.classes[node.cls].colour, theme.dark);
  const picked = node.i === focus.node || focus.path.includes(node.i);
  const bright = !focus.bright || focus.bright.has(node.i);
  return { id: node.i, shape: model.classes[node.cls].shape, size: Math.round(radius[node.i] * 10) / 10, opacity: bright ? 1 : FAINT,
    borderWidth: picked ? 2.5 : scene.dense ? 0.4 : 1, color: { background: fillColour, border: picked ? theme.ink : theme.paper } };
}

/** @param {import("./model.js").Pair} pair @param {any} scene @param {import("./model.js").Model} model */
function lineLook(pair, scene, model) {
  const { shown, focus, theme } = scene;
  const said = shown.pairs[pair.i];
  const bright = !focus.lines || focus.lines.has(pair.i);
  const { colour, strong } = lineColour(model, said, theme);
  const crowd = Math.min(1, Math.max(0.22, Math.sqrt(350 / shown.lines)));
  const alpha = !bright ? 0.10 * crowd : focus.lines ? 0.95 : (strong ? 0.8 : 0.55) * crowd;
  const width = (1.1 + Math.log2(said.length) * 0.6) * (pair.i === focus.pair ? 1.8 : 1) * scene.pixel;
  const dashes = dashesOf(model, said);
  return { id: pair.i, width: Math.round(width * 10) / 10, dashes: dashes && dashes.map((one) => Math.round(one * scene.pixel)),
    color: { color: veil(pair.i === focus.pair ? theme.accent : colour, alpha), inherit: false } };
}

/** @param {import("./bubbles.js").Bubble} bubble @param {any} scene */
function bubbleLook({ c, x, y, r }, scene) {
  const { theme, focus } = scene;
  const background = mixed(HINTS[c % HINTS.length], theme.paper, theme.dark ? 0.55 : 0.62);
  return { id: bubbleId(c), x, y, fixed: true, shape: "dot", size: r, opacity: focus.bright && !scene.veiled ? FAINT : 0.94, borderWidth: 1,
    color: { background, border: mixed(HINTS[c % HINTS.length], theme.paper, 0.2) } };
}

/** @param {import("./bubbles.js").Bundle} bundle @param {number} n @param {any} scene */
function bundleLook({ from, to, count }, n, scene) {
  const { theme, focus } = scene;
  return { id: -n - 1, from, to, width: Math.round((0.8 + Math.log2(count) * 0.7) * scene.pixel * 10) / 10, dashes: false,
    color: { color: veil(theme.line, focus.bright ? 0.08 : Math.min(0.6, 0.14 + count * 0.04)), inherit: false } };
}

/** A line takes a side only if all that is said of the pair is on it. @param {import("./model.js").Model} model @param {number[]} said @param {any} theme */
function lineColour(model, said, theme) {
  // What is only denied is never drawn in the colour of friendship, nor like an assertion.
  if (model.modalities[surest(model, said)].name === "Denied") return { colour: theme.against, strong: true };
  const signs = new Set(said.map((i) => model.relations[model.statements[i].relation].sign));
  if (signs.has(-1) && !signs.has(1)) return { colour: theme.against, strong: true };
  if (signs.has(1) && !signs.has(-1)) return { colour: theme.with, strong: true };
  return { colour: theme.line, strong: false };
}

/** The line of the surest statement: modalities stand from surest to least. @param {import("./model.js").Model} model @param {number[]} said */
function dashesOf(model, said) {
  return DASHES[model.modalities[surest(model, said)].name] ?? false;
}

/** @type {Record<string, false | number[]>} */
export const DASHES = { Asserted: false, Claimed: [6, 4], Planned: [2, 3], Possible: [2, 6], Cancelled: [2, 6], Denied: [9, 3] };

/** @type {Focus} */
const NOBODY = { node: -1, pair: -1, path: [], bright: null, lines: null };

/** Lines that lose an end go first, nodes come before their lines.
 * @param {any} edges @param {Map<number, string>} edgeLooks @param {any[]} lines @param {any} nodes @param {Map<number, string>} nodeLooks @param {any[]} wanted */
function renew(edges, edgeLooks, lines, nodes, nodeLooks, wanted) {
  edges.remove(gone(edgeLooks, lines));
  nodes.remove(gone(nodeLooks, wanted));
  nodes.update(changed(nodeLooks, wanted));
  edges.update(changed(edgeLooks, lines));
}

/** @param {Map<number, string>} before @param {any[]} looks @returns {number[]} */
function gone(before, looks) {
  const now = new Set(looks.map((look) => look.id));
  const out = [...before.keys()].filter((id) => !now.has(id));
  for (const id of out) before.delete(id);
  return out;
}

/** @param {Map<number, string>} drawn @returns {Map<number, any>} */
function parsed(drawn) {
  return new Map([...drawn].map(([id, look]) => [id, JSON.parse(look)]));
}

/** Only what looks otherwise than before. @param {Map<number, string>} before @param {any[]} looks */
function changed(before, looks) {
  return looks.filter((look) => {
    const now = JSON.stringify(look);
    if (before.get(look.id) === now) return false;
    before.set(look.id, now);
    return true;
  });
}

/** @param {any} network @param {any} scene @param {import("./model.js").Model} model */
function hovering(network, scene, model) {
  const tip = byId("tip");
  const move = (/** @type {number} */ node, /** @type {number} */ pair, /** @type {any[]} */ words, /** @type {any} */ at) => {
    scene.hover = node;
    scene.hoverPair = pair;
    byId("map").classList.toggle("over", node >= 0 || pair >= 0);
    tip.hidden = !words.length;
    if (words.length) { fill(tip, words); tip.style.transform = `translate(${at.x + 14}px, ${at.y + 14}px)`; }
    network.redraw();
  };
  network.on("hoverNode", (/** @type {any} */ { node, pointer }) => {
    if (node < 0) {
      const bubble = scene.shown.bubbles.find((/** @type {import("./bubbles.js").Bubble} */ one) => bubbleId(one.c) === node);
      if (bubble) move(-1, -1, [el("strong", {}, bubble.name), el("span", {}, `${bubble.members.length} entities: click to open`)], pointer.DOM);
      return;
    }
    const one = model.nodes[node];
    move(node, -1, [el("strong", {}, one.label), el("span", {}, [model.classes[one.cls].label, ...one.roles.slice(0, 2)].join(" · "))], pointer.DOM);
  });
  network.on("hoverEdge", (/** @type {any} */ { edge, pointer }) => {
    if (edge < 0) return;
    const pair = model.pairs[edge];
    const said = scene.shown.pairs[edge];
    move(-1, edge, [el("strong", {}, `${model.nodes[pair.a].label} – ${model.nodes[pair.b].label}`),
      ...bestOf(model, said)], pointer.DOM);
  });
  for (const out of ["blurNode", "blurEdge", "dragStart", "zoom"]) network.on(out, () => move(-1, -1, [], null));
}

/** The surest statement of a line with its sentence, and how many more. @param {import("./model.js").Model} model @param {number[]} said */
function bestOf(model, said) {
  const sure = (/** @type {number} */ i) => model.statements[i].evidence[0]?.confidence ?? 0;
  const best = [...said].sort((one, other) => model.statements[one].modality - model.statements[other].modality || sure(other) - sure(one) || one - other)[0];
  if (best === undefined) return [];
  const one = model.statements[best];
  const cited = one.evidence[0];
  return [el("em", {}, `${model.nodes[one.subject].label} ${relationInWords(model, one)} ${model.nodes[one.object].label}, ${modalityInWords(model, one)}`),
    cited ? el("q", {}, shortQuote(model.sentences[cited.sentence], cited.begin)) : null,
    el("span", {}, said.length > 1 ? `and ${said.length - 1} more: click to read` : "click to read")];
}

const QUOTE = 190; // letters of a sentence in a tip

/** The sentence, or the part of it around its words. @param {string} sentence @param {number} begin */
function shortQuote(sentence, begin) {
  if (sentence.length <= QUOTE) return sentence;
  const from = Math.max(0, Math.min(begin - 60, sentence.length - QUOTE));
  return `${from ? "…" : ""}${sentence.slice(from, from + QUOTE).trim()}…`;
}

/** @param {any} network @param {() => void} zoomed @param {() => void} whole */
function zoomButtons(network, zoomed, whole) {
  const by = (/** @type {number} */ factor) => { network.moveTo({ scale: network.getScale() * factor, animation: glide(true, 160) }); setTimeout(zoomed, 200); };
  fill(byId("zoom"),
    el("button", { type: "button", title: "Zoom in", "aria-label": "Zoom in", onclick: () => by(1.4) }, icon("plus")),
    el("button", { type: "button", title: "Zoom out", "aria-label": "Zoom out", onclick: () => by(1 / 1.4) }, icon("minus")),
    el("button", { type: "button", title: "Show everything", "aria-label": "Show everything", onclick: whole }, icon("fit")));
}
