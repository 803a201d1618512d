/** Dates into the bars of a histogram. */

const MOST = 320; // bars, above which months become years, or days months

/**
 * @typedef {{ unit: "day" | "month" | "year", names: string[], counts: number[] }} Bins
 * `names` are ISO dates of the unit's precision, without a gap; a date known less precisely is shared out over the bars
 * that it may belong to.
 * @param {string[]} dates ISO 8601, of any precision; anything else is left out
 * @returns {Bins | null} null where nothing is dated
 */
export function histogram(dates) {
  const known = dates.filter((date) => /^\d{4}(-\d{2}(-\d{2})?)?$/.test(date));
  if (!known.length) return null;
  const sorted = [...known].sort();
  const [first, last] = [sorted[0], sorted[sorted.length - 1]];
  const unit = unitFor(first, last, known);
  const names = range(first, last, unit);
  return { unit, names, counts: countedInto(names, unit, known) };
}

/** How many dates fall into each bar of a histogram. @param {string[]} names @param {"day" | "month" | "year"} unit @param {string[]} dates */
export function countedInto(names, unit, dates) {
  const at = new Map(names.map((name, i) => [name, i]));
  const counts = names.map(() => 0);
  for (const date of dates) {
    const name = date.slice(0, LENGTH[unit]);
    const hit = at.get(name);
    if (hit !== undefined) counts[hit] += 1;
    else share(names, counts, name);
  }
  return counts;
}

const LENGTH = { day: 10, month: 7, year: 4 };

/** The finest unit that enough dates are known to, with not too many bars. @param {string} first @param {string} last @param {string[]} known */
function unitFor(first, last, known) {
  const years = Number(last.slice(0, 4)) - Number(first.slice(0, 4)) + 1;
  const precise = (/** @type {number} */ length) => known.filter((date) => date.length >= length).length >= known.length / 2;
  if (precise(10) && first.length === 10 && last.length === 10 && range(first, last, "day").length <= 92) return "day";
  return precise(7) && years * 12 <= MOST ? "month" : "year";
}

/** @param {string[]} names @param {number[]} counts @param {string} prefix */
function share(names, counts, prefix) {
  const hits = names.flatMap((name, i) => (name.startsWith(prefix) ? [i] : []));
  for (const i of hits) counts[i] += 1 / hits.length;
}

/** All names from the first to the last, both included. @param {string} first @param {string} last @param {"day" | "month" | "year"} unit */
export function range(first, last, unit) {
  const names = [];
  const at = new Date(Date.UTC(Number(first.slice(0, 4)), Number(first.slice(5, 7) || 1) - 1, Number(first.slice(8, 10) || 1)));
  at.setUTCFullYear(Number(first.slice(0, 4)));
  const end = last.length >= LENGTH[unit] ? last.slice(0, LENGTH[unit]) : last + "-12-31".slice(0, LENGTH[unit] - last.length);
  for (let n = 0; n <= 4000; n += 1) {
    const name = at.toISOString().slice(0, LENGTH[unit]);
    if (name > end) break;
    names.push(name);
    if (unit === "day") at.setUTCDate(at.getUTCDate() + 1);
    else if (unit === "month") at.setUTCMonth(at.getUTCMonth() + 1, 1);
    else at.setUTCFullYear(at.getUTCFullYear() + 1);
  }
  return names;
}

/** The bars that carry a year below them, as few as leave room. @param {Bins} bins @param {number} width @returns {{ i: number, text: string }[]} */
export function ticks(bins, width) {
  const label = (/** @type {string} */ name) => (bins.unit === "day" ? name.slice(5) : name.slice(0, 4));
  const marks = bins.names.flatMap((name, i) => (bins.unit !== "month" || name.endsWith("-01") || i === 0 ? [{ i, text: label(name) }] : []));
  const every = Math.max(1, Math.ceil(marks.length / Math.max(1, Math.floor(width / 52))));
  const wide = width / Math.max(1, bins.names.length);
  let free = 0; // a first year that is not whole may leave no room for the next
  return marks.filter(({ i }, n) => {
    const fits = n % every === 0 && i * wide >= free;
    if (fits) free = i * wide + 40;
    return fits;
  });
}
