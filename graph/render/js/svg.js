/** The view as an SVG sheet: title, standfirst, exactly what the map draws, a key to its marks, and the source. */

import { el } from "./dom.js";
import { xml } from "./files.js";
import { SvgPen, paint, round } from "./pen.js";
import { DASHES } from "./canvas.js";
import { paintCross, paintNode, paintOver, paintUnder } from "./paint.js";

const EDGE = 24; // pixels of paper around what is written
const TITLE = 24;
const BODY = 15;
const SMALL = 12;

/**
 * @param {any} scene what the map shows @param {import("./paint.js").View} view
 * @param {{ nodes: Map<number, any>, edges: Map<number, any> }} looks how each node and line looks, by its number
 * @param {{ transparent?: boolean }} [options]
 */
export function toSvg(scene, view, looks, { transparent = false } = {}) {
  const measure = measurer();
  const head = new SvgPen(measure);
  const top = writeHead(head, scene, view.width);
  const foot = new SvgPen(measure);
  const down = writeFoot(foot, scene, view.width);
  // Whole pixels, or a picture would have a seam at its edge.
  const [width, height] = [Math.ceil(view.width), Math.ceil(top + view.height + down)];
  const paper = transparent ? "" : `<rect width="100%" height="100%"${paint("fill", scene.theme.paper)}/>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`
    + `<title>${xml(scene.model.title)}</title><defs><clipPath id="stage"><rect width="${width}" height="${round(view.height)}"/></clipPath></defs>${paper}`
    + `<g id="head">${head.parts.join("")}</g><g id="map" clip-path="url(#stage)" transform="translate(0 ${round(top)})">${drawn(scene, view, looks, measure).join("")}</g>`
    + `<g id="key" transform="translate(0 ${round(top + view.height)})">${foot.parts.join("")}</g></svg>\n`;
}

/** @returns {(font: string, text: string) => number} */
function measurer() {
  const pen = el("canvas", {}).getContext("2d");
  return (font, text) => {
    pen.font = font;
    return pen.measureText(text).width;
  };
}

/** The map by the painter of the screen, without what the mouse happens to point at. @param {any} scene @param {import("./paint.js").View} view
 * @param {{ nodes: Map<number, any>, edges: Map<number, any> }} looks @param {(font: string, text: string) => number} measure */
function drawn(scene, view, looks, measure) {
  const pen = new SvgPen(measure);
  const still = { ...scene, hover: -1, hoverPair: -1, moving: false, still: null };
  const sized = { ...view, ratio: 1 };
  paintUnder(pen, still, sized);
  strokeLines(pen, still, sized, looks.edges);
  fillNodes(pen, still, sized, looks.nodes);
  paintOver(pen, still, sized);
  return pen.parts;
}

/** @param {any} scene @param {import("./paint.js").View} view @param {{ x: number, y: number }} at */
function spot(scene, view, at) {
  return { x: (at.x - view.centre.x) * view.scale + view.width / 2, y: (at.y - view.centre.y) * view.scale + view.height / 2 };
}

/** @param {any} pen @param {any} scene @param {import("./paint.js").View} view @param {Map<number, any>} lines */
function strokeLines(pen, scene, view, lines) {
  const bubbles = new Map(scene.shown.bubbles.map((/** @type {any} */ one) => [-one.c - 1, one]));
  const end = (/** @type {number} */ id) => spot(scene, view, id < 0 ? /** @type {any} */ (bubbles.get(id)) : { x: scene.x[id], y: scene.y[id] });
  for (const look of lines.values()) {
    const [a, b] = [end(look.from), end(look.to)];
    const dashes = look.dashes ? ` stroke-dasharray="${look.dashes.map((/** @type {number} */ one) => round(one * view.scale)).join(" ")}"` : "";
    pen.raw(`<line x1="${round(a.x)}" y1="${round(a.y)}" x2="${round(b.x)}" y2="${round(b.y)}"${paint("stroke", look.color.color)} stroke-width="${round(Math.max(0.4, look.width * view.scale))}"${dashes}/>`);
  }
}

/** Nodes as vis-network draws them, the most important on top. @param {any} pen @param {any} scene @param {import("./paint.js").View} view @param {Map<number, any>} looks */
function fillNodes(pen, scene, view, looks) {
  for (const one of scene.shown.bubbles) {
    const { x, y } = spot(scene, view, one);
    const look = looks.get(-one.c - 1);
    pen.raw(`<circle cx="${round(x)}" cy="${round(y)}" r="${round(one.r * view.scale)}"${paint("fill", look.color.background, look.opacity)}${paint("stroke", look.color.border, look.opacity)}/>`);
  }
  for (const i of [...scene.order].reverse()) {
    pen.globalAlpha = looks.get(i)?.opacity ?? 1;
    const picked = i === scene.focus.node || scene.focus.path.includes(i);
    paintNode(pen, spot(scene, view, { x: scene.x[i], y: scene.y[i] }), scene.radius[i] * view.scale, scene.model.classes[scene.model.nodes[i].cls], scene.theme, picked);
  }
  pen.globalAlpha = 1;
}

/** Title and standfirst; returns their height. @param {any} pen @param {any} scene @param {number} width */
function writeHead(pen, { model, theme }, width) {
  const serif = "Georgia, serif";
  let y = EDGE;
  for (const [text, font, size, colour] of [[model.title, `600 ${TITLE}px ${serif}`, TITLE, theme.ink], [(model.standfirst ?? []).join(" "), `400 ${BODY}px ${serif}`, BODY, theme.ink]]) {
    Object.assign(pen, { font, fillStyle: colour });
    for (const line of broken(pen, text, width - 2 * EDGE)) {
      y += size;
      pen.fillText(line, EDGE, y);
      y += size * 0.35;
    }
  }
  return y + 10;
}

/** The text in lines that fit. @param {any} pen @param {string} text @param {number} room @returns {string[]} */
function broken(pen, text, room) {
  /** @type {string[]} */
  const lines = [];
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const longer = lines.length ? `${lines[lines.length - 1]} ${word}` : word;
    if (lines.length && pen.measureText(longer).width <= room) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/** The key to shapes and lines, then what the map is made from; returns their height. @param {any} pen @param {any} scene @param {number} width */
function writeFoot(pen, scene, width) {
  const { model, theme } = scene;
  let [x, y] = [EDGE, 22];
  for (const [label, sign] of [...shapesOf(scene), ...linesOf(scene)]) {
    Object.assign(pen, { font: `400 ${SMALL}px ${theme.sans}`, textBaseline: "middle", textAlign: "start" });
    const wide = 30 + pen.measureText(label).width + 18;
    if (x > EDGE && x + wide > width - EDGE) [x, y] = [EDGE, y + 20];
    sign(pen, x, y);
    Object.assign(pen, { fillStyle: theme.ink });
    pen.fillText(label, x + 30, y);
    x += wide;
  }
  Object.assign(pen, { fillStyle: theme.muted });
  for (const line of broken(pen, credit(scene), width - 2 * EDGE)) {
    y += 20;
    pen.fillText(line, EDGE, y);
  }
  return y + EDGE;
}

/** A sign for each kind of thing that is drawn. @param {any} scene @returns {[string, (pen: any, x: number, y: number) => void][]} */
function shapesOf({ model, order, theme }) {
  const kinds = new Map(order.map((/** @type {number} */ i) => { const cls = model.classes[model.nodes[i].cls]; return [cls.group, cls]; }));
  return [...kinds].sort(([one], [other]) => (one < other ? -1 : 1)).map(([label, cls]) => [label, (pen, x, y) => paintNode(pen, { x: x + 14, y }, 6, cls, theme, false)]);
}

/** A line for each modality that is drawn, with the number of its statements. @param {any} scene @returns {[string, (pen: any, x: number, y: number) => void][]} */
function linesOf({ model, shown, theme }) {
  const said = shown.pairs.flat();
  return model.modalities.flatMap((/** @type {any} */ one, /** @type {number} */ m) => {
    const count = said.filter((/** @type {number} */ i) => model.statements[i].modality === m).length;
    if (!count) return [];
    const denied = one.name === "Denied";
    return [[`${one.label} (${count.toLocaleString("en")})`, (/** @type {any} */ pen, /** @type {number} */ x, /** @type {number} */ y) => {
      Object.assign(pen, { strokeStyle: denied ? theme.against : theme.ink, lineWidth: 1.5, dash: (DASHES[one.name] || []).join(" ") });
      pen.beginPath();
      pen.moveTo(x, y);
      pen.lineTo(x + 26, y);
      pen.stroke();
      pen.dash = "";
      if (denied) paintCross(pen, { x: x + 13, y }, theme, 0.8);
    }]];
  });
}

/** What the map is made from, and how much of it is drawn. @param {any} scene */
function credit({ model, shown, order }) {
  const from = model.sources.length === 1 ? model.sources[0].title || model.sources[0].slug : `${model.sources.length.toLocaleString("en")} articles`;
  const lines = shown.pairs.flat().length;
  return [`Source: ${from}${model.dates ? `, ${model.dates}` : ""}`, `${lines.toLocaleString("en")} statements about ${order.length.toLocaleString("en")} entities drawn`, "Made with Whereas"].join(" · ");
}
