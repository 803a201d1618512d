/** Which labels find room, and where: the most important first, none on another and none on a node. */

/**
 * @typedef {{ i: number, x: number, y: number, r: number, w: number, h: number, must?: boolean }} Wanted
 * a label's node: centre and radius on the screen, width and height of the text; `must` takes its place in any case
 * @param {Wanted[]} wanted most important first
 * @param {{ width: number, height: number, limit?: number }} view
 * @returns {{ i: number, x: number, y: number }[]} the centre of each label that is drawn
 */
export function placeLabels(wanted, view) {
  const taken = grid();
  for (const one of wanted) if (one.r >= 2.5) taken.add(box(one.x, one.y, one.r * 2, one.r * 2), one.i);
  const placed = [];
  for (const one of wanted) {
    if (placed.length >= (view.limit ?? 400)) break;
    const spot = spots(one).find((at) => inside(at, one, view) && !taken.hits(box(at.x, at.y, one.w + 4, one.h + 1), one.i));
    const chosen = spot ?? (one.must ? spots(one)[0] : null);
    if (!chosen) continue;
    taken.add(box(chosen.x, chosen.y, one.w + 4, one.h + 1), -1);
    placed.push({ i: one.i, ...chosen });
  }
  return placed;
}

/** Below, above, right, left. @param {Wanted} one */
function spots(one) {
  const away = one.r + 3 + one.h / 2;
  const aside = one.r + 5 + one.w / 2;
  return [{ x: one.x, y: one.y + away }, { x: one.x, y: one.y - away }, { x: one.x + aside, y: one.y }, { x: one.x - aside, y: one.y }];
}

/** @param {{ x: number, y: number }} at @param {Wanted} one @param {{ width: number, height: number }} view */
function inside(at, one, view) {
  return at.x + one.w / 2 > 0 && at.x - one.w / 2 < view.width && at.y > -one.h && at.y < view.height + one.h;
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
  const each = (/** @type {number[]} */ at, /** @type {(key: number) => boolean | void} */ seen) => {
    for (let x = Math.floor(at[0] / CELL); x <= Math.floor(at[2] / CELL); x += 1) {
      for (let y = Math.floor(at[1] / CELL); y <= Math.floor(at[3] / CELL); y += 1) if (seen(x * 100003 + y)) return true;
    }
    return false;
  };
  return {
    add: (/** @type {number[]} */ at, /** @type {number} */ owner) => {
      each(at, (key) => { const cell = cells.get(key); if (cell) cell.push({ at, owner }); else cells.set(key, [{ at, owner }]); });
    },
    hits: (/** @type {number[]} */ at, /** @type {number} */ owner) => each(at, (key) => (cells.get(key) ?? []).some((one) =>
      one.owner !== owner && one.at[0] < at[2] && at[0] < one.at[2] && one.at[1] < at[3] && at[1] < one.at[3])),
  };
}
