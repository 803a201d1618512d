import assert from "node:assert/strict";
import test from "node:test";
import { load, modelOf } from "./load.mjs";

const { plain, search, searchIndex } = await load("search");
const { firstState, fromHash, toHash, toggled } = await load("state");
const { filtered, inSpan } = await load("filter");
const { shortestPath, within } = await load("walk");
const { placeLabels } = await load("labels");
const { dateInWords, modalityInWords, counted } = await load("text");
const { hull } = await load("paint");
const { mixed, veil } = await load("theme");

test("names are compared without case, accents and dots", () => {
  const cases = [["U.S.", "us"], ["Türkiye’s", "turkiyes"], ["  A–B  ", "a b"], ["習近平", "習近平"], ["<b>", "b"]];
  for (const [given, expected] of cases) assert.equal(plain(given), expected);
});

test("search puts the beginning of a name first, then words, then the rest; each entity once", () => {
  const nodes = [
    { i: 0, label: "Department of State", names: ["State Department"] },
    { i: 1, label: "state visit", names: [] },
    { i: 2, label: "Interstate Bank", names: [] },
    { i: 3, label: "Xi Jinping", names: ["Xi", "President Xi"] },
  ];
  const index = searchIndex(nodes, (i) => [0.1, 0.2, 0.9, 0.5][i]);
  assert.deepEqual(search(index, "state").map((one) => one.node), [1, 0, 2]);
  assert.deepEqual(search(index, "xi").map((one) => one.name), ["Xi"]);
  assert.deepEqual(search(index, "jin xi").map((one) => one.node), [3]);
  assert.deepEqual(search(index, "  "), []);
  assert.deepEqual(search(index, "nobody"), []);
  assert.equal(search(index, "state", 1).length, 1);
});

test("state goes into the address and comes back", () => {
  const state = { ...toggled(toggled(firstState(), "class", "Person"), "node", "person/a&b=c"), node: "person/xi~x", steps: 2, alone: true,
    from: "2015-01", rank: "degree" };
  assert.deepEqual(fromHash(`#${toHash(state)}`), state);
  assert.equal(toHash(firstState()), "");
});

test("what is wrong in an address is left out", () => {
  assert.equal(fromHash("#steps=99").steps, 3);
  assert.equal(fromHash("#steps=x").steps, 0);
  assert.deepEqual(fromHash("#hide=nothing:x&hide=&__proto__=x&toString=y"), firstState());
});

test("switching twice is as before", () => {
  assert.deepEqual(toggled(toggled(firstState(), "class", "A"), "class", "A"), firstState());
});

test("spans include their ends and whatever is known less precisely", () => {
  const at = (when) => ({ when, start: null, end: null });
  const cases = [["2015-09-25", "2015-09", "2015-09", true], ["2015-10-01", "2015-09", "2015-09", false], ["2015", "2015-03", "2015-04", true],
    ["2014-12-31", "2015", "", false], ["2015-01-01", "2015", "", true], [null, "2015", "", false], [null, "", "", true], ["2016", "", "2015-12", false]];
  for (const [when, from, until, expected] of cases) assert.equal(inSpan(at(when), from, until), expected, `${when} in ${from} to ${until}`);
  assert.equal(inSpan({ when: null, start: "2010", end: "2020" }, "2015", "2016"), true);
  assert.equal(inSpan({ when: null, start: "2010", end: "2012" }, "2015", "2016"), false);
});

test("filters take away statements, then lines, then entities", async () => {
  const model = await modelOf(["a", "b", "c", "d"], [[0, 0, 1], [0, 1, 1, 1], [1, 0, 2, 4, { source: 1 }]], { classes: [0, 0, 1, 0] });
  const all = filtered(model, firstState());
  assert.deepEqual([all.shown, all.lines, all.entities], [3, 2, 3]);
  const cases = [[["class", "Place"], [2, 1, 2]], [["group", "interaction"], [1, 1, 2]], [["modality", "Denied"], [2, 1, 2]], [["source", "t"], [2, 1, 2]],
    [["node", "b"], [0, 0, 0]]];
  for (const [[kind, name], expected] of cases) {
    const shown = filtered(model, toggled(firstState(), kind, name));
    assert.deepEqual([shown.shown, shown.lines, shown.entities], expected, `${kind} ${name}`);
  }
  assert.equal(filtered(model, { ...firstState(), alone: true }).entities, 4);
});

test("statements without a date are counted, not silently dropped, when a span is set", async () => {
  const model = await modelOf(["a", "b"], [[0, 0, 1, 0, { when: "2015" }], [0, 1, 1]]);
  const shown = filtered(model, { ...firstState(), from: "2015" });
  assert.deepEqual([shown.shown, shown.undated], [1, 1]);
  const kept = filtered(model, { ...firstState(), from: "2015", undated: true });
  assert.deepEqual([kept.shown, kept.undated], [2, 1]);
});

test("a neighbourhood holds who is within so many steps, and what is said among them", async () => {
  const model = await modelOf(["a", "b", "c", "d"], [[0, 0, 1], [1, 0, 2], [2, 0, 3]]);
  const near = (steps) => [...filtered(model, { ...firstState(), node: "a", steps }).nodes];
  assert.deepEqual(near(1), [1, 1, 0, 0]);
  assert.deepEqual(near(2), [1, 1, 1, 0]);
  assert.deepEqual(near(0), [1, 1, 1, 1]);
  const shown = filtered(model, firstState());
  assert.deepEqual([...within(model, shown, 0, 2)], [[0, 0], [1, 1], [2, 2]]);
});

test("a path is shortest, prefers the better known, and ends where a filter cuts it", async () => {
  const model = await modelOf(["a", "b", "c", "d"], [[0, 0, 1], [0, 0, 2], [1, 0, 3], [2, 0, 3]]);
  const shown = filtered(model, firstState());
  assert.deepEqual(shortestPath(model, shown, 0, 3), [0, 1, 3]);
  assert.deepEqual(shortestPath(model, shown, 0, 0), [0]);
  assert.deepEqual(shortestPath(model, filtered(model, toggled(firstState(), "node", "b")), 0, 3), [0, 2, 3]);
  assert.deepEqual(shortestPath(model, filtered(model, toggled(firstState(), "group", "interaction")), 0, 3), []);
});

test("no label lies on another, and the first keeps its place", () => {
  const wanted = Array.from({ length: 120 }, (_, i) => ({ i, x: 50 + ((i * 37) % 300), y: 30 + ((i * 61) % 240), r: 4, w: 60, h: 14 }));
  const placed = placeLabels(wanted, { width: 400, height: 300 });
  assert.equal(placed[0].i, 0);
  assert.ok(placed.length > 5 && placed.length < 120);
  for (const one of placed) for (const other of placed) {
    if (one.i < other.i) assert.ok(Math.abs(one.x - other.x) >= 60 || Math.abs(one.y - other.y) >= 14, `${one.i} lies on ${other.i}`);
  }
});

test("what must be labelled is, even in a crowd", () => {
  const wanted = Array.from({ length: 30 }, (_, i) => ({ i, x: 100, y: 100, r: 5, w: 80, h: 14, must: i === 29 }));
  assert.ok(placeLabels(wanted, { width: 300, height: 300 }).some((one) => one.i === 29));
});

test("dates are no more precise than they are", () => {
  const cases = [["2015-09-25", "25 September 2015"], ["2015-09", "September 2015"], ["2015", "2015"], [null, ""], ["soon", "soon"], ["2015-13", "2015"]];
  for (const [iso, words] of cases) assert.equal(dateInWords(iso), words);
});

test("modality is said in words, with its speaker", async () => {
  const model = await modelOf(["a", "b"], [[0, 0, 1], [0, 0, 1, 1, { speaker: 1 }], [0, 0, 1, 4, { speaker: 0 }], [0, 0, 1, 2]]);
  assert.deepEqual(model.statements.map((said) => modalityInWords(model, said)), ["stated by the article", "claimed by B", "denied by A", "planned"]);
  assert.equal(counted(1, "line"), "1 line");
  assert.equal(counted(1200, "entity", "entities"), "1,200 entities");
});

test("a hull holds its points and no inner one", () => {
  const points = [[0, 0], [4, 0], [4, 4], [0, 4], [2, 2], [2, 0]].map(([x, y]) => ({ x, y }));
  assert.deepEqual(new Set(hull(points).map(({ x, y }) => `${x},${y}`)), new Set(["0,0", "4,0", "4,4", "0,4"]));
});

test("colours mix", () => {
  assert.equal(mixed("#000000", "#ffffff", 0.5), "#808080");
  assert.equal(veil("#ff8000", 0.5), "rgba(255,128,0,0.5)");
});

const { histogram, range, ticks } = await load("bins");

test("a histogram has no gaps, and shares out what is known less precisely", () => {
  const months = histogram(["2015-01-03", "2015-03", "2015-03-09", "2015", "junk", ""]);
  assert.equal(months.unit, "month");
  assert.deepEqual(months.names.slice(0, 3), ["2015-01", "2015-02", "2015-03"]);
  assert.equal(Math.round(months.counts.reduce((a, b) => a + b, 0)), 4);
  assert.equal(histogram(["1900-01", "2015-02", "2015-03"]).unit, "year");
  assert.equal(histogram(["2015-01-30", "2015-02-02"]).names.length, 4);
  assert.equal(histogram([]), null);
});

test("ranges hold both ends", () => {
  assert.deepEqual(range("2015-12-30", "2016-01-01", "day"), ["2015-12-30", "2015-12-31", "2016-01-01"]);
  assert.deepEqual(range("2015-11", "2016-02", "month"), ["2015-11", "2015-12", "2016-01", "2016-02"]);
  assert.deepEqual(range("2015", "2015", "month").length, 12);
  assert.deepEqual(range("2014-05", "2016", "year"), ["2014", "2015", "2016"]);
});

test("no more ticks than there is room for", () => {
  const bins = histogram(["1990-01", "2015-12"]);
  assert.ok(ticks(bins, 520).length <= 10);
  assert.ok(ticks(bins, 5200).length >= 25);
});

test("a first year that is not whole is not written over the next", () => {
  const bins = histogram(["2001-11", "2018-10"]);
  const at = ticks(bins, 900).map(({ i }) => (i * 900) / bins.names.length);
  assert.ok(at.slice(1).every((x, n) => x - at[n] >= 40));
});

const { csvCell, subjectsShown, toCsv, turtleOf, xml } = await load("files");
const { gridOf, relationsShown } = await load("grid");

test("cells of CSV are quoted, and never a formula", () => {
  const cases = [["a", "a"], ["a,b", '"a,b"'], ['a"b', '"a""b"'], ["=1+1", "'=1+1"], ["-x", "'-x"], ["@x\n", "\"'@x\n\""], [null, ""], [0.5, "0.5"]];
  for (const [given, expected] of cases) assert.equal(csvCell(given), expected);
});

test("CSV holds a row for each place that says a statement shown", async () => {
  const model = await modelOf(["a", "b", "c"], [[0, 0, 1], [1, 1, 2, 4]]);
  const rows = toCsv(model, filtered(model, toggled(firstState(), "modality", "Denied"))).trimEnd().split("\r\n");
  assert.equal(rows.length, 2);
  assert.ok(rows[1].startsWith("k0,A,met with,B,asserted,stated by the article,"));
});

test("text in XML is escaped", () => {
  assert.equal(xml("<a & \"b\"'>\u0000"), "&#60;a &#38; &#34;b&#34;&#39;&#62;");
});

test("Turtle is cut to what is wanted, each statement with its evidence", () => {
  const turtle = ["@prefix person: <https://x/id/person/> .\n@prefix source: <https://x/id/source/> .\n@prefix statement: <https://x/id/statement/> .\n@prefix evidence: <https://x/id/evidence/> .",
    "person:a a wh:Person .", "person:b a wh:Person .", "statement:1 a wh:Statement .", "evidence:1 a wh:Evidence .", "statement:2 a wh:Statement .", "evidence:2 a wh:Evidence .",
    "<https://x/id/person/c%20d> a wh:Person ."].join("\n\n") + "\n";
  const found = turtleOf(turtle, new Set(["person/a", "statement/2", "person/c%20d"])).split("\n\n").slice(1).map((one) => one.trim());
  assert.deepEqual(found, ["person:a a wh:Person .", "statement:2 a wh:Statement .", "evidence:2 a wh:Evidence .", "<https://x/id/person/c%20d> a wh:Person ."]);
});

test("what is shown is entities, statements, their sources and speakers", async () => {
  const model = await modelOf(["a", "b", "c"], [[0, 0, 1, 1, { speaker: 2 }]]);
  assert.deepEqual([...subjectsShown(model, filtered(model, firstState()))].sort(), ["a", "b", "c", "source/s", "statement/k0"]);
});

test("a grid holds the busiest, and counts who found no room", async () => {
  const model = await modelOf(["a", "b", "c"], [[0, 1, 1], [0, 1, 1, 1], [0, 1, 2], [1, 1, 2], [2, 0, 0]]);
  const shown = filtered(model, firstState());
  const grid = gridOf(model, shown, (said) => said.relation === 1, 1);
  assert.deepEqual([grid.rows, grid.columns, grid.left, grid.most], [[0], [1], 2, 2]);
  assert.deepEqual(relationsShown(model, shown), [{ i: 1, count: 4 }, { i: 0, count: 1 }]);
});

const { nodesIn, prefixed, prefixesOf, tableOf } = await load("answer");
const { byDate } = await load("text");

test("a query gets the prefixes that it lacks, once", () => {
  const prefixes = prefixesOf("@prefix a: <https://a/> .\n@prefix b: <https://b/> .\n\na:x b:y \"@prefix c: <x> .\" .");
  assert.equal(prefixes, "PREFIX a: <https://a/>\nPREFIX b: <https://b/>");
  assert.equal(prefixed("PREFIX b: <https://other/>\nASK {}", prefixes), "PREFIX a: <https://a/>\nPREFIX b: <https://other/>\nASK {}");
});

test("answers become rows, whatever their kind", () => {
  const iri = (value) => ({ termType: "NamedNode", value });
  assert.deepEqual(tableOf(true, "").rows, [[{ text: "yes", iri: null }]]);
  assert.deepEqual(tableOf([new Map([["a", iri("https://x/1")]]), new Map([["b", { termType: "Literal", value: "2" }]])], "").rows,
    [[{ text: "https://x/1", iri: "https://x/1" }, { text: "", iri: null }], [{ text: "", iri: null }, { text: "2", iri: null }]]);
  assert.deepEqual(tableOf([], "SELECT DISTINCT ?a (COUNT(?x) AS ?n) WHERE { ?a ?b ?c }").columns, ["a", "n"]);
  assert.deepEqual(tableOf([{ subject: iri("s"), predicate: iri("p"), object: iri("o") }], "").columns, ["subject", "predicate", "object"]);
});

test("an answer's entities are found by IRI and by a label of their own", () => {
  const nodes = [{ id: "p/a", label: "A", i: 0 }, { id: "p/b", label: "B", i: 1 }, { id: "p/c", label: "B", i: 2 }];
  const table = { rows: [[{ text: "https://x/p/b", iri: "https://x/p/b" }, { text: "A", iri: null }, { text: "B", iri: null }]] };
  assert.deepEqual(nodesIn(table, nodes, "https://x/"), [0, 1]);
});

test("who has no date comes last", () => {
  assert.deepEqual([null, "2016", "2015-09", "2015"].sort(byDate), ["2015", "2015-09", "2016", null]);
});

const { MANY, PART, drawnPart } = await load("part");

test("a large network opens with its most important part, whoever is picked, and nothing lost from the count", async () => {
  const names = Array.from({ length: MANY + 200 }, (_, i) => `n${i}`);
  const model = await modelOf(names, names.slice(1).map((_, i) => [i, 0, i + 1]));
  const shown = filtered(model, firstState());
  const nobody = { node: -1, pair: -1, path: [], bright: null, lines: null };
  const part = drawnPart(model, shown, firstState(), nobody);
  assert.deepEqual([part.entities, part.left], [PART, names.length - PART]);
  assert.ok(part.nodes[0] && !part.nodes[names.length - 1]);
  const last = names.length - 1;
  const picked = drawnPart(model, shown, firstState(), { ...nobody, node: last, bright: new Set([last, last - 1]) });
  assert.ok(picked.nodes[last] && picked.nodes[last - 1]);
  assert.equal(drawnPart(model, shown, { ...firstState(), draw: "all" }, nobody).left, 0);
  const few = await modelOf(["a", "b"], [[0, 0, 1]]);
  assert.equal(drawnPart(few, filtered(few, firstState()), firstState(), nobody).left, 0);
});

const { outline } = await load("shapes");

test("every shape has its outline, a dot has none", () => {
  assert.equal(outline("dot", 5), null);
  for (const [shape, corners] of [["square", 4], ["star", 10], ["hexagon", 6], ["triangle", 3], ["triangleDown", 3], ["diamond", 4]]) assert.equal(outline(shape, 5).length, corners);
});

const { folded, opened, switched } = await load("bubbles");
const { rolesOnce } = await load("panel");

test("communities fold into bubbles that hold every entity, and open one by one", async () => {
  const names = Array.from({ length: 40 }, (_, i) => `n${String(i).padStart(2, "0")}`);
  const model = await modelOf(names, names.slice(1).map((_, i) => [i, 0, i + 1]));
  model.nodes.forEach((node, i) => { node.community = i < 20 ? 0 : i < 38 ? 1 : 2; });
  model.communities = ["A · B", "C", "D"];
  model.drawing.nodes = model.nodes.map((node, i) => ({ x: (i % 7) * 10, y: Math.floor(i / 7) * 10 }));
  const shown = filtered(model, firstState());
  const nobody = { node: -1, pair: -1, path: [], bright: null, lines: null };
  const all = folded(model, shown, firstState(), nobody);
  assert.deepEqual(all.bubbles.map((one) => [one.c, one.members.length]), [[0, 20], [1, 18]]);
  assert.equal(all.entities + all.bubbles.reduce((sum, one) => sum + one.members.length, 0), shown.entities);
  assert.deepEqual(all.bundles.map((one) => [one.from, one.to, one.count]), [[-2, -1, 1], [-2, 38, 1]]);
  assert.equal(all.lines, 1);
  const [one, other] = all.bubbles;
  assert.ok(Math.hypot(one.x - other.x, one.y - other.y) >= one.r + other.r);
  const open = folded(model, shown, { ...firstState(), open: "0" }, nobody);
  assert.deepEqual([open.bubbles.map((each) => each.c), open.entities], [[1], 22]);
  const picked = folded(model, shown, firstState(), { ...nobody, node: 5 });
  assert.deepEqual([picked.nodes[4], picked.nodes[5], picked.nodes[6], picked.nodes[9]], [1, 1, 1, 0]);
});

test("what is open stands in the address by its numbers", () => {
  assert.equal(switched(switched("", 3), 1), "1,3");
  assert.equal(switched("1,3", 3), "1");
  assert.deepEqual([...opened("1,x,-2,7")], [1, 7]);
  assert.deepEqual(fromHash(`#${toHash({ ...firstState(), draw: "communities", open: "1,3", undated: true })}`), { ...firstState(), draw: "communities", open: "1,3", undated: true });
});

test("a role is shown once, however it is written", () => {
  assert.deepEqual(rolesOnce(["President", "president", "envoy"]), ["President", "envoy"]);
});

test("labels leave alone what is taken", () => {
  const one = { i: 0, x: 100, y: 100, r: 5, w: 40, h: 15 };
  const below = placeLabels([one], { width: 400, height: 300 })[0];
  assert.ok(below.y > 100);
  const above = placeLabels([one], { width: 400, height: 300, taken: [[90, 105, 110, 125]] })[0];
  assert.ok(above.y < 100);
  assert.equal(placeLabels([{ ...one, only: true }], { width: 400, height: 300, taken: [[90, 105, 110, 125]] }).length, 0);
});

test("a quotation belongs to its speaker and to whom it mentions, and is no line of the map", async () => {
  const model = await modelOf(["a", "b", "c"], [[0, 0, 1]], { quotations: [[0, [1, 2]], [2, []]] });
  assert.deepEqual(model.nodes.map((node) => node.quotes), [[0], [], [1]]);
  assert.deepEqual(model.nodes.map((node) => node.quotedOn), [[], [0], [0]]);
  assert.deepEqual(model.pairs.length, 1);
  assert.deepEqual(model.nodes.map((node) => node.spoke), [[], [], []]);
});
