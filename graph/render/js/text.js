/** Dates, numbers and statements in words. */

const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
  "November", "December"];

/** An ISO 8601 date as a newspaper writes it, no more precise than it is; anything else unchanged.
 * @param {string | null} iso */
export function dateInWords(iso) {
  const found = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(iso ?? "");
  if (!found) return iso ?? "";
  const [, year, month, day] = found;
  if (!month || !MONTHS[Number(month) - 1]) return year;
  return `${day ? `${Number(day)} ` : ""}${MONTHS[Number(month) - 1]} ${year}`;
}

/** The same in little room: "25 Sep 2015". @param {string | null} iso */
export function dateInShort(iso) {
  return dateInWords(iso).replace(/[A-Z][a-z]{3,}/, (month) => month.slice(0, 3));
}

/** @param {number} count @param {string} one @param {string} [many] */
export function counted(count, one, many = `${one}s`) {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}

/** How a statement is meant, in words: who says so, and how surely.
 * @param {import("./model.js").Model} model @param {import("./model.js").Statement} said */
export function modalityInWords(model, said) {
  const speaker = said.speaker === null ? null : model.nodes[said.speaker].label;
  const medium = said.medium === null ? "" : `, as reported by ${model.nodes[said.medium].label}`;
  return WORDS[model.modalities[said.modality].name](speaker) + medium;
}

/** @type {Record<string, (speaker: string | null) => string>} */
const WORDS = {
  Asserted: (speaker) => (speaker ? `stated by ${speaker}` : "stated by the article"),
  Claimed: (speaker) => (speaker ? `claimed by ${speaker}` : "claimed by an unnamed speaker"),
  Planned: (speaker) => (speaker ? `planned, says ${speaker}` : "planned"),
  Possible: (speaker) => (speaker ? `possible, says ${speaker}` : "possible"),
  Cancelled: (speaker) => (speaker ? `cancelled, says ${speaker}` : "cancelled"),
  Denied: (speaker) => (speaker ? `denied by ${speaker}` : "denied"),
};

/** The relation as words between its two ends: an open relation by its own phrase.
 * @param {import("./model.js").Model} model @param {import("./model.js").Statement} said */
export function relationInWords(model, said) {
  return said.label || model.relations[said.relation].label;
}

/** The relation read from its object; an open one has no words for the way back. @param {import("./model.js").Model} model @param {import("./model.js").Statement} said */
export function inverseInWords(model, said) {
  return said.label ? `“${said.label}” by` : model.relations[said.relation].inverse;
}

/** When a statement holds, and whether it is over. @param {import("./model.js").Statement} said */
export function whenInWords(said) {
  const state = said.state === null || (said.state === "Ended" && said.end) ? "" : said.state.toLowerCase();
  return [period(said), state].filter(Boolean).join(", ");
}

/** @param {import("./model.js").Statement} said */
function period(said) {
  if (said.start && said.end) return `${dateInWords(said.start)} to ${dateInWords(said.end)}`;
  if (said.start) return `since ${dateInWords(said.start)}`;
  if (said.end) return `until ${dateInWords(said.end)}`;
  return dateInWords(said.when);
}

/** Which of two dates comes first, for sorting; who has none comes last. @param {string | null} one @param {string | null} other */
export function byDate(one, other) {
  const [a, b] = [one ?? "~", other ?? "~"];
  return a < b ? -1 : Number(a > b);
}
