/** Walks along the lines that are shown. */

/**
 * Nodes within so many steps, with their distance. @param {import("./model.js").Model} model
 * @param {{ pairs: number[][] }} shown @param {number} from @param {number} steps @returns {Map<number, number>}
 */
export function within(model, shown, from, steps) {
  const far = new Map([[from, 0]]);
  let edge = [from];
  for (let step = 1; step <= steps && edge.length; step += 1) {
    const next = [];
    for (const i of edge) {
      for (const other of neighbours(model, shown, i)) {
        if (far.has(other)) continue;
        far.set(other, step);
        next.push(other);
      }
    }
    edge = next;
  }
  return far;
}

/** @param {import("./model.js").Model} model @param {{ pairs: number[][] }} shown @param {number} i @returns {number[]} */
export function neighbours(model, shown, i) {
  return model.nodes[i].pairs.filter((p) => shown.pairs[p].length)
    .map((p) => (model.pairs[p].a === i ? model.pairs[p].b : model.pairs[p].a));
}

/**
 * A shortest path as node numbers, both ends included, or [] where there is none; among equals through the better
 * known. @param {import("./model.js").Model} model @param {{ pairs: number[][] }} shown @param {number} from
 * @param {number} to @returns {number[]}
 */
export function shortestPath(model, shown, from, to) {
  const far = within(model, shown, to, model.nodes.length);
  if (!far.has(from)) return [];
  const path = [from];
  while (path[path.length - 1] !== to) {
    const here = path[path.length - 1];
    const wanted = /** @type {number} */ (far.get(here)) - 1;
    const closer = neighbours(model, shown, here).filter((i) => far.get(i) === wanted);
    path.push(closer.reduce((one, other) => (model.nodes[other].ranks[1] > model.nodes[one].ranks[1] ? other : one)));
  }
  return path;
}
