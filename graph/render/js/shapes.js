/** The outlines of the shapes that classes have on the map, the same on canvas, in SVG and in the legend. */

/** The corners around a centre, or null for a circle. @param {string} shape @param {number} r @returns {[number, number][] | null} */
export function outline(shape, r) {
  const made = SHAPES[shape];
  return made ? made(r) : null;
}

/** @type {Record<string, (r: number) => [number, number][]>} */
const SHAPES = { square: (r) => ring(4, 45, [r * 1.2]), diamond: (r) => ring(4, 0, [r]), triangle: (r) => ring(3, -90, [r]), triangleDown: (r) => ring(3, 90, [r]),
  hexagon: (r) => ring(6, 0, [r]), star: (r) => ring(10, -90, [r * 1.1, r * 0.5]) };

/** @param {number} count @param {number} from @param {number[]} radii @returns {[number, number][]} */
function ring(count, from, radii) {
  return Array.from({ length: count }, (_, n) => {
    const angle = (from + (360 / count) * n) * (Math.PI / 180);
    return [radii[n % radii.length] * Math.cos(angle), radii[n % radii.length] * Math.sin(angle)];
  });
}
