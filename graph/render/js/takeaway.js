/** The menu of what can be taken away as a file. */

import { el, icon, byId } from "./dom.js";
import { subjectsShown, toCsv, turtleOf } from "./files.js";
import { unpackedText } from "./packed.js";
import { toSvg } from "./svg.js";

/** @param {() => import("./panel.js").Page} now @param {any} map */
export function takeAway(now, map) {
  const name = (/** @type {string} */ end) => `${now().model.title.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "").slice(0, 60) || "map"}.${end}`;
  const drawing = (options = {}) => new Blob([toSvg(map.scene, map.view(), map.looks(), options)], { type: "image/svg+xml" });
  const entries = [
    ["Picture (PNG)", () => picture(drawing(), 2, name("png"))],
    ["Picture, large (PNG)", () => picture(drawing(), 4, name("png"))],
    ["Picture, transparent (PNG)", () => picture(drawing({ transparent: true }), 2, name("png"))],
    ["Drawing (SVG)", () => save(drawing(), name("svg"))],
    ["Statements shown (CSV)", () => save(new Blob(["\ufeff", toCsv(now().model, now().shown)], { type: "text/csv" }), name("csv"))],
    byId("turtle") ? ["Graph shown (Turtle)", async () => save(new Blob([turtleOf(await unpackedText("turtle"), subjectsShown(now().model, now().shown))], { type: "text/turtle" }), name("ttl"))] : null,
    ["Print", () => print()],
  ].filter(Boolean);
  const menu = el("details", { class: "menu" }, el("summary", { title: "Export", "aria-label": "Export" }, icon("save")),
    el("div", { class: "sheaf" }, entries.map((/** @type {any} */ [label, action]) => el("button", { type: "button", onclick: () => { menu.open = false; action(); } }, label))));
  document.addEventListener("click", (event) => { if (!menu.contains(event.target)) menu.open = false; });
  menu.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => { if (event.key === "Escape" && menu.open) { event.stopPropagation(); menu.open = false; menu.firstChild.focus(); } });
  return menu;
}

/** A drawing as a picture of so many pixels for each of its own. @param {Blob} drawing @param {number} times @param {string} name */
async function picture(drawing, times, name) {
  const address = URL.createObjectURL(drawing);
  const image = new Image();
  image.src = address;
  await image.decode();
  const canvas = el("canvas", { width: image.naturalWidth * times, height: image.naturalHeight * times });
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(address);
  canvas.toBlob((/** @type {Blob} */ blob) => save(blob, name), "image/png");
}

/** @param {Blob} blob @param {string} name */
export function save(blob, name) {
  const address = URL.createObjectURL(blob);
  const link = el("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}
