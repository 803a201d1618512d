/** A pen with the methods of a canvas that writes SVG, so that a file shows what the painter draws on the screen. */

import { xml } from "./files.js";

/** @typedef {[number, number, number, number, number, number]} Matrix a, b, c, d, e, f as in a canvas */

/** @type {Matrix} */
const SAME = [1, 0, 0, 1, 0, 0];
const MIDDLE = 0.35; // from the middle of letters to their baseline, in font sizes

export class SvgPen {
  /** @param {(font: string, text: string) => number} measure the width of a text in pixels */
  constructor(measure) {
    this.measure = measure;
    /** @type {string[]} */
    this.parts = [];
    /** @type {any[]} */
    this.saved = [];
    this.path = "";
    /** @type {Matrix} */
    this.matrix = SAME;
    Object.assign(this, { fillStyle: "#000000", strokeStyle: "#000000", lineWidth: 1, globalAlpha: 1, font: "12px sans-serif", textAlign: "start", textBaseline: "alphabetic", lineJoin: "miter", dash: "" });
  }

  save() {
    const { fillStyle, strokeStyle, lineWidth, globalAlpha, font, textAlign, textBaseline, lineJoin, dash, matrix } = /** @type {any} */ (this);
    this.saved.push({ fillStyle, strokeStyle, lineWidth, globalAlpha, font, textAlign, textBaseline, lineJoin, dash, matrix });
  }

  restore() {
    Object.assign(this, this.saved.pop());
  }

  /** @param {Matrix} matrix */
  setTransform(...matrix) {
    this.matrix = matrix;
  }

  /** @param {number} x @param {number} y */
  translate(x, y) {
    const [a, b, c, d, e, f] = this.matrix;
    this.matrix = [a, b, c, d, a * x + c * y + e, b * x + d * y + f];
  }

  /** @param {number} angle */
  rotate(angle) {
    const [a, b, c, d, e, f] = this.matrix;
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    this.matrix = [a * cos + c * sin, b * cos + d * sin, c * cos - a * sin, d * cos - b * sin, e, f];
  }

  /** @param {number} x @param {number} y */
  scale(x, y) {
    const [a, b, c, d, e, f] = this.matrix;
    this.matrix = [a * x, b * x, c * y, d * y, e, f];
  }

  beginPath() {
    this.path = "";
  }

  /** @param {number} x @param {number} y */
  moveTo(x, y) {
    this.path += `M${round(x)} ${round(y)}`;
  }

  /** @param {number} x @param {number} y */
  lineTo(x, y) {
    this.path += `L${round(x)} ${round(y)}`;
  }

  closePath() {
    this.path += "Z";
  }

  /** A whole circle, the only arc that the painter draws. @param {number} x @param {number} y @param {number} r */
  arc(x, y, r) {
    const size = round(r);
    this.path += `M${round(round(x) - size)} ${round(y)}a${size} ${size} 0 1 0 ${round(2 * size)} 0a${size} ${size} 0 1 0 ${round(-2 * size)} 0Z`;
  }

  /** @param {number} x @param {number} y @param {number} w @param {number} h */
  fillRect(x, y, w, h) {
    const pen = /** @type {any} */ (this);
    this.parts.push(`<rect x="${round(x)}" y="${round(y)}" width="${round(w)}" height="${round(h)}"${paint("fill", pen.fillStyle, pen.globalAlpha)}${this.moved()}/>`);
  }

  fill() {
    const pen = /** @type {any} */ (this);
    if (this.path) this.parts.push(`<path d="${this.path}"${paint("fill", pen.fillStyle, pen.globalAlpha)}${this.moved()}/>`);
  }

  stroke() {
    if (this.path) this.parts.push(`<path d="${this.path}" fill="none"${this.stroked()}${this.moved()}/>`);
  }

  /** @param {string} text @param {number} x @param {number} y */
  fillText(text, x, y) {
    const pen = /** @type {any} */ (this);
    this.parts.push(`<text${this.lettered(x, y)}${paint("fill", pen.fillStyle, pen.globalAlpha)}${this.moved()}>${xml(text)}</text>`);
  }

  /** @param {string} text @param {number} x @param {number} y */
  strokeText(text, x, y) {
    this.parts.push(`<text${this.lettered(x, y)} fill="none"${this.stroked()}${this.moved()}>${xml(text)}</text>`);
  }

  /** @param {string} text */
  measureText(text) {
    return { width: this.measure(/** @type {any} */ (this).font, text) };
  }

  /** @param {string} svg */
  raw(svg) {
    this.parts.push(svg);
  }

  stroked() {
    const pen = /** @type {any} */ (this);
    const join = pen.lineJoin === "round" ? ' stroke-linejoin="round"' : "";
    return `${paint("stroke", pen.strokeStyle, pen.globalAlpha)} stroke-width="${round(pen.lineWidth)}"${join}${pen.dash ? ` stroke-dasharray="${pen.dash}"` : ""}`;
  }

  /** @param {number} x @param {number} y */
  lettered(x, y) {
    const pen = /** @type {any} */ (this);
    const [, style, weight, size, family] = /^(italic )?(?:(\d+) )?([\d.]+)px (.+)$/.exec(pen.font) ?? ["", "", "400", "12", "sans-serif"];
    const down = pen.textBaseline === "middle" ? Number(size) * MIDDLE : 0;
    const anchor = pen.textAlign === "center" ? ' text-anchor="middle"' : "";
    return ` x="${round(x)}" y="${round(y + down)}" font-family="${xml(family)}" font-size="${size}"${Number(weight ?? 400) > 400 ? ` font-weight="${weight}"` : ""}${style ? ' font-style="italic"' : ""}${anchor}`;
  }

  moved() {
    if (this.matrix.every((one, n) => one === SAME[n])) return "";
    return ` transform="matrix(${this.matrix.map((one) => Math.round(one * 10000) / 10000).join(" ")})"`;
  }
}

/** A colour and how solid it is, apart: not every drawing program knows rgba(). @param {"fill" | "stroke"} kind @param {string} colour @param {number} alpha */
export function paint(kind, colour, alpha = 1) {
  const found = /^rgba\((\d+), ?(\d+), ?(\d+), ?([\d.]+)\)$/.exec(colour);
  const solid = found ? `#${found.slice(1, 4).map((one) => Number(one).toString(16).padStart(2, "0")).join("")}` : colour;
  const share = Math.round((found ? Number(found[4]) : 1) * alpha * 1000) / 1000;
  return ` ${kind}="${xml(solid)}"${share < 1 ? ` ${kind}-opacity="${share}"` : ""}`;
}

/** @param {number} value */
export function round(value) {
  return Math.round(value * 10) / 10;
}
