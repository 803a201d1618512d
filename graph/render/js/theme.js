/** Light and dark: the colours of the canvas are those of the style sheet. */

/** @typedef {{ paper: string, ink: string, muted: string, line: string, accent: string, against: string, with: string,
 *   dark: boolean, sans: string }} Theme */

/** @returns {Theme} */
export function readTheme() {
  const style = getComputedStyle(document.documentElement);
  const read = (/** @type {string} */ name) => style.getPropertyValue(`--${name}`).trim();
  return { paper: read("paper"), ink: read("ink"), muted: read("muted"), line: read("line"), accent: read("accent"),
    against: read("against"), with: read("with"), dark: isDark(), sans: read("sans") };
}

export function isDark() {
  const wanted = document.documentElement.dataset.theme;
  return wanted === "dark" || (wanted !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
}

/** A class's colour on the ground it stands on: lighter at night. @param {string} colour @param {boolean} dark */
export function shade(colour, dark) {
  return dark ? mixed(colour, "#ffffff", 0.34) : colour;
}

/** Two colours of six hexadecimal digits, mixed. @param {string} one @param {string} other @param {number} share of the other */
export function mixed(one, other, share) {
  const parts = [1, 3, 5].map((at) => {
    const [a, b] = [one, other].map((colour) => parseInt(colour.slice(at, at + 2), 16) || 0);
    return Math.round(a + (b - a) * share).toString(16).padStart(2, "0");
  });
  return `#${parts.join("")}`;
}

/** @param {string} colour six hexadecimal digits @param {number} alpha */
export function veil(colour, alpha) {
  const [r, g, b] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16) || 0);
  return `rgba(${r},${g},${b},${alpha})`;
}
