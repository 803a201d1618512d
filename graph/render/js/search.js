/** Finds names: by their beginning, by the beginning of a word in them, or by what they hold. */

/** Lower case without accents or dots, so that "U.S." is found by "us" and "Türkiye" by "turk". @param {string} text */
export function plain(text) {
  return text.normalize("NFKD").replace(/[\u0300-\u036f.’']/g, "").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

/**
 * @typedef {{ node: number, name: string, text: string, weight: number }} Entry
 * @param {{ i: number, label: string, names: string[] }[]} nodes
 * @param {(i: number) => number} weight importance, 0 to 1: among equal matches the greater comes first
 * @returns {Entry[]}
 */
export function searchIndex(nodes, weight) {
  return nodes.flatMap((node) => [...new Set([node.label, ...node.names])].map((name) => (
    { node: node.i, name, text: plain(name), weight: weight(node.i) + (name === node.label ? 0.001 : 0) })));
}

/** The best entries for what was typed, each node once. @param {Entry[]} index @param {string} typed @param {number} [limit] */
export function search(index, typed, limit = 8) {
  const wanted = plain(typed);
  if (!wanted) return [];
  /** @type {Map<number, { entry: Entry, score: number }>} */
  const best = new Map();
  for (const entry of index) {
    const score = matchScore(entry.text, wanted);
    if (!score) continue;
    const total = score + entry.weight;
    const before = best.get(entry.node);
    if (!before || total > before.score) best.set(entry.node, { entry, score: total });
  }
  return [...best.values()].sort((one, other) => other.score - one.score || one.entry.node - other.entry.node)
    .slice(0, limit).map((found) => found.entry);
}

/** 5 the same, 4 begins, 3 a word begins, 2 every word typed begins a word, 1 holds it, 0 not. @param {string} text @param {string} wanted */
function matchScore(text, wanted) {
  const at = text.indexOf(wanted);
  if (at === 0) return text.length === wanted.length ? 5 : 4;
  if (at > 0) return text.includes(` ${wanted}`) ? 3 : 1;
  if (!wanted.includes(" ")) return 0;
  const words = text.split(" ");
  return wanted.split(" ").every((part) => words.some((word) => word.startsWith(part))) ? 2 : 0;
}
