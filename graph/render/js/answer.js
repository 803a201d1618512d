/** Answers of SPARQL as rows; nothing here touches the page or the engine. */

/** The prefixes of a Turtle file as SPARQL says them. @param {string} turtle */
export function prefixesOf(turtle) {
  return [...turtle.matchAll(/^@prefix ([\w-]*): <([^>]*)> \.$/gm)].map(([, prefix, iri]) => `PREFIX ${prefix}: <${iri}>`).join("\n");
}

/** A query with the prefixes that it does not declare itself. @param {string} query @param {string} prefixes */
export function prefixed(query, prefixes) {
  const own = new Set([...query.matchAll(/PREFIX\s+([\w-]*):/gi)].map(([, prefix]) => prefix));
  const lines = prefixes.split("\n").filter((line) => !own.has(/** @type {any} */ (/^PREFIX ([\w-]*):/.exec(line))?.[1]));
  return `${lines.join("\n")}\n${query}`;
}

/**
 * @typedef {{ text: string, iri: string | null }} Cell
 * @param {any} answer of the engine: true or false, rows (Map from name to term), or quads
 * @param {string} query whose SELECT names the columns, also where no row came
 * @returns {{ columns: string[], rows: Cell[][] }}
 */
export function tableOf(answer, query) {
  if (typeof answer === "boolean") return { columns: ["answer"], rows: [[{ text: answer ? "yes" : "no", iri: null }]] };
  if (answer.length && !(answer[0] instanceof Map)) {
    return { columns: ["subject", "predicate", "object"], rows: answer.map((/** @type {any} */ quad) => [quad.subject, quad.predicate, quad.object].map(cellOf)) };
  }
  const columns = columnsOf(answer, query);
  return { columns, rows: answer.map((/** @type {Map<string, any>} */ row) => columns.map((name) => cellOf(row.get(name)))) };
}

/** The columns as the query names them, then whatever else came. @param {Map<string, any>[]} rows @param {string} query */
export function columnsOf(rows, query) {
  const head = /SELECT\s+(?:DISTINCT\s+|REDUCED\s+)?(.*?)(?:\bWHERE\b|\bFROM\b|\{)/is.exec(query.replace(/#[^\n]*/g, ""))?.[1] ?? "";
  const named = head.replace(/\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\bAS\s+\?(\w+)\s*\)/gi, "?$1");
  return [...new Set([...[...named.matchAll(/\?(\w+)/g)].map(([, name]) => name), ...rows.flatMap((row) => [...row.keys()])])];
}

/** @param {any} term @returns {Cell} */
export function cellOf(term) {
  if (!term) return { text: "", iri: null };
  return { text: term.value ?? term.toString(), iri: term.termType === "NamedNode" ? term.value : null };
}

/** The nodes that a table speaks of: by IRI, or by a label that one node alone has.
 * @param {{ rows: Cell[][] }} table @param {{ id: string, label: string, i: number }[]} nodes @param {string} base @returns {number[]} */
export function nodesIn(table, nodes, base) {
  const byIri = new Map(nodes.map((node) => [base + node.id, node.i]));
  /** @type {Map<string, number | null>} */
  const byLabel = new Map();
  for (const node of nodes) byLabel.set(node.label, byLabel.has(node.label) ? null : node.i);
  const found = new Set();
  for (const cell of table.rows.flat()) {
    const i = cell.iri ? byIri.get(cell.iri) : byLabel.get(cell.text);
    if (i !== undefined && i !== null) found.add(i);
  }
  return [...found].sort((one, other) => one - other);
}
