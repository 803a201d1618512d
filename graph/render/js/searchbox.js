/** The search field with its suggestions: a combobox that is worked by keyboard alone, if need be. */

import { el, fill, byId } from "./dom.js";
import { search } from "./search.js";
import { classSign } from "./legend.js";

/**
 * @param {import("./model.js").Model} model @param {import("./search.js").Entry[]} index
 * @param {(node: number) => void} chosen
 */
export function searchBox(model, index, chosen) {
  const field = byId("find");
  const list = byId("found");
  /** @type {import("./search.js").Entry[]} */
  let found = [];
  let at = -1;

  const show = () => {
    list.hidden = field.value.trim() === "";
    field.setAttribute("aria-expanded", String(!list.hidden));
    field.setAttribute("aria-activedescendant", at >= 0 ? `found-${at}` : "");
    fill(list, found.map((entry, n) => suggestion(model, entry, n, n === at, () => take(n))),
      found.length ? null : el("li", { class: "none", role: "option", "aria-disabled": "true" }, "No matching names"));
  };
  const take = (/** @type {number} */ n) => {
    const entry = found[n];
    if (!entry) return;
    clear();
    byId("map").focus({ preventScroll: true });
    chosen(entry.node);
  };
  const clear = () => {
    field.value = "";
    found = [];
    at = -1;
    show();
  };
  field.addEventListener("input", () => { found = search(index, field.value); at = found.length ? 0 : -1; show(); });
  field.addEventListener("blur", () => setTimeout(() => { list.hidden = true; field.setAttribute("aria-expanded", "false"); }, 150));
  field.addEventListener("focus", () => { if (field.value) show(); });
  field.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      at = found.length ? (at + (event.key === "ArrowDown" ? 1 : -1) + found.length) % found.length : -1;
      show();
    } else if (event.key === "Enter") { event.preventDefault(); take(Math.max(at, 0)); }
    else if (event.key === "Escape") { event.stopPropagation(); clear(); field.placeholder = "Find a name"; field.blur(); }
  });
  return { focus: (/** @type {string} */ placeholder) => { field.placeholder = placeholder; field.focus(); field.select(); } };
}

/** @param {import("./model.js").Model} model @param {import("./search.js").Entry} entry @param {number} n @param {boolean} active @param {() => void} take */
function suggestion(model, entry, n, active, take) {
  const node = model.nodes[entry.node];
  const alias = entry.name === node.label ? node.roles[0] ?? model.classes[node.cls].label : `as “${entry.name}”`;
  return el("li", { id: `found-${n}`, role: "option", "aria-selected": String(active), onpointerdown: (/** @type {Event} */ event) => { event.preventDefault(); take(); } },
    classSign(model.classes[node.cls]), el("span", { class: "label" }, node.label), el("span", { class: "hint" }, alias));
}
