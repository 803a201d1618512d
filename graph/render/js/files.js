/** What is shown as files: CSV, SVG and a slice of the Turtle. Only text; nothing here touches the page. */

import { modalityInWords, relationInWords } from "./text.js";

/** A cell of CSV; one that a spreadsheet would take for a formula is kept as text. @param {string | number | null} value */
export function csvCell(value) {
  const text = String(value ?? "");
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The statements that are shown, a row for each place that says them. @param {import("./model.js").Model} model @param {{ statements: Uint8Array }} shown */
export function toCsv(model, shown) {
  const head = ["statement", "subject", "relation", "object", "modality", "how it is said", "speaker", "when", "start", "end", "state", "sentence", "words", "source", "title", "published", "confidence"];
  const rows = model.statements.filter((said) => shown.statements[said.i]).flatMap((said) => {
    const left = [said.key, model.nodes[said.subject].label, relationInWords(model, said), model.nodes[said.object].label, model.modalities[said.modality].label,
      modalityInWords(model, said), said.speaker === null ? "" : model.nodes[said.speaker].label, said.when, said.start, said.end, said.state];
    const cited = said.evidence.map((one) => {
      const sentence = model.sentences[one.sentence];
      const source = model.sources[one.source];
      return [...left, sentence, sentence.slice(one.begin, one.end), source?.origin ?? "", source?.title ?? "", source?.published ?? "", one.confidence];
    });
    return cited.length ? cited : [left];
  });
  return [head, ...rows].map((row) => row.map(csvCell).join(",")).join("\r\n") + "\r\n";
}

/** Text inside XML. @param {string} text */
export function xml(text) {
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, "").replace(/[&<>"']/g, (one) => `&#${one.charCodeAt(0)};`);
}

/**
 * The part of the graph's Turtle that is about some subjects: its prefixes, their blocks, and each statement's evidence.
 * The Turtle is that of this program: a blank line between blocks and nowhere else.
 * @param {string} turtle @param {Set<string>} wanted IRIs below the base, as "person/xi-jinping"
 */
export function turtleOf(turtle, wanted) {
  const blocks = turtle.trimEnd().split("\n\n");
  const head = blocks[0];
  const folders = new Map([...head.matchAll(/^@prefix ([\w-]*): <([^>]*)> \.$/gm)].map(([, prefix, iri]) => [prefix, iri]));
  const base = [...folders.values()].find((iri) => iri.endsWith("/source/"))?.slice(0, -"source/".length) ?? "";
  let keep = false;
  const kept = blocks.slice(1).filter((block) => {
    const subject = subjectOf(block, folders, base);
    if (!subject.startsWith("evidence/")) keep = wanted.has(subject);
    return keep;
  });
  return `${[head, ...kept].join("\n\n")}\n`;
}

/** @param {string} block @param {Map<string, string>} folders @param {string} base */
function subjectOf(block, folders, base) {
  const full = /^<([^>]*)>/.exec(block);
  const short = /^([\w-]*):((?:\\.|[^\s;,])*)/.exec(block);
  const iri = full ? full[1] : short ? (folders.get(short[1]) ?? "") + short[2].replaceAll("\\", "") : "";
  return iri.startsWith(base) ? iri.slice(base.length) : iri;
}

/** All that is shown, as the subjects whose Turtle is wanted. @param {import("./model.js").Model} model @param {import("./filter.js").Shown} shown */
export function subjectsShown(model, shown) {
  const wanted = new Set(model.nodes.filter((node) => shown.nodes[node.i]).map((node) => node.id));
  for (const said of model.statements) {
    if (!shown.statements[said.i]) continue;
    wanted.add(`statement/${said.key}`);
    for (const cited of said.evidence) if (model.sources[cited.source]) wanted.add(`source/${model.sources[cited.source].slug}`);
    for (const i of [said.speaker, said.medium]) if (i !== null) wanted.add(model.nodes[i].id);
  }
  return wanted;
}
