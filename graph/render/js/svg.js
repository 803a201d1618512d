/** The view as SVG: the same nodes, lines and labels, as text that any drawing program opens. */

import { xml } from "./files.js";
import { placeLabels } from "./labels.js";
import { outline } from "./shapes.js";
import { shade } from "./theme.js";
import { HINTS, shortened } from "./paint.js";

/**
 * @param {any} scene what the map shows @param {import("./paint.js").View} view
 * @param {Map<number, any>} lines how each line looks, by its number
 */
export function toSvg(scene, view, lines) {
  const { model, theme, shown } = scene;
  const at = (/** @type {number} */ i) => ({ x: (scene.x[i] - view.centre.x) * view.scale + view.width / 2, y: (scene.y[i] - view.centre.y) * view.scale + view.height / 2 });
  const spot = (/** @type {number} */ x, /** @type {number} */ y) => ({ x: (x - view.centre.x) * view.scale + view.width / 2, y: (y - view.centre.y) * view.scale + view.height / 2 });
  const bubbles = new Map((shown.bubbles ?? []).map((/** @type {any} */ one) => [-one.c - 1, one]));
  const end = (/** @type {number} */ id) => (id < 0 ? spot(bubbles.get(id).x, bubbles.get(id).y) : at(id));
  const bundles = (shown.bundles ?? []).map((/** @type {any} */ bundle, /** @type {number} */ n) => {
    const [a, b, look] = [end(bundle.from), end(bundle.to), lines.get(-n - 1)];
    return `<line x1="${round(a.x)}" y1="${round(a.y)}" x2="${round(b.x)}" y2="${round(b.y)}" stroke="${xml(look.color.color)}" stroke-width="${round(Math.max(0.4, look.width * view.scale))}"/>`;
  });
  const discs = [...bubbles.values()].map((one) => mark({ colour: HINTS[one.c % HINTS.length], shape: "dot" }, spot(one.x, one.y), one.r * view.scale, theme));
  const names = [...bubbles.values()].map((one) => { const { x, y } = spot(one.x, one.y); return `<text x="${round(x)}" y="${round(y + 4)}">${xml(shortened(one.name.split(" · ")[0]))} (${one.members.length})</text>`; });
  const strokes = model.pairs.filter((/** @type {any} */ pair) => shown.pairs[pair.i].length).map((/** @type {any} */ pair) => {
    const [a, b, look] = [at(pair.a), at(pair.b), lines.get(pair.i)];
    const dashes = look.dashes ? ` stroke-dasharray="${look.dashes.map((/** @type {number} */ one) => round(one * view.scale)).join(" ")}"` : "";
    return `<line x1="${round(a.x)}" y1="${round(a.y)}" x2="${round(b.x)}" y2="${round(b.y)}" stroke="${xml(look.color.color)}" stroke-width="${round(Math.max(0.4, look.width * view.scale))}"${dashes}/>`;
  });
  const marks = [...scene.order].reverse().map((i) => mark(model.classes[model.nodes[i].cls], at(i), scene.radius[i] * view.scale, theme));
  const labels = placeLabels(scene.order.map((/** @type {number} */ i) => ({ i, ...at(i), r: scene.radius[i] * view.scale, w: shortened(model.nodes[i].label).length * 6.6, h: 15 })), { ...view, limit: 200 })
    .map(({ i, x, y }) => `<text x="${round(x)}" y="${round(y + 4)}">${xml(shortened(model.nodes[i].label))}</text>`);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${view.width}" height="${view.height}" viewBox="0 0 ${view.width} ${view.height}">`
    + `<title>${xml(model.title)}</title><rect width="100%" height="100%" fill="${xml(theme.paper)}"/><g>${[...bundles, ...strokes].join("")}</g><g stroke="${xml(theme.paper)}">${[...discs, ...marks].join("")}</g>`
    + `<g font-family="Helvetica, Arial, sans-serif" font-size="12" text-anchor="middle" fill="${xml(theme.ink)}" stroke="${xml(theme.paper)}" stroke-width="3" paint-order="stroke">${[...names, ...labels].join("")}</g></svg>\n`;
}

/** @param {number} value */
function round(value) {
  return Math.round(value * 10) / 10;
}

/** @param {{ colour: string, shape: string }} cls @param {{ x: number, y: number }} at @param {number} r @param {any} theme */
function mark(cls, at, r, theme) {
  const fill = xml(shade(cls.colour, theme.dark));
  const corners = outline(cls.shape, r);
  if (!corners) return `<circle cx="${round(at.x)}" cy="${round(at.y)}" r="${round(r)}" fill="${fill}"/>`;
  return `<polygon points="${corners.map(([x, y]) => `${round(at.x + x)},${round(at.y + y)}`).join(" ")}" fill="${fill}"/>`;
}
