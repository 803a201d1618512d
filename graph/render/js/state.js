/**
 * What the page shows, as one value that stands in the address: a link to it is a link to the view.
 *
 * @typedef {{ node: string, pair: string, steps: number, to: string, rank: string, view: string, from: string,
 *   until: string, undated: boolean, alone: boolean, draw: string, open: string, relation: string, show: string, hide: Record<string, string[]> }} State
 * `node` and `pair` are what is picked (a pair as "id~id"); `steps` is how far its neighbourhood reaches, 0 for
 * everything; `draw` says how a large network is drawn: "" its most important part, "communities" as bubbles of which
 * those in `open` (numbers, by commas) are unfolded, "all" whole; `undated` keeps what has no date within a span;
 * `show` lists nodes that stay bright, by commas; `to` is the other end of a path from `node`; `hide` lists what the
 * legend has switched off, by kind.
 */

export const KINDS = ["class", "group", "modality", "source", "node"];

/** @returns {State} */
export function firstState() {
  return { node: "", pair: "", steps: 0, to: "", rank: "pagerank", view: "map", from: "", until: "", undated: false, alone: false,
    draw: "", open: "", relation: "", show: "", hide: Object.fromEntries(KINDS.map((kind) => [kind, []])) };
}

/** The part of the address after the #, only what differs from the first state. @param {State} state */
export function toHash(state) {
  const first = /** @type {any} */ (firstState());
  const parts = [];
  for (const [name, value] of Object.entries(state)) {
    if (name === "hide") parts.push(...KINDS.flatMap((kind) => state.hide[kind].map((one) => ["hide", `${kind}:${one}`])));
    else if (value !== first[name]) parts.push([name, value === true ? "1" : String(value)]);
  }
  return parts.map(([name, value]) => `${name}=${encodeURIComponent(value).replace(/%2F/g, "/").replace(/%3A/g, ":").replace(/%7E/g, "~").replace(/%2C/g, ",")}`).join("&");
}

/** A state from an address; what is unknown or malformed is left out. @param {string} hash @returns {State} */
export function fromHash(hash) {
  const state = /** @type {any} */ (firstState());
  for (const [name, value] of new URLSearchParams(hash.replace(/^#/, ""))) {
    if (name === "hide") hideOne(state, value);
    else if (name === "steps") state.steps = Math.min(3, Math.max(0, Math.trunc(Number(value)) || 0));
    else if (name === "alone" || name === "undated") state[name] = value === "1";
    else if (Object.hasOwn(state, name)) state[name] = value;
  }
  return state;
}

/** @param {State} state @param {string} value */
function hideOne(state, value) {
  const at = value.indexOf(":");
  const kind = value.slice(0, at);
  if (KINDS.includes(kind)) state.hide[kind].push(value.slice(at + 1));
}

/** The state with one thing of the legend switched over. @param {State} state @param {string} kind @param {string} name @returns {State} */
export function toggled(state, kind, name) {
  const now = state.hide[kind];
  const next = now.includes(name) ? now.filter((one) => one !== name) : [...now, name];
  return { ...state, hide: { ...state.hide, [kind]: next } };
}
