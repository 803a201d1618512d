/** Places for a few nodes with their labels, found in the page for the stage's own shape. No chance is involved. */

/**
 * @typedef {{ x: number, y: number }} Spot
 * @typedef {{ i: number, w: number, up: number, down: number, x: number, y: number, group: number }} Body
 * a node with its label: half its width, how far it reaches above and below its centre, where it starts, its community
 * @typedef {{ x: number, y: number, w: number, h: number }} Room
 */

const ROUNDS = 160; // of stress majorization
const PUSHES = 700; // rounds in which boxes are moved apart
const CORE = 0.9; // of the stage, for a connected part that has most of the nodes
const ACROSS = 1.5; // how much longer a line between communities is

/** @param {Body[]} bodies @param {[number, number][]} edges by place in `bodies` @param {Room} room @returns {Spot[]} */
export function arranged(bodies, edges, room) {
  /** @type {Spot[]} */
  const places = bodies.map(() => ({ x: 0, y: 0 }));
  for (const { part, at } of rooms(parts(bodies.length, edges), room)) {
    const own = new Map(part.map((n, m) => [n, m]));
    const inside = edges.flatMap(([a, b]) => (own.has(a) ? [[own.get(a), own.get(b)]] : []));
    inRoom(part.map((n) => bodies[n]), /** @type {any} */ (inside), at).forEach((spot, m) => { places[part[m]] = spot; });
  }
  return places;
}

/** Connected parts, the largest first. @param {number} count @param {[number, number][]} edges */
export function parts(count, edges) {
  const near = adjacency(count, edges);
  const seen = new Set();
  /** @type {number[][]} */
  const found = [];
  for (let first = 0; first < count; first += 1) {
    if (seen.has(first)) continue;
    const part = [first];
    seen.add(first);
    for (const n of part) for (const other of near[n]) if (!seen.has(other)) { seen.add(other); part.push(other); }
    found.push(part.sort((a, b) => a - b));
  }
  return found.sort((one, other) => other.length - one.length || one[0] - other[0]);
}

/** @param {number} count @param {[number, number][]} edges */
function adjacency(count, edges) {
  /** @type {number[][]} */
  const near = Array.from({ length: count }, () => []);
  for (const [a, b] of edges) { near[a].push(b); near[b].push(a); }
  return near;
}

/** The stage divided among the parts by their size; a core gets nine tenths of it. @param {number[][]} found @param {Room} room */
function rooms(found, room) {
  const total = found.reduce((sum, part) => sum + part.length, 0);
  if (found.length > 1 && found[0].length >= 0.6 * total) {
    const wide = room.w >= room.h;
    const core = wide ? { ...room, w: room.w * CORE } : { ...room, h: room.h * CORE };
    const rest = wide ? { ...room, x: room.x + core.w, w: room.w - core.w } : { ...room, y: room.y + core.h, h: room.h - core.h };
    return [{ part: found[0], at: core }, ...split(found.slice(1), rest)];
  }
  return split(found, room);
}

/** @param {number[][]} found @param {Room} room @returns {{ part: number[], at: Room }[]} */
function split(found, room) {
  if (found.length < 2) return found.map((part) => ({ part, at: room }));
  const weight = (/** @type {number[][]} */ some) => some.reduce((sum, part) => sum + part.length, 0);
  const total = weight(found);
  let n = 1;
  while (n < found.length - 1 && weight(found.slice(0, n)) < total / 2) n += 1;
  const share = weight(found.slice(0, n)) / total;
  const [one, other] = room.w >= room.h
    ? [{ ...room, w: room.w * share }, { ...room, x: room.x + room.w * share, w: room.w * (1 - share) }]
    : [{ ...room, h: room.h * share }, { ...room, y: room.y + room.h * share, h: room.h * (1 - share) }];
  return [...split(found.slice(0, n), one), ...split(found.slice(n), other)];
}

/** One connected part: stress majorization, stretched to its room, then moved apart. @param {Body[]} bodies @param {[number, number][]} edges @param {Room} room */
function inRoom(bodies, edges, room) {
  const start = stretched(bodies, bodies, room);
  const stressed = majorized(start, wanted(bodies, edges), Math.min(room.w, room.h));
  return apart(bodies, edges, spread(stretched(stressed, bodies, room), bodies, room), room);
}

/** Steps between all pairs; communities lie farther from one another. @param {Body[]} bodies @param {[number, number][]} edges */
function wanted(bodies, edges) {
  const near = adjacency(bodies.length, edges);
  return bodies.map((body, from) => {
    const far = bodies.map(() => Infinity);
    far[from] = 0;
    const edge = [from];
    for (const n of edge) for (const other of near[n]) if (far[other] === Infinity) { far[other] = far[n] + 1; edge.push(other); }
    return far.map((steps, n) => (bodies[n].group === body.group ? steps : steps * ACROSS));
  });
}

/** @param {Spot[]} start @param {number[][]} far @param {number} size @returns {Spot[]} */
function majorized(start, far, size) {
  const most = Math.max(1, ...far.map((row) => Math.max(...row)));
  const unit = size / most;
  const places = start.map((spot, n) => ({ x: spot.x + Math.cos(n * 2.4) * 2, y: spot.y + Math.sin(n * 2.4) * 2 }));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (let n = 0; n < places.length; n += 1) {
      let [x, y, weight] = [0, 0, 0];
      for (let m = 0; m < places.length; m += 1) {
        if (m === n) continue;
        const want = far[n][m] * unit;
        const [dx, dy] = [places[n].x - places[m].x, places[n].y - places[m].y];
        const reach = Math.hypot(dx, dy) || 1e-6;
        const pull = 1 / (far[n][m] * far[n][m]);
        x += pull * (places[m].x + want * dx / reach);
        y += pull * (places[m].y + want * dy / reach);
        weight += pull;
      }
      if (weight) places[n] = { x: x / weight, y: y / weight };
    }
  }
  return places;
}

/** Both axes stretched until the nodes fill the room. @param {Spot[]} places @param {Body[]} bodies @param {Room} room @returns {Spot[]} */
function stretched(places, bodies, room) {
  const inner = innerRoom(bodies, room);
  const axis = (/** @type {"x" | "y"} */ name, /** @type {number} */ from, /** @type {number} */ length) => {
    const least = Math.min(...places.map((spot) => spot[name]));
    const wide = Math.max(...places.map((spot) => spot[name])) - least;
    return (/** @type {Spot} */ spot) => (wide ? from + (spot[name] - least) / wide * length : from + length / 2);
  };
  const [x, y] = [axis("x", inner.x, inner.w), axis("y", inner.y, inner.h)];
  return places.map((spot) => ({ x: x(spot), y: y(spot) }));
}

/** @param {Body[]} bodies @param {Room} room @returns {Room} */
function innerRoom(bodies, room) {
  const most = (/** @type {(body: Body) => number} */ of) => Math.max(...bodies.map(of));
  const [w, up, down] = [Math.min(most((body) => body.w), room.w / 2), Math.min(most((body) => body.up), room.h / 2), Math.min(most((body) => body.down), room.h / 2)];
  return { x: room.x + w, y: room.y + up, w: Math.max(1, room.w - 2 * w), h: Math.max(1, room.h - up - down) };
}

/** Half of the way to even steps along each axis, so that no crowd forms in the middle. @param {Spot[]} places @param {Body[]} bodies @param {Room} room @returns {Spot[]} */
function spread(places, bodies, room) {
  const inner = innerRoom(bodies, room);
  const even = (/** @type {"x" | "y"} */ name, /** @type {number} */ from, /** @type {number} */ length) => {
    const order = places.map((_, n) => n).sort((a, b) => places[a][name] - places[b][name] || a - b);
    const step = new Map(order.map((n, at) => [n, from + (places.length > 1 ? at / (places.length - 1) : 0.5) * length]));
    return (/** @type {number} */ n) => (places[n][name] + /** @type {number} */ (step.get(n))) / 2;
  };
  const [x, y] = [even("x", inner.x, inner.w), even("y", inner.y, inner.h)];
  return places.map((_, n) => ({ x: x(n), y: y(n) }));
}

/** Boxes moved off one another and off the lines of others, and kept in the room.
 * @param {Body[]} bodies @param {[number, number][]} edges @param {Spot[]} places @param {Room} room @returns {Spot[]} */
export function apart(bodies, edges, places, room) {
  for (let round = 0; round < PUSHES; round += 1) {
    let moved = false;
    if (round < PUSHES * 0.35) offLines(bodies, edges, places, 0.12);
    for (let n = 0; n < bodies.length; n += 1) for (let m = n + 1; m < bodies.length; m += 1) moved = pushed(bodies, places, n, m) || moved;
    bodies.forEach((body, n) => keepIn(body, places[n], room));
    if (!moved && round >= PUSHES * 0.35) break;
  }
  return places;
}

/** @param {Body[]} bodies @param {Spot[]} places @param {number} n @param {number} m */
function pushed(bodies, places, n, m) {
  const [one, other, a, b] = [bodies[n], bodies[m], places[n], places[m]];
  const x = one.w + other.w - Math.abs(a.x - b.x);
  const gap = b.y - a.y;
  const y = gap >= 0 ? one.down + other.up - gap : one.up + other.down + gap;
  if (x <= 0 || y <= 0) return false;
  if (x < y) { const way = (b.x >= a.x ? 1 : -1) * (x / 2 + 0.1); a.x -= way; b.x += way; }
  else { const way = (gap >= 0 ? 1 : -1) * (y / 2 + 0.1); a.y -= way; b.y += way; }
  return true;
}

/** @param {Body} body @param {Spot} spot @param {Room} room */
function keepIn(body, spot, room) {
  spot.x = Math.min(Math.max(spot.x, room.x + body.w), Math.max(room.x + room.w - body.w, room.x + body.w));
  spot.y = Math.min(Math.max(spot.y, room.y + body.up), Math.max(room.y + room.h - body.down, room.y + body.up));
}

/** @param {Body[]} bodies @param {[number, number][]} edges @param {Spot[]} places @param {number} share */
function offLines(bodies, edges, places, share) {
  for (const [a, b] of edges) {
    for (let n = 0; n < bodies.length; n += 1) {
      if (n === a || n === b) continue;
      const [one, other, spot] = [places[a], places[b], places[n]];
      const [dx, dy] = [other.x - one.x, other.y - one.y];
      const long = dx * dx + dy * dy || 1;
      const at = Math.min(1, Math.max(0, ((spot.x - one.x) * dx + (spot.y - one.y) * dy) / long));
      if (at <= 0.03 || at >= 0.97) continue;
      const [x, y] = [spot.x - one.x - at * dx, spot.y - one.y - at * dy];
      const reach = Math.hypot(x, y);
      const need = bodies[n].up + 6;
      if (reach >= need) continue;
      const [ux, uy] = reach > 0.01 ? [x / reach, y / reach] : [-dy / Math.sqrt(long), dx / Math.sqrt(long)];
      spot.x += ux * (need - reach) * share;
      spot.y += uy * (need - reach) * share;
    }
  }
}

/** One node in the middle, the others in rings around it, community beside community.
 * @param {Body[]} bodies the one in the middle first @param {number[]} ring how many steps from it @param {Room} room @returns {Spot[]} */
export function radial(bodies, ring, room) {
  const middle = { x: room.x + room.w / 2, y: room.y + room.h / 2 };
  const most = Math.max(1, ...ring);
  const places = bodies.map(() => ({ ...middle }));
  for (let step = 1; step <= most; step += 1) {
    const members = bodies.map((_, n) => n).filter((n) => ring[n] === step).sort((a, b) => bodies[a].group - bodies[b].group || a - b);
    const inner = innerRoom(bodies, room);
    members.forEach((n, at) => {
      const angle = (at + (step % 2 ? 0 : 0.5)) / members.length * 2 * Math.PI - Math.PI / 2;
      const out = (step / most) * (members.length > 14 && at % 2 ? 0.68 : 1);
      places[n] = { x: middle.x + Math.cos(angle) * inner.w / 2 * out, y: middle.y + Math.sin(angle) * inner.h / 2 * out };
    });
  }
  return apart(bodies, [], places, room);
}
