/** Puts the page together: one state, one direction. A change of state redraws what depends on it. */

import { byId, el, fill, icon } from "./dom.js";
import { pairKey, readModel } from "./model.js";
import { searchIndex } from "./search.js";
import { firstState, fromHash, toHash } from "./state.js";
import { filtered } from "./filter.js";
import { drawnPart } from "./part.js";
import { neighbours, shortestPath } from "./walk.js";
import { makeMap } from "./canvas.js";
import { nodePanel, pairId, pairPanel, pathPanel } from "./panel.js";
import { overview } from "./overview.js";
import { drawLegend } from "./legend.js";
import { searchBox } from "./searchbox.js";
import { tableView } from "./table.js";
import { dealsView, isDeal } from "./deals.js";
import { matrixView } from "./matrix.js";
import { queryView } from "./query.js";
import { takeAway } from "./takeaway.js";
import { drawTimeline } from "./timeline.js";
import { drawNotice } from "./notice.js";
import { opened, switched } from "./bubbles.js";
import { counted } from "./text.js";
import { isDark } from "./theme.js";
import { frameOf } from "./frame.js";
import { drawSurely } from "./surely.js";

/** @type {Record<string, { label: string, draw: ((page: any) => any) | null }>} */
const VIEWS = { map: { label: "Map", draw: null }, table: { label: "Table", draw: tableView }, matrix: { label: "Matrix", draw: matrixView },
  deals: { label: "Agreements", draw: dealsView }, query: { label: "Query", draw: queryView } };

const NARROW = 900; // pixels, as in the style sheet
const NOTHING = { node: "", pair: "", to: "", show: "", steps: 0 };
const model = readModel(JSON.parse(byId("data").textContent));
const map = makeMap(model, { pick, open, zoomed, ego: (node) => go({ node: model.nodes[node].id, pair: "", to: "", steps: 1 }) });
const find = searchBox(model, searchIndex(model.nodes, (i) => model.nodes[i].ranks[1]), found);
let state = fromHash(location.hash);
let asked = "";
/** @type {import("./filter.js").Shown} */
let shown;
/** @type {import("./bubbles.js").Drawn} */
let drawn;
let framed = ""; // what the map was last fitted to
let level = 1; // how close the view was when the frame was last drawn
let sheet = ""; // what the panel was opened for on a narrow screen

if (!model.nodes.some((node) => isDeal(model, node))) delete VIEWS.deals;
start();

function start() {
  tools();
  addEventListener("hashchange", () => { if (toHash(state) !== location.hash.slice(1)) { state = fromHash(location.hash); apply(); } });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", apply);
  document.addEventListener("keydown", keys);
  byId("map").addEventListener("keydown", walkByKey);
  apply();
  map.resize();
  map.fit(visible(), false);
  addEventListener("resize", () => apply());
  byId("map").placeOf = (/** @type {string} */ id) => map.placeOf(model.byId.get(id) ?? -1);
  byId("map").view = () => map;
  document.documentElement.dataset.ready = "1";
}

/** Changes the state, and with it the address, which makes a step of the history unless it is to `replace` the last.
 * @param {object} patch @param {boolean} [replace] */
function go(patch, replace = false) {
  state = { ...state, ...patch };
  const hash = toHash(state);
  if (hash !== location.hash.slice(1)) {
    if (replace) location.replace(`#${hash}`);
    else location.hash = hash;
  }
  apply();
}

function apply() {
  if (!model.ranks.includes(state.rank)) state.rank = firstState().rank;
  if (!VIEWS[state.view]) state.view = "map";
  shown = filtered(model, state);
  const focus = focused();
  const page = pageNow();
  drawSurely(page);
  drawLegend(page);
  drawPanel(page, focus);
  drawViews(page);
  drawTimeline(page);
  drawMap(page, focus);
  makeRoom(focus);
}

/** @param {import("./panel.js").Page} page @param {import("./canvas.js").Focus} focus */
function drawMap(page, focus) {
  byId("counts").textContent = countsOf(page);
  if (state.view !== "map") { byId("notice").hidden = true; drawn ??= drawnPart(model, shown, state, focus, null); return; }
  level = map.zoom();
  let frame = frameOf(model, shown, state, focus, map.stage(), level);
  drawNotice(page, drawnPart(model, shown, state, focus, frame));
  frame = frameOf(model, shown, state, focus, map.stage(), level); // the notice takes room of its own
  drawn = drawnPart(model, shown, state, focus, frame);
  map.show(drawn, focus, model.ranks.indexOf(state.rank), opened(state.open), frame);
  const now = frame ? frame.key : state.draw;
  if (now !== framed) { framed = now; map.resize(); map.fit(visible(), false); }
}

/** @param {import("./panel.js").Page} page */
function countsOf(page) {
  const said = `${counted(page.shown.shown, "statement")} about ${counted(page.shown.entities, "entity", "entities")}`;
  const some = page.shown.shown < model.statements.length ? `${said}, of ${counted(model.statements.length, "statement")}` : said;
  return [counted(model.sources.length, "article"), model.dates, some].filter(Boolean).join(" · ");
}

/** Draws more of the frame once the view has come closer. */
function zoomed() {
  if (state.view !== "map" || !map.scene.frame || map.scene.frame.ego) return;
  const now = map.zoom();
  if (Math.abs(Math.log(now / level)) > 0.18) drawMap(pageNow(), focused());
}

/** On a narrow screen the panel takes the lower part; what was picked moves to the middle of the rest. @param {import("./canvas.js").Focus} focus */
function makeRoom(focus) {
  const now = focus.node >= 0 || focus.pair >= 0 ? `${focus.node} ${focus.pair}` : "";
  if (now === sheet || innerWidth > NARROW) return;
  sheet = now;
  map.resize();
  if (!now || state.view !== "map") return;
  scrollTo({ top: byId("stage").offsetTop });
  map.centre(focus.node >= 0 ? [focus.node] : [model.pairs[focus.pair].a, model.pairs[focus.pair].b]);
}

/** @returns {import("./panel.js").Page} */
function pageNow() {
  return { model, shown, state, go, ask };
}

/** @returns {import("./canvas.js").Focus} */
function focused() {
  const node = model.byId.get(state.node) ?? -1;
  const to = model.byId.get(state.to) ?? -1;
  const pair = pairNumber(state.pair);
  if (node >= 0 && to >= 0) return along(node, shortestPath(model, shown, node, to));
  if (node >= 0) return { node, pair: -1, path: [], bright: new Set([node, ...neighbours(model, shown, node)]), lines: new Set(model.nodes[node].pairs) };
  if (pair >= 0) return { node: -1, pair, path: [], bright: new Set([model.pairs[pair].a, model.pairs[pair].b]), lines: new Set([pair]) };
  const marked = new Set(state.show.split(",").flatMap((id) => model.byId.get(id) ?? []));
  if (marked.size) return { node: -1, pair: -1, path: [], bright: marked, lines: new Set(model.pairs.filter((one) => marked.has(one.a) && marked.has(one.b)).map((one) => one.i)) };
  return { node: -1, pair: -1, path: [], bright: null, lines: null };
}

/** @param {number} node @param {number[]} path @returns {import("./canvas.js").Focus} */
function along(node, path) {
  const keys = new Set(path.slice(1).map((to, n) => pairKey(path[n], to)));
  const lines = model.pairs.filter((pair) => keys.has(pairKey(pair.a, pair.b))).map((pair) => pair.i);
  return { node, pair: -1, path, bright: new Set(path.length ? path : [node]), lines: new Set(lines) };
}

/** @param {string} id */
function pairNumber(id) {
  const [a, b] = id.split("~").map((one) => model.byId.get(one) ?? -1);
  return a >= 0 && b >= 0 ? model.pairs.find((pair) => pairKey(pair.a, pair.b) === pairKey(a, b))?.i ?? -1 : -1;
}

/** @param {number | null} node @param {number | null} pair */
function pick(node, pair) {
  if (asked === "path" && node !== null) return found(node);
  if (node !== null) go({ node: model.nodes[node].id, pair: "", to: "" });
  else if (pair !== null) go({ pair: pairId(model, pair), node: "", to: "", steps: 0 });
  else if (state.node || state.pair || state.show) go(NOTHING);
}

/** @param {number} community */
function open(community) {
  go({ open: switched(state.open, community) });
  map.fit(visible().filter((i) => model.nodes[i].community === community));
}

/** @param {number} node */
function found(node) {
  const id = model.nodes[node].id;
  if (asked === "path" && state.node && id !== state.node) go({ to: id, steps: 0, view: "map" });
  else go({ node: id, pair: "", to: "", view: state.view === "map" ? "map" : state.view });
  asked = "";
  byId("find").placeholder = "Find a name";
  if (!map.scene.frame) map.fit(state.to ? map.scene.focus.path : [node, ...neighbours(model, shown, node)]);
}

/** @param {string} what */
function ask(what) {
  asked = what;
  find.focus("Path to… (type or click)");
}

/** @param {any} page @param {import("./canvas.js").Focus} focus */
function drawPanel(page, focus) {
  const panel = byId("panel");
  const picked = focus.node >= 0 || focus.pair >= 0;
  byId("app").classList.toggle("picked", picked);
  byId("app").classList.toggle("wide", state.view !== "map" && !picked);
  if (picked) byId("app").classList.remove("folded");
  fill(panel, state.to && focus.node >= 0 ? pathPanel(page, focus.path) : focus.node >= 0 ? nodePanel(page, focus.node)
    : focus.pair >= 0 ? pairPanel(page, focus.pair) : overview(page));
  panel.scrollTop = 0;
  if (picked) byId("said").textContent = panel.querySelector("h2")?.textContent ?? "";
}

/** @param {any} page */
function drawViews(page) {
  fill(byId("views"), Object.entries(VIEWS).map(([name, view]) => el("button", { type: "button", role: "tab", id: `tab-${name}`,
    "aria-selected": String(state.view === name), "aria-controls": name === "map" ? "view-map" : "view-other", onclick: () => go({ view: name }) }, view.label)));
  const { draw } = VIEWS[state.view];
  byId("view-map").hidden = Boolean(draw);
  const other = byId("view-other");
  other.hidden = !draw;
  other.setAttribute("aria-labelledby", `tab-${state.view}`);
  fill(other, draw ? draw(page) : null);
}

function tools() {
  const theme = el("button", { type: "button", title: "Light or dark", "aria-label": "Light or dark", onclick: () => {
    document.documentElement.dataset.theme = isDark() ? "light" : "dark";
    apply();
  } }, icon("light"));
  const fold = el("button", { type: "button", title: "Fold or unfold the details", "aria-label": "Fold or unfold the details", onclick: () => { byId("app").classList.toggle("folded"); apply(); } }, icon("panel"));
  fill(byId("tools"), takeAway(pageNow, map), theme, fold);
  byId("show-filters").addEventListener("click", () => { const open = byId("side").hidden; byId("side").hidden = !open; byId("show-filters").setAttribute("aria-expanded", String(open)); apply(); });
}

/** @returns {number[]} */
function visible() {
  if (map.scene.frame) return map.scene.extent;
  return drawn.extent.length ? drawn.extent : model.nodes.filter((node) => drawn.nodes[node.i]).map((node) => node.i);
}

/** @param {KeyboardEvent} event */
function keys(event) {
  const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(/** @type {any} */ (event.target).tagName);
  if (event.key === "/" && !typing) { event.preventDefault(); find.focus("Find a name"); }
  if (event.key === "Escape" && (state.node || state.pair || state.show)) { asked = ""; go(NOTHING); }
}

/** Arrow keys walk to the neighbour that lies that way. @param {KeyboardEvent} event */
function walkByKey(event) {
  const way = WAYS[event.key];
  if (event.key === "+" || event.key === "-") { /** @type {any} */ (byId("zoom").children[event.key === "+" ? 0 : 1]).click(); return; }
  if (event.key === "Enter" && state.node) { byId("panel").focus(); return; }
  if (!way) return;
  event.preventDefault();
  const here = model.byId.get(state.node);
  if (here === undefined) { const first = map.scene.order[0]; if (first !== undefined) go({ node: model.nodes[first].id, pair: "", to: "" }); return; }
  const next = towards(here, way);
  if (next >= 0) { go({ node: model.nodes[next].id, pair: "", to: "" }); map.network.moveTo({ position: { x: map.scene.x[next], y: map.scene.y[next] } }); }
}

/** @type {Record<string, [number, number]>} */
const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** @param {number} here @param {[number, number]} way */
function towards(here, [dx, dy]) {
  let best = -1;
  let least = Infinity;
  for (const i of neighbours(model, shown, here)) {
    const x = map.scene.x[i] - map.scene.x[here];
    const y = map.scene.y[i] - map.scene.y[here];
    const ahead = x * dx + y * dy;
    const cost = Math.hypot(x, y) * (1 + 2 * Math.abs(x * dy - y * dx) / (ahead || 1e-9));
    if (ahead > 0 && cost < least) [best, least] = [i, cost];
  }
  return best;
}
