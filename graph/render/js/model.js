/**
 * The page's data as objects that refer to one another by number.
 *
 * @typedef {{ i: number, id: string, label: string, cls: number, names: string[], roles: string[], mentions: number,
 *   when: string | null, country: string | null, same: string[], sources: number[], community: number,
 *   ranks: number[], core: number, pairs: number[], spoke: number[], own: number[], quotes: number[],
 *   quotedOn: number[] }} Entity
 * `pairs` are its lines, `spoke` the statements it makes, `own` those about itself alone, `quotes` its quotations,
 * `quotedOn` the quotations that mention it
 * @typedef {{ sentence: number, source: number, begin: number, end: number, confidence: number, extractor: number,
 *   at: number }} Citation
 * @typedef {{ i: number, key: string, subject: number, relation: number, object: number, modality: number,
 *   speaker: number | null, medium: number | null, when: string | null, start: string | null, end: string | null, state: string | null,
 *   label: string | null, evidence: Citation[], pair: number }} Statement
 * @typedef {{ i: number, id: string, speaker: number, medium: number | null, mentions: number[], when: string | null,
 *   evidence: Citation[] }} Quotation
 * @typedef {{ i: number, a: number, b: number, statements: number[] }} Pair
 * @typedef {{ name: string, label: string, inverse: string, group: string, symmetric: boolean, sign: number }} Relation
 * @typedef {{ slug: string, title: string | null, published: string | null, origin: string,
 *   publisher: string | null }} Source
 * @typedef {{ title: string, dates: string, standfirst: string[], nodes: Entity[], statements: Statement[], quotations: Quotation[], pairs: Pair[], relations: Relation[],
 *   classes: { name: string, label: string, colour: string, shape: string, agreement: boolean, group: string, actor: boolean, place: boolean }[],
 *   modalities: { name: string, label: string }[], sources: Source[], sentences: string[], extractors: string[],
 *   ranks: string[], sampled: boolean, communities: string[], byId: Map<string, number>, base: string,
 *   questions: { asks: string, sparql: string }[], drawing: any }} Model
 */

/** @param {any} data @returns {Model} */
export function readModel(data) {
  const nodes = data.nodes.map(entity);
  const statements = data.statements.map(statement);
  const pairs = data.drawing.edges.map((/** @type {any} */ edge) => ({ i: edge.id, a: edge.from, b: edge.to, statements: [] }));
  const at = new Map(pairs.map((/** @type {Pair} */ pair) => [pairKey(pair.a, pair.b), pair.i]));
  for (const said of statements) {
    said.pair = at.get(pairKey(said.subject, said.object)) ?? -1;
    if (said.pair >= 0) pairs[said.pair].statements.push(said.i);
    else nodes[said.subject].own.push(said.i);
    if (said.speaker !== null) nodes[said.speaker].spoke.push(said.i);
  }
  const quotations = data.quotations.map(quotation);
  for (const one of quotations) {
    nodes[one.speaker].quotes.push(one.i);
    for (const about of one.mentions) nodes[about].quotedOn.push(one.i);
  }
  for (const pair of pairs) {
    nodes[pair.a].pairs.push(pair.i);
    nodes[pair.b].pairs.push(pair.i);
  }
  const byId = new Map(nodes.map((/** @type {Entity} */ node) => [node.id, node.i]));
  const sources = data.sources.map((/** @type {any[]} */ [slug, title, published, origin, publisher]) => ({ slug, title, published, origin, publisher }));
  return { ...data, nodes, statements, quotations, pairs, sources, byId };
}

/** @param {number} a @param {number} b */
export function pairKey(a, b) {
  return a < b ? `${a} ${b}` : `${b} ${a}`;
}

/** @param {any[]} row @param {number} i */
function entity(row, i) {
  const [id, label, cls, names, roles, mentions, when, country, same, sources, community, ranks, core] = row;
  return { i, id, label, cls, names, roles, mentions, when, country, same, sources, community, ranks, core,
    pairs: [], spoke: [], own: [], quotes: [], quotedOn: [] };
}

/** @param {any[]} row @param {number} i */
function statement(row, i) {
  const [key, subject, relation, object, modality, speaker, medium, when, start, end, label, state, cited] = row;
  return { i, key, subject, relation, object, modality, speaker, medium, when, start, end, label, state, evidence: citations(cited), pair: -1 };
}

/** @param {any[]} row @param {number} i */
function quotation(row, i) {
  const [id, speaker, medium, mentions, when, cited] = row;
  return { i, id, speaker, medium, mentions, when, evidence: citations(cited) };
}

/** @param {number[][]} rows */
function citations(rows) {
  return rows.map(([sentence, source, begin, end, confidence, extractor, at]) => ({ sentence, source, begin, end, confidence, extractor, at }));
}

/** The statements that name a node as subject or object. @param {Model} model @param {number} i @returns {number[]} */
export function statementsOf(model, i) {
  const node = model.nodes[i];
  return [...node.pairs.flatMap((p) => model.pairs[p].statements), ...node.own];
}

/** @param {Pair} pair @param {number} i */
export function otherEnd(pair, i) {
  return pair.a === i ? pair.b : pair.a;
}

/** The surest modality among statements: modalities stand from surest to least. @param {Model} model @param {number[]} said */
export function surest(model, said) {
  return said.reduce((best, i) => Math.min(best, model.statements[i].modality), model.modalities.length - 1);
}
