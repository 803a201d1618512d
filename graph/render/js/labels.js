/** Which labels find room, and where: the most important first, none on another and none on a node. */

/**
 * @typedef {{ i: number, x: number, y: number, r: number, w: number, h: number, must?: boolean, only?: boolean }} Wanted
 * a label's node: centre and radius on the screen, width and height of the text; `must` takes its place in any case,
 * `only` no place but below
 * @param {Wanted[]} wanted most important first
 * @param {{ width: number, height: number, limit?: number, top?: number, taken?: number[][], lines?: number[][] }} view
 * `top` is covered by buttons, `taken` lists boxes (left, top, right, bottom) that hold something else to read, `lines`
 * their ends (x, y, x, y): of free places a label takes the one that the fewest lines cross
 * @returns {{ i: number, x: number, y: number }[]} the centre of each label that is drawn
 *
 * No label lies on another. The first third, and whoever is at least half as large as the largest, may lie on nodes
 * if they must, on as few as can be; the rest only where nothing is.
 * Where a label that must be drawn would touch something, it may lie on a count, or all such labels stand below their
 * nodes, whichever touches least: a frame is laid out so that they have room there.
 */
export function placeLabels(wanted, view) {
  const ways = [() => tried(wanted, view), () => tried(wanted, { ...view, taken: [] }), () => tried([...wanted].reverse(), { ...view, taken: [] }),
    () => tried(wanted.map((one) => (one.must ? { ...one, only: true } : one)), { ...view, taken: [] })];
  let best = ways[0]();
  for (const way of ways.slice(1)) {
    if (!best.touching) break;
    const next = way();
    if (next.touching < best.touching) best = next;
  }
  return best.placed;
}

/** @param {Wanted[]} wanted @param {{ width: number, height: number, limit?: number, top?: number, taken?: number[][], lines?: number[][] }} view */
function tried(wanted, view) {
  let touching = 0;
  const limit = view.limit ?? 400;
  const nodes = grid();
  const labels = grid();
  const most = wanted.reduce((top, one) => Math.max(top, one.r), 0);
  for (const at of view.taken ?? []) labels.add(at, -2);
  const kept = grid(); // the places below others that must have a label
  for (const one of wanted) if (one.must) kept.add(room(spots(one)[0], one), one.i);
  for (const one of wanted) if (one.r >= 1.5) nodes.add(box(one.x, one.y, one.r * 2, one.r * 2), one.i);
  const placed = [];
  for (const [n, one] of wanted.entries()) {
    if (placed.length >= limit) break;
    const bold = one.must || n < limit / 3 || one.r > most / 2;
    const free = spots(one).filter((at) => inside(at, one, view) && !labels.hits(room(at, one), -1));
    const costs = free.map((at) => nodes.hits(room(at, one), one.i) + 0.3 * kept.hits(room(at, one), one.i) + 0.01 * crossed(at, one, view.lines ?? []));
    const best = costs.indexOf(Math.min(...costs));
    kept.drop(one.i);
    if (one.must && (best < 0 || costs[best] >= 1)) touching += 1;
    const chosen = best >= 0 && (bold || costs[best] < 1) ? free[best] : one.must ? spots(one)[0] : null;
    if (!chosen) continue;
    labels.add(room(chosen, one), one.i);
    placed.push({ i: one.i, ...chosen });
  }
  return { placed, touching };
}

/** @param {{ x: number, y: number }} at @param {Wanted} one */
function room(at, one) {
  return box(at.x, at.y, one.w + 4, one.h + 1);
}

/** How many lines cross a label. @param {{ x: number, y: number }} at @param {Wanted} one @param {number[][]} lines */
function crossed(at, one, lines) {
  let count = 0;
  for (const [x1, y1, x2, y2] of lines) if (crosses(x1 - at.x, y1 - at.y, x2 - at.x, y2 - at.y, one.w / 2, one.h / 2)) count += 1;
  return count;
}

/** Whether a line meets a box around the origin (Liang and Barsky 1984). @param {number} x1 @param {number} y1 @param {number} x2 @param {number} y2 @param {number} w @param {number} h */
function crosses(x1, y1, x2, y2, w, h) {
  let [from, to] = [0, 1];
  for (const [way, room] of [[x1 - x2, x1 + w], [x2 - x1, w - x1], [y1 - y2, y1 + h], [y2 - y1, h - y1]]) {
    if (way === 0) { if (room < 0) return false; continue; }
    if (way < 0) from = Math.max(from, room / way);
    else to = Math.min(to, room / way);
  }
  return from < to;
}

/** Below, above, right, left. @param {Wanted} one */
function spots(one) {
  const away = one.r + 3 + one.h / 2;
  const aside = one.r + 5 + one.w / 2;
  const below = { x: one.x, y: one.y + away };
  return one.only ? [below] : [below, { x: one.x, y: one.y - away }, { x: one.x + aside, y: one.y }, { x: one.x - aside, y: one.y }];
}

/** @param {{ x: number, y: number }} at @param {Wanted} one @param {{ width: number, height: number, top?: number }} view */
function inside(at, one, view) {
  return at.x - one.w / 2 > 3 && at.x + one.w / 2 < view.width - 3 && at.y > (view.top ?? 0) + one.h / 2 && at.y < view.height - one.h / 2;
}

/** @param {number} x @param {number} y @param {number} w @param {number} h */
function box(x, y, w, h) {
  return [x - w / 2, y - h / 2, x + w / 2, y + h / 2];
}

const CELL = 48;

/** Boxes by the cells of a grid that they touch, so that a look-up sees only what is near. */
function grid() {
  /** @type {Map<number, { at: number[], owner: number }[]>} */
  const cells = new Map();
  /** @type {Set<number>} */
  const dropped = new Set();
  /** @param {number[]} at @param {(key: number) => void} seen */
  const each = (at, seen) => {
    for (let x = Math.floor(at[0] / CELL); x <= Math.floor(at[2] / CELL); x += 1) {
      for (let y = Math.floor(at[1] / CELL); y <= Math.floor(at[3] / CELL); y += 1) seen(x * 100003 + y);
    }
  };
  return {
    /** @param {number[]} at @param {number} owner */
    add(at, owner) {
      const one = { at, owner };
      each(at, (key) => { const cell = cells.get(key); if (cell) cell.push(one); else cells.set(key, [one]); });
    },
    /** @param {number} owner */
    drop(owner) { dropped.add(owner); },
    /** How many boxes of others it touches. @param {number[]} at @param {number} owner @returns {number} */
    hits(at, owner) {
      const found = new Set();
      each(at, (key) => {
        for (const one of cells.get(key) ?? []) {
          if (one.owner !== owner && !dropped.has(one.owner) && one.at[0] < at[2] && at[0] < one.at[2] && one.at[1] < at[3] && at[1] < one.at[3]) found.add(one);
        }
      });
      return found.size;
    },
  };
}
