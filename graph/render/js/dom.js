/** Elements, made without markup: whatever comes from an article goes in as text and stays text. */

/**
 * An element with attributes, listeners and children; strings become text nodes.
 * @param {string} tag
 * @param {Record<string, any>} [given] `on…` adds a listener, `class` and `data` are taken as they are
 * @param {...any} children nodes, text, numbers and lists of them; null, undefined and false are left out
 * @returns {any}
 */
export function el(tag, given = {}, ...children) {
  const svg = SVG_TAGS.has(tag);
  const made = svg ? document.createElementNS("http://www.w3.org/2000/svg", tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(given)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else made.setAttribute(name, value === true ? "" : String(value));
  }
  put(made, children);
  return made;
}

const SVG_TAGS = new Set(["svg", "path", "rect", "line", "circle", "g", "text", "polygon"]);

/** @param {Element} parent @param {any[]} children */
export function put(parent, children) {
  for (const child of children.flat(3)) {
    if (child === null || child === undefined || child === false) continue;
    parent.append(child instanceof Node ? child : String(child));
  }
}

/** Replaces all that an element holds. @param {Element} parent @param {...any} children */
export function fill(parent, ...children) {
  parent.replaceChildren();
  put(parent, children);
}

/** @param {string} id @returns {any} */
export function byId(id) {
  return document.getElementById(id);
}

/** A link only where the address is one of the web; anything else stays text.
 * @param {string} address @param {string} [text] @returns {any} */
export function link(address, text = address) {
  if (!/^https?:\/\//i.test(address)) return el("span", {}, text);
  return el("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, text);
}

/** A sign from the page's own set, drawn with lines. @param {string} name */
export function icon(name) {
  const made = el("svg", { viewBox: "0 0 20 20", class: "icon", "aria-hidden": "true" });
  made.append(el("path", { d: ICONS[name] }));
  return made;
}

/** @type {Record<string, string>} */
const ICONS = {
  plus: "M10 4v12M4 10h12",
  minus: "M4 10h12",
  fit: "M4 8V4h4M12 4h4v4M16 12v4h-4M8 16H4v-4",
  close: "M5 5l10 10M15 5L5 15",
  light: "M10 6.5a3.5 3.5 0 1 0 0 7a3.5 3.5 0 1 0 0-7M10 1.5v2M10 16.5v2M1.5 10h2M16.5 10h2M4 4l1.4 1.4M14.6 14.6L16 16M4 16l1.4-1.4M14.6 5.4L16 4",
  save: "M10 3v10M6 9.5l4 4l4-4M4 16.5h12",
  play: "M6 4l10 6l-10 6z",
  pause: "M6 4v12M14 4v12",
  panel: "M3 4h14v12H3zM12 4v12",
  hide: "M3 10s2.500-5 7-5s7 5 7 5s-2.500 5-7 5s-7-5-7-5M4 16L16 4",
  back: "M12 4l-6 6l6 6",
  forward: "M8 4l6 6l-6 6",
};
