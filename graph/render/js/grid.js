/** The matrix of a relation: counts by subject and object. */

/**
 * @typedef {{ rows: number[], columns: number[], cells: Map<string, number[]>, left: number, most: number }} Grid
 * `rows` and `columns` are nodes, those with most first; `cells` the statements by "row column"; `left` counts the
 * statements that found no room
 * @param {import("./model.js").Model} model @param {{ statements: Uint8Array }} shown
 * @param {(said: import("./model.js").Statement) => boolean} wanted @param {number} limit rows and columns at most
 * @returns {Grid}
 */
export function gridOf(model, shown, wanted, limit) {
  const said = model.statements.filter((one) => shown.statements[one.i] && one.subject !== one.object && wanted(one));
  const rows = busiest(said.map((one) => one.subject), limit);
  const columns = busiest(said.map((one) => one.object), limit);
  const [inRows, inColumns] = [new Set(rows), new Set(columns)];
  /** @type {Map<string, number[]>} */
  const cells = new Map();
  let left = 0;
  for (const one of said) {
    if (!inRows.has(one.subject) || !inColumns.has(one.object)) { left += 1; continue; }
    const key = `${one.subject} ${one.object}`;
    cells.set(key, [...(cells.get(key) ?? []), one.i]);
  }
  return { rows, columns, cells, left, most: Math.max(1, ...[...cells.values()].map((one) => one.length)) };
}

/** @param {number[]} nodes @param {number} limit */
function busiest(nodes, limit) {
  const counts = new Map();
  for (const i of nodes) counts.set(i, (counts.get(i) ?? 0) + 1);
  return [...counts].sort((one, other) => other[1] - one[1] || one[0] - other[0]).slice(0, limit).map(([i]) => i);
}

/** The relations that somebody has shown statements of, most first. @param {import("./model.js").Model} model @param {{ statements: Uint8Array }} shown */
export function relationsShown(model, shown) {
  const counts = model.relations.map(() => 0);
  for (const said of model.statements) if (shown.statements[said.i]) counts[said.relation] += 1;
  return counts.flatMap((count, i) => (count ? [{ i, count }] : [])).sort((one, other) => other.count - one.count || one.i - other.i);
}
