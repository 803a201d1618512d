/** What the map does not show at the moment, said above it, with the way to see it. */

import { byId, el, put } from "./dom.js";
import { MANY } from "./part.js";
import { counted } from "./text.js";

/** @param {import("./panel.js").Page} page @param {import("./bubbles.js").Drawn} drawn */
export function drawNotice(page, drawn) {
  const said = byId("notice");
  const lines = [first(page), large(page, drawn)].filter(Boolean);
  said.replaceChildren();
  put(said, lines.map((line) => el("span", { class: "says" }, line)));
  said.hidden = !lines.length || page.state.view !== "map";
}

/** @param {import("./panel.js").Page} page */
function first(page) {
  const { model, shown, state, go } = page;
  if (!model.nodes.length) return ["There is nothing to draw."];
  if (!shown.entities) return ["The filters hide everything.", shown.undated && !state.undated ? undated(page) : null];
  if (state.show) return ["What the answer names is bright. ", choice("Show the rest again", () => go({ show: "" }))];
  return shown.undated && (state.from || state.until) ? undated(page) : null;
}

/** @param {import("./panel.js").Page} page */
function undated({ shown, state, go }) {
  const many = `${shown.undated.toLocaleString("en")} ${shown.undated === 1 ? "statement" : "statements"} without a date`;
  return [` ${many} ${shown.undated === 1 ? "is" : "are"} ${state.undated ? "shown as well" : "hidden by the span"}. `,
    choice(state.undated ? "Hide them" : "Keep them", () => go({ undated: !state.undated }))];
}

/** How a large network is drawn. @param {import("./panel.js").Page} page @param {import("./bubbles.js").Drawn} drawn */
function large({ shown, state, go }, drawn) {
  if (drawn.left && !state.draw && !state.steps) {
    return [`${drawn.entities} of ${counted(shown.entities, "entity", "entities")} drawn; zoom in for more. `, choice("Show all", () => go({ draw: shown.entities > MANY ? "most" : "all" }))];
  }
  if (state.draw === "all" && shown.entities <= MANY) return [`All ${counted(shown.entities, "entity", "entities")} are drawn. `, choice("Show the main ones", () => go({ draw: "" }))];
  if (shown.entities <= MANY || state.steps) return null;
  const all = shown.entities.toLocaleString("en");
  const inside = drawn.bubbles.reduce((sum, one) => sum + one.members.length, 0).toLocaleString("en");
  const words = state.draw === "all" ? `All ${all} entities are drawn. `
    : state.draw === "communities" ? `${drawn.bubbles.length} communities stand for ${inside} of ${all} entities: click one to open it. `
      : `The ${drawn.entities.toLocaleString("en")} most important of ${all} entities are drawn; search finds all. `;
  return [words, state.open && state.draw === "communities" ? choice("Fold all", () => go({ open: "" })) : null,
    choice("Main ones", () => go({ draw: "", open: "" })), state.draw === "most" ? null : choice("Most important", () => go({ draw: "most", open: "" })),
    state.draw === "communities" ? null : choice("Communities", () => go({ draw: "communities" })),
    state.draw === "all" ? null : choice("Draw all", () => go({ draw: "all", open: "" }))];
}

/** @param {string} label @param {() => void} action */
function choice(label, action) {
  return el("button", { type: "button", class: "clear", onclick: action }, label);
}
