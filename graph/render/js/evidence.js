/** A statement with its proof: what is said, by whom, how surely, and the sentence with its words marked. */

import { el, link } from "./dom.js";
import { dateInWords, modalityInWords, relationInWords, whenInWords } from "./text.js";

/**
 * @param {import("./model.js").Model} model @param {import("./model.js").Statement} said
 * @param {(patch: object) => void} go @returns {HTMLElement}
 */
export function statementCard(model, said, go) {
  const modality = model.modalities[said.modality].name;
  const when = whenInWords(said);
  return el("article", { class: `said ${modality.toLowerCase()}`, "data-key": said.key },
    el("p", { class: "claim" }, nameButton(model, said.subject, go), " ", el("em", {}, relationInWords(model, said)), " ", nameButton(model, said.object, go)),
    el("p", { class: "how" }, el("span", { class: "modality" }, modalityInWords(model, said)), when ? el("span", {}, when) : null),
    said.evidence.map((cited) => quotation(model, cited)));
}

/** Reported speech: who said it, the words in their sentence, and what they mention.
 * @param {import("./model.js").Model} model @param {import("./model.js").Quotation} said @param {(patch: object) => void} go */
export function quotationCard(model, said, go) {
  const medium = said.medium === null ? null : ["as reported by ", nameButton(model, said.medium, go)];
  return el("article", { class: "said quoted", "data-key": said.id },
    el("p", { class: "claim" }, nameButton(model, said.speaker, go), " ", el("em", {}, "said")),
    medium || said.when ? el("p", { class: "how" }, medium && el("span", {}, ...medium), said.when ? el("span", {}, dateInWords(said.when)) : null) : null,
    said.evidence.map((cited) => quotation(model, cited)),
    said.mentions.length ? el("p", { class: "mentions" }, "Mentions ", said.mentions.map((one, n) => [n ? ", " : "", nameButton(model, one, go)])) : null);
}

/** @param {import("./model.js").Model} model @param {number} i @param {(patch: object) => void} go */
export function nameButton(model, i, go) {
  const node = model.nodes[i];
  return el("button", { type: "button", class: "name", onclick: () => go({ node: node.id, pair: "", to: "" }) }, node.label);
}

/** @param {import("./model.js").Model} model @param {import("./model.js").Citation} cited */
function quotation(model, cited) {
  return el("figure", {}, el("blockquote", {}, marked(model.sentences[cited.sentence], cited.begin, cited.end)),
    el("figcaption", {}, sourceLine(model, cited.source), el("span", { class: "sure", title: `Found by ${model.extractors[cited.extractor]}` },
      `confidence ${cited.confidence.toFixed(2)}`)));
}

/** A sentence with its words marked. @param {string} sentence @param {number} begin @param {number} end @returns {any[]} */
export function marked(sentence, begin, end) {
  if (!(0 <= begin && begin < end && end <= sentence.length)) return [sentence];
  return [sentence.slice(0, begin), el("mark", {}, sentence.slice(begin, end)), sentence.slice(end)];
}

/** @param {import("./model.js").Model} model @param {number} i */
export function sourceLine(model, i) {
  const source = model.sources[i];
  if (!source) return el("span", { class: "source" }, "source unknown");
  const title = source.title || source.origin || source.slug;
  const web = /^https?:\/\//i.test(source.origin);
  return el("span", { class: "source" }, [source.publisher, null].filter(Boolean).map((one) => `${one}: `),
    web ? link(source.origin, title) : el("cite", { title: source.origin }, title),
    source.published ? `, ${dateInWords(source.published)}` : "");
}
