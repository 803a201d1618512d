/** How labels are written: their size by the node's, and in how many lines. */

const LONGEST = 20; // letters of a line
const LINES = 2;

/** The size of the letters and the height of a line, in pixels. @param {number} r the node's radius in pixels of the first view @param {boolean} [narrow] on a phone */
export function lettering(r, narrow = false) {
  if (narrow) return { font: 11, line: 12, weight: r >= 8 ? 600 : 400 };
  if (r >= 14) return { font: 15, line: 17, weight: 600 };
  return r >= 8.5 ? { font: 13, line: 15, weight: 600 } : { font: 12, line: 14, weight: 400 };
}

/** The label in at most two lines; what does not fit is cut with an ellipsis. @param {string} label @returns {string[]} */
export function wrapped(label) {
  if ([...label].length <= LONGEST + 4) return [label];
  /** @type {string[]} */
  const lines = [];
  let line = "";
  for (const word of label.split(/\s+/)) {
    if (line && [...line, " ", ...word].length > LONGEST && lines.length < LINES) { lines.push(line); line = word; }
    else line = line ? `${line} ${word}` : word;
  }
  lines.push(line);
  const shown = lines.slice(0, LINES);
  if (lines.length > LINES) shown[LINES - 1] = `${shown[LINES - 1]} …`;
  return shown.map(cut);
}

/** @param {string} line */
function cut(line) {
  const letters = [...line];
  return letters.length > LONGEST + 6 ? `${letters.slice(0, LONGEST + 4).join("").trimEnd()}…` : line;
}
