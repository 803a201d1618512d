/** The timeline under the map: how much is dated when, and a span that filters. */

import { el, fill, byId, icon } from "./dom.js";
import { countedInto, histogram, ticks } from "./bins.js";
import { filtered } from "./filter.js";
import { dateInShort, dateInWords } from "./text.js";

const HEIGHT = 44;
const PAUSE = 900; // milliseconds that each step of the film stands

/** @typedef {{ bins: import("./bins.js").Bins, width: number, first: number, last: number, page: import("./panel.js").Page }} Strip */

/** @type {{ timer: any }} */
const film = { timer: null };

/** @param {import("./panel.js").Page} page */
export function drawTimeline(page) {
  const { model, state } = page;
  const place = byId("timeline");
  const all = histogram(model.statements.map((said) => said.when ?? ""));
  place.hidden = !all || all.names.length < 2 || state.view !== "map";
  if (place.hidden || !all) return;
  const unspanned = state.from || state.until ? filtered(model, { ...state, from: "", until: "" }) : page.shown;
  const dates = model.statements.flatMap((said) => (unspanned.statements[said.i] && said.when ? [said.when] : []));
  const bins = { ...all, counts: countedInto(all.names, all.unit, dates) };
  const strip = { bins, width: Math.max(80, place.clientWidth - 158), page, ...spanOf(bins, state) };
  fill(place, controls(strip), chart(strip));
}

/** @param {import("./bins.js").Bins} bins @param {import("./state.js").State} state */
function spanOf(bins, state) {
  const first = state.from ? bins.names.findIndex((name) => name >= state.from) : 0;
  let last = bins.names.length - 1;
  if (state.until) while (last >= 0 && bins.names[last].slice(0, state.until.length) > state.until) last -= 1;
  return { first: first < 0 ? bins.names.length - 1 : first, last: Math.max(0, last) };
}

/** @param {Strip} strip */
function controls(strip) {
  const { state, go } = strip.page;
  const spanned = Boolean(state.from || state.until);
  const { names } = strip.bins;
  return el("div", { class: "span" },
    el("button", { type: "button", class: "play", "aria-label": film.timer ? "Pause" : "Play through time", title: film.timer ? "Pause" : "Play through time",
      onclick: () => play(strip) }, icon(film.timer ? "pause" : "play")),
    el("div", {}, el("p", { class: "from" }, dateInShort(names[strip.first])), strip.first === strip.last ? null : el("p", { class: "until" }, `to ${dateInShort(names[strip.last])}`),
      spanned ? el("button", { type: "button", class: "clear", onclick: () => { stop(); go({ from: "", until: "" }); } }, "All time") : null));
}

/** @param {Strip} strip */
function chart(strip) {
  const { bins, width, first, last } = strip;
  const most = Math.max(...bins.counts, 1);
  const wide = width / bins.names.length;
  const svg = el("svg", { class: "bars", width, height: HEIGHT + 16, viewBox: `0 0 ${width} ${HEIGHT + 16}`, role: "img",
    "aria-label": `Statements by date, ${dateInWords(bins.names[0])} to ${dateInWords(bins.names[bins.names.length - 1])}` });
  bins.counts.forEach((count, i) => {
    const high = count ? Math.max(2, (count / most) * (HEIGHT - 4)) : 0;
    if (high) svg.append(el("rect", { x: i * wide + 0.5, y: HEIGHT - high, width: Math.max(1, wide - 1), height: high, class: i >= first && i <= last ? "in" : "out" }));
  });
  svg.append(el("line", { x1: 0, x2: width, y1: HEIGHT + 0.5, y2: HEIGHT + 0.5 }));
  for (const { i, text } of ticks(bins, width)) svg.append(el("text", { x: i * wide, y: HEIGHT + 13 }, text));
  const spanned = strip.page.state.from || strip.page.state.until;
  const brush = el("rect", { class: `brush${spanned ? " set" : ""}`, x: first * wide, y: 0, width: (last - first + 1) * wide, height: HEIGHT });
  svg.append(brush);
  const frame = el("div", { class: "frame" }, svg, handle(strip, "first", first * wide), handle(strip, "last", (last + 1) * wide));
  brushing(strip, svg, brush, wide);
  return frame;
}

/** A grip at an end of the span, moved by arrow keys. @param {Strip} strip @param {"first" | "last"} end @param {number} x */
function handle(strip, end, x) {
  const { names } = strip.bins;
  const made = el("span", { class: "grip", id: `grip-${end}`, role: "slider", tabindex: "0", "aria-label": end === "first" ? "From" : "Until",
    "aria-valuemin": "0", "aria-valuemax": String(names.length - 1), "aria-valuenow": String(strip[end]), "aria-valuetext": dateInWords(names[strip[end]]),
    onkeydown: (/** @type {KeyboardEvent} */ event) => {
      const step = (/** @type {Record<string, number>} */ ({ ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageUp: 12, PageDown: -12, Home: -1e6, End: 1e6 }))[event.key];
      if (!step) return;
      event.preventDefault();
      const moved = { first: strip.first, last: strip.last, [end]: strip[end] + step };
      choose(strip, end === "first" ? Math.min(moved.first, strip.last) : strip.first, end === "last" ? Math.max(moved.last, strip.first) : strip.last);
      byId(`grip-${end}`)?.focus();
    } });
  made.style.setProperty("left", `${x}px`);
  return made;
}

/** @param {Strip} strip @param {number} first @param {number} last @param {boolean} [replace] */
function choose(strip, first, last, replace = false) {
  const end = strip.bins.names.length - 1;
  const from = Math.max(0, Math.min(first, last, end));
  const until = Math.min(end, Math.max(first, last, 0));
  const whole = from === 0 && until === end;
  strip.page.go(whole ? { from: "", until: "" } : { from: strip.bins.names[from], until: strip.bins.names[until] }, replace);
}

/** @param {Strip} strip @param {any} svg @param {any} brush @param {number} wide */
function brushing(strip, svg, brush, wide) {
  const bin = (/** @type {PointerEvent} */ event) => Math.floor((event.clientX - svg.getBoundingClientRect().left) / wide);
  svg.addEventListener("pointerdown", (/** @type {PointerEvent} */ event) => {
    stop();
    const start = bin(event);
    svg.setPointerCapture(event.pointerId);
    const move = (/** @type {PointerEvent} */ now) => {
      const [a, b] = [start, bin(now)].sort((one, other) => one - other).map((i) => Math.max(0, Math.min(strip.bins.names.length - 1, i)));
      brush.setAttribute("x", a * wide);
      brush.setAttribute("width", (b - a + 1) * wide);
      brush.classList.add("set");
    };
    const up = (/** @type {PointerEvent} */ now) => {
      svg.removeEventListener("pointermove", move);
      choose(strip, start, bin(now));
    };
    svg.addEventListener("pointermove", move);
    svg.addEventListener("pointerup", up, { once: true });
  });
}

/** Moves the span through time, a step at a time; once more stops it. @param {Strip} strip */
function play(strip) {
  if (film.timer) { stop(); strip.page.go({}); return; }
  const { names } = strip.bins;
  const whole = strip.first === 0 && strip.last === names.length - 1;
  const wide = whole ? Math.max(1, Math.round(names.length / 16)) : strip.last - strip.first + 1;
  let at = whole ? 0 : strip.last + 1 >= names.length ? 0 : strip.first;
  const step = () => {
    if (at >= names.length) { stop(); strip.page.go({}); return; }
    choose(strip, at, at + wide - 1, true);
    at += wide;
  };
  film.timer = setInterval(step, PAUSE);
  step();
}

export function stop() {
  clearInterval(film.timer);
  film.timer = null;
}
