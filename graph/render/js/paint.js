/** What is drawn around vis-network's nodes and lines: neighbourhoods under them, labels, arrows and signs over them. */

import { placeLabels } from "./labels.js";
import { outline } from "./shapes.js";
import { mixed, shade, veil } from "./theme.js";
import { surest } from "./model.js";
import { NARROW } from "./frame.js";
import { lettering, wrapped } from "./lettering.js";

/** @typedef {{ scale: number, centre: { x: number, y: number }, width: number, height: number, ratio: number }} View */

export const HINTS = ["#c08a3e", "#4f7cac", "#7a9e5f", "#a86a9b", "#5fa3a0", "#b5694f", "#8a86c2", "#9c9a4a"];

/** Draws in pixels of the screen. @param {any} pen @param {View} view @param {() => void} draw */
function onScreen(pen, view, draw) {
  pen.save();
  pen.setTransform(view.ratio, 0, 0, view.ratio, 0, 0);
  draw();
  pen.restore();
}

/** @param {any} scene @param {View} view @param {number} i */
function screen(scene, view, i) {
  return { x: (scene.x[i] - view.centre.x) * view.scale + view.width / 2, y: (scene.y[i] - view.centre.y) * view.scale + view.height / 2 };
}

/** Communities as soft grounds. @param {any} pen @param {any} scene @param {View} view */
export function paintUnder(pen, scene, view) {
  if (!scene.shown || scene.shown.entities < 3) return;
  scene.grounds ??= groundsOf(scene);
  onScreen(pen, view, () => scene.grounds.forEach((/** @type {any} */ ground) => paintGround(pen, scene, view, ground)));
}

/** The hull of each community that has three members drawn, in units of the canvas. @param {any} scene */
function groundsOf(scene) {
  /** @type {Map<number, { x: number, y: number }[]>} */
  const found = new Map();
  for (const i of scene.order) {
    const node = scene.model.nodes[i];
    if (!node.pairs.length) continue;
    if (!found.has(node.community)) found.set(node.community, []);
    found.get(node.community)?.push({ x: scene.x[i], y: scene.y[i] });
  }
  return [...found].flatMap(([community, points]) => (points.length > 2 ? [{ community, edge: hull(points) }] : [])).filter((one) => one.edge.length > 2);
}

/** @param {any} pen @param {any} scene @param {View} view @param {{ community: number, edge: { x: number, y: number }[] }} ground */
function paintGround(pen, scene, view, { community, edge }) {
  const colour = mixed(HINTS[community % HINTS.length], scene.theme.paper, 0.86);
  pen.beginPath();
  edge.forEach((at, n) => {
    const [x, y] = [(at.x - view.centre.x) * view.scale + view.width / 2, (at.y - view.centre.y) * view.scale + view.height / 2];
    if (n) pen.lineTo(x, y);
    else pen.moveTo(x, y);
  });
  pen.closePath();
  pen.fillStyle = pen.strokeStyle = colour;
  pen.lineJoin = "round";
  pen.lineWidth = Math.min(70, 16 + 28 * view.scale * scene.pixel);
  pen.stroke();
  pen.fill();
}

/** The convex hull, by Andrew's monotone chain. @param {{ x: number, y: number }[]} points */
export function hull(points) {
  const sorted = [...points].sort((one, other) => one.x - other.x || one.y - other.y);
  const half = (/** @type {{ x: number, y: number }[]} */ from) => {
    /** @type {{ x: number, y: number }[]} */
    const kept = [];
    for (const at of from) {
      while (kept.length > 1 && turn(kept[kept.length - 2], kept[kept.length - 1], at) <= 0) kept.pop();
      kept.push(at);
    }
    return kept.slice(0, -1);
  };
  return sorted.length < 3 ? sorted : [...half(sorted), ...half(sorted.reverse())];
}

/** @param {{ x: number, y: number }} a @param {{ x: number, y: number }} b @param {{ x: number, y: number }} c */
function turn(a, b, c) {
  return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

/** @param {any} pen @param {any} scene @param {View} view */
export function paintOver(pen, scene, view) {
  if (!scene.shown) return;
  onScreen(pen, view, () => {
    if (scene.veiled) paintVeil(pen, scene, view);
    if (!scene.moving || !scene.many) paintLines(pen, scene, view);
    paintBubbles(pen, scene, view);
    paintLabels(pen, scene, view);
  });
}

/** The names of bubbles, the largest first, where they find room. @param {any} pen @param {any} scene @param {View} view */
function paintBubbles(pen, scene, view) {
  const { theme, shown, focus } = scene;
  scene.named = [];
  if (focus.bright) return;
  // The two lines stand in the middle of the bubble: as a label "below" a point above it.
  const wanted = shown.bubbles.map((/** @type {any} */ one, /** @type {number} */ i) => ({ i, x: (one.x - view.centre.x) * view.scale + view.width / 2,
    y: (one.y - view.centre.y) * view.scale + view.height / 2 - 19, r: 0, h: 32, w: 0, only: true }));
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.lineJoin = "round";
  pen.font = `600 13px ${theme.sans}`;
  for (const one of wanted) one.w = pen.measureText(bubbleName(shown.bubbles[one.i])).width;
  for (const { i, x, y: middle } of placeLabels(wanted, { ...view, limit: 60 })) {
    scene.named.push([x - wanted[i].w / 2, middle - 16, x + wanted[i].w / 2, middle + 16]);
    for (const [text, font, down, colour] of [[bubbleName(shown.bubbles[i]), "600 13px ", -7, theme.ink], [shown.bubbles[i].members.length.toLocaleString("en"), "400 12px ", 9, theme.ink]]) {
      pen.font = font + theme.sans;
      pen.lineWidth = 3.5;
      pen.strokeStyle = veil(theme.paper, 0.75);
      pen.strokeText(text, x, middle + down);
      pen.fillStyle = colour;
      pen.fillText(text, x, middle + down);
    }
  }
}

/** @param {import("./bubbles.js").Bubble} bubble */
function bubbleName(bubble) {
  return shortened(bubble.name.split(" · ")[0]);
}

/** Everything but what is picked, veiled. @param {any} pen @param {any} scene @param {View} view */
function paintVeil(pen, scene, view) {
  const { model, shown, focus, theme, radius } = scene;
  pen.fillStyle = veil(theme.paper, 0.86);
  pen.fillRect(0, 0, view.width, view.height);
  pen.lineWidth = 1.2;
  pen.strokeStyle = theme.line;
  pen.beginPath();
  for (const p of focus.lines) {
    if (!shown.pairs[p].length) continue;
    const [a, b] = [screen(scene, view, model.pairs[p].a), screen(scene, view, model.pairs[p].b)];
    pen.moveTo(a.x, a.y);
    pen.lineTo(b.x, b.y);
  }
  pen.stroke();
  for (const i of focus.bright) {
    if (shown.nodes[i]) paintNode(pen, screen(scene, view, i), Math.max(2.5, radius[i] * view.scale), model.classes[model.nodes[i].cls], theme, i === focus.node);
  }
}

/** @param {any} pen @param {{ x: number, y: number }} at @param {number} r @param {{ colour: string, shape: string }} cls @param {any} theme @param {boolean} picked */
export function paintNode(pen, at, r, cls, theme, picked) {
  pen.beginPath();
  const edge = outline(cls.shape, r);
  if (edge) edge.forEach(([x, y], n) => (n ? pen.lineTo(at.x + x, at.y + y) : pen.moveTo(at.x + x, at.y + y)));
  else pen.arc(at.x, at.y, r, 0, 2 * Math.PI);
  pen.closePath();
  pen.fillStyle = shade(cls.colour, theme.dark);
  pen.fill();
  pen.lineWidth = picked ? 2.5 : 1;
  pen.strokeStyle = picked ? theme.ink : theme.paper;
  pen.stroke();
}

/** @param {any} pen @param {any} scene @param {View} view */
function paintLabels(pen, scene, view) {
  const { model, theme } = scene;
  // While the map is dragged the labels keep their places beside their nodes.
  if (!scene.moving || !scene.still || scene.still.scale !== view.scale) scene.still = { scale: view.scale, labels: labelled(pen, scene, view) };
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.lineJoin = "round";
  for (const { i, dx, dy, font, line } of scene.still.labels) {
    const at = screen(scene, view, i);
    const texts = wrapped(model.nodes[i].label);
    pen.font = font;
    pen.lineWidth = 3.5;
    pen.strokeStyle = veil(theme.paper, 0.92);
    pen.fillStyle = theme.ink;
    texts.forEach((text, n) => pen.strokeText(text, at.x + dx, at.y + dy + (n - (texts.length - 1) / 2) * line));
    texts.forEach((text, n) => pen.fillText(text, at.x + dx, at.y + dy + (n - (texts.length - 1) / 2) * line));
  }
}

/** The labels that find room, least important first, with where they stand beside their node. @param {any} pen @param {any} scene @param {View} view */
function labelled(pen, scene, view) {
  const { theme, radius, focus } = scene;
  const wanted = [];
  const fonts = new Map();
  for (const i of scene.hover >= 0 ? [scene.hover, ...scene.order.filter((/** @type {number} */ one) => one !== scene.hover)] : scene.order) {
    const at = screen(scene, view, i);
    if (at.x < 0 || at.y < 0 || at.x > view.width || at.y > view.height) continue;
    if (focus.bright && !focus.bright.has(i) && i !== scene.hover) continue;
    if (scene.shown.bubbles.length && !focus.bright && view.scale * scene.pixel < 1.6 && !scene.openOnes.has(scene.model.nodes[i].community) && i !== scene.hover) continue;
    const { font, line, weight } = lettering(radius[i] / scene.pixel, Boolean(scene.frame && scene.frame.stage.width < NARROW));
    fonts.set(i, { font: `${weight} ${font}px ${theme.sans}`, line });
    const must = i === scene.hover || i === focus.node;
    wanted.push({ i, ...at, r: radius[i] * view.scale, w: 0, h: wrapped(scene.model.nodes[i].label).length * line, must: must || (scene.base.has(i) && !focus.bright) });
  }
  const limit = Math.max(labelCount(view, scene), scene.base.size);
  const taken = [...(scene.named ?? []), ...countsOn(scene, view)];
  for (const one of wanted.slice(0, limit * 4)) one.w = widthOf(pen, scene, one.i, fonts.get(one.i).font);
  const sizes = new Map(wanted.map((one) => [one.i, one]));
  return placeLabels(wanted.slice(0, limit * 4), { ...view, limit, taken, lines: linesOn(scene, view) }).reverse().map(({ i, x, y }) => {
    const at = screen(scene, view, i);
    const one = sizes.get(i) ?? { w: 0, h: 0 };
    return { i, dx: x - at.x, dy: y - at.y, w: one.w, h: one.h, ...fonts.get(i) };
  });
}

/** The lines of a frame on the screen, for labels to keep clear of. @param {any} scene @param {View} view */
function linesOn(scene, view) {
  if (!scene.frame || scene.shown.lines > 400) return [];
  return scene.model.pairs.flatMap((/** @type {any} */ pair) => {
    if (!scene.shown.pairs[pair.i].length) return [];
    const [a, b] = [screen(scene, view, pair.a), screen(scene, view, pair.b)];
    return [[a.x, a.y, b.x, b.y]];
  });
}

/** Where the lines carry their counts. @param {any} scene @param {View} view */
function countsOn(scene, view) {
  const { model, shown, focus } = scene;
  if (shown.lines > 600) return [];
  return model.pairs.flatMap((/** @type {any} */ pair) => {
    if (shown.pairs[pair.i].length < 2 || (focus.lines && !focus.lines.has(pair.i))) return [];
    const [a, b] = [screen(scene, view, pair.a), screen(scene, view, pair.b)];
    if (Math.hypot(b.x - a.x, b.y - a.y) - (scene.radius[pair.a] + scene.radius[pair.b]) * view.scale <= 56) return [];
    const [x, y] = [(a.x + b.x) / 2, (a.y + b.y) / 2];
    return [[x - 8, y - 8, x + 8, y + 8]];
  });
}

/** So many labels leave the drawing visible: one for each stretch of the view, more for who comes closer. @param {View} view @param {any} scene */
function labelCount(view, scene) {
  return Math.round((view.width * view.height) / 9000 * Math.min(2.5, Math.max(0.8, view.scale * scene.pixel * 1.1)));
}

const LONGEST = 34;

/** @param {string} label */
export function shortened(label) {
  const letters = [...label];
  return letters.length > LONGEST ? `${letters.slice(0, LONGEST - 1).join("").trimEnd()}…` : label;
}

/** @param {any} pen @param {any} scene @param {number} i @param {string} font */
function widthOf(pen, scene, i, font) {
  const key = `${font}${i}`;
  if (!scene.widths.has(key)) {
    pen.font = font;
    scene.widths.set(key, Math.max(...wrapped(scene.model.nodes[i].label).map((text) => pen.measureText(text).width)));
  }
  return scene.widths.get(key);
}

const WORDY = 12; // lines that carry their words at once

/** Arrows, counts, crosses and words on the lines that are long enough for them. @param {any} pen @param {any} scene @param {View} view */
function paintLines(pen, scene, view) {
  const { model, shown, focus } = scene;
  scene.wordy = scene.hover >= 0 || scene.hoverPair >= 0 || [...(focus.lines ?? [])].filter((p) => shown.pairs[p].length).length <= WORDY;
  const few = shown.lines < 600 || view.scale * scene.pixel > 2.5;
  for (const pair of model.pairs) {
    const said = shown.pairs[pair.i];
    const wanted = focus.lines?.has(pair.i) || pair.i === scene.hoverPair || pair.a === scene.hover || pair.b === scene.hover;
    if (!said.length || !(wanted || (few && !focus.lines))) continue;
    const a = screen(scene, view, pair.a);
    const b = screen(scene, view, pair.b);
    if (Math.max(a.x, b.x) < 0 || Math.max(a.y, b.y) < 0 || Math.min(a.x, b.x) > view.width || Math.min(a.y, b.y) > view.height) continue;
    const long = Math.hypot(b.x - a.x, b.y - a.y) - (scene.radius[pair.a] + scene.radius[pair.b]) * view.scale;
    if (long > 34) paintSigns(pen, scene, view, pair, said, a, b, long, Boolean(wanted));
  }
}

/** @param {any} pen @param {any} scene @param {View} view @param {any} pair @param {number[]} said @param {any} a @param {any} b @param {number} long @param {boolean} wanted */
function paintSigns(pen, scene, view, pair, said, a, b, long, wanted) {
  const { model, theme } = scene;
  const small = Math.max(0.55, Math.min(1, view.scale * scene.pixel));
  const angle = Math.atan2(b.y - a.y, b.x - a.x);
  const way = direction(model, said, pair);
  if (pair.i === scene.hoverPair || pair.a === scene.hover || pair.b === scene.hover) paintStroke(pen, a, b, theme.accent);
  if (way && (wanted || long > 44)) {
    const [end, r, turned] = way > 0 ? [b, scene.radius[pair.b], angle] : [a, scene.radius[pair.a], angle + Math.PI];
    paintArrow(pen, end, r * view.scale + 1.5, turned, wanted ? theme.ink : theme.line, small);
  }
  const middle = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
  const denied = model.modalities[surest(model, said)].name === "Denied";
  if (denied) paintCross(pen, middle, theme, small);
  const words = wanted && scene.wordy && long > 90 ? wordsOn(model, said) : "";
  if (words) paintWords(pen, middle, angle, words, long, theme, denied);
  else if (said.length > 1 && (wanted || long > 56)) paintCount(pen, { x: middle.x + (denied ? 14 : 0), y: middle.y }, said.length, theme, small);
}

/** 1 from a to b, -1 back, 0 both ways or neither. @param {any} model @param {number[]} said @param {any} pair */
function direction(model, said, pair) {
  const ways = new Set(said.map((i) => (model.relations[model.statements[i].relation].symmetric ? 0 : model.statements[i].subject === pair.a ? 1 : -1)));
  ways.delete(0);
  return ways.size === 1 ? [...ways][0] : 0;
}

/** @param {any} model @param {number[]} said */
function wordsOn(model, said) {
  const labels = [...new Set(said.map((i) => model.statements[i].label || model.relations[model.statements[i].relation].label))];
  return labels.length > 1 ? `${labels[0]} +${said.length - 1}` : said.length > 1 ? `${labels[0]} ×${said.length}` : labels[0];
}

/** @param {any} pen @param {any} a @param {any} b @param {string} colour */
function paintStroke(pen, a, b, colour) {
  pen.beginPath();
  pen.moveTo(a.x, a.y);
  pen.lineTo(b.x, b.y);
  pen.strokeStyle = colour;
  pen.globalAlpha = 0.45;
  pen.lineWidth = 3;
  pen.stroke();
  pen.globalAlpha = 1;
}

/** @param {any} pen @param {any} end @param {number} back @param {number} angle @param {string} colour @param {number} size */
function paintArrow(pen, end, back, angle, colour, size) {
  pen.save();
  pen.translate(end.x - Math.cos(angle) * back, end.y - Math.sin(angle) * back);
  pen.rotate(angle);
  pen.scale(size, size);
  pen.beginPath();
  pen.moveTo(0, 0);
  pen.lineTo(-6.5, -2.9);
  pen.lineTo(-5, 0);
  pen.lineTo(-6.5, 2.9);
  pen.closePath();
  pen.fillStyle = colour;
  pen.fill();
  pen.restore();
}

/** @param {any} pen @param {any} at @param {any} theme @param {number} size */
export function paintCross(pen, at, theme, size) {
  for (const [width, colour] of [[5, theme.paper], [1.8, theme.against]]) {
    pen.beginPath();
    for (const way of [1, -1]) {
      pen.moveTo(at.x - 4.5 * size, at.y - 4.5 * size * way);
      pen.lineTo(at.x + 4.5 * size, at.y + 4.5 * size * way);
    }
    pen.lineWidth = width;
    pen.strokeStyle = colour;
    pen.stroke();
  }
}

/** @param {any} pen @param {any} at @param {number} count @param {any} theme @param {number} size */
function paintCount(pen, at, count, theme, size) {
  pen.beginPath();
  pen.arc(at.x, at.y, (count > 9 ? 9.5 : 8) * size, 0, 2 * Math.PI);
  pen.fillStyle = theme.paper;
  pen.fill();
  pen.lineWidth = 1;
  pen.strokeStyle = theme.line;
  pen.stroke();
  pen.font = `600 ${Math.round(10 * size)}px ${theme.sans}`;
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.fillStyle = theme.muted;
  pen.fillText(String(count), at.x, at.y + 0.5);
}

/** @param {any} pen @param {any} at @param {number} angle @param {string} words @param {number} long @param {any} theme @param {boolean} denied */
function paintWords(pen, at, angle, words, long, theme, denied) {
  pen.save();
  pen.translate(at.x, at.y);
  pen.rotate(Math.abs(angle) > Math.PI / 2 ? angle + Math.PI : angle);
  pen.font = `italic 500 11px ${theme.sans}`;
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  const room = [...words].length * 6 > long - 16 ? `${[...words].slice(0, Math.floor((long - 22) / 6)).join("")}…` : words;
  pen.lineWidth = 4;
  pen.strokeStyle = veil(theme.paper, 0.95);
  pen.strokeText(room, 0, denied ? -11 : 0);
  pen.fillStyle = theme.ink;
  pen.fillText(room, 0, denied ? -11 : 0);
  pen.restore();
}

