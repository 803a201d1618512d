/** Loads a module of the page: the files are plain scripts with import and export, in a package without a type. */
import { mkdtempSync, readdirSync, copyFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const from = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "graph", "render", "js");
const copy = mkdtempSync(join(tmpdir(), "page-"));
writeFileSync(join(copy, "package.json"), '{"type":"module"}');
for (const name of readdirSync(from)) copyFileSync(join(from, name), join(copy, name));

/** @param {string} name */
export const load = (name) => import(pathToFileURL(join(copy, `${name}.js`)).href);

/** A model of nodes a, b, c … with the weights given, and statements [subject, relation, object, modality, extra]. */
export async function modelOf(names, said, extra = {}) {
  const { readModel } = await load("model");
  const pairs = [...new Set(said.filter(([s, , o]) => s !== o).map(([s, , o]) => [Math.min(s, o), Math.max(s, o)].join(" ")))]
    .map((key, id) => { const [from, to] = key.split(" ").map(Number); return { id, from, to }; });
  return readModel({
    title: "t", summary: "", classes: [{ name: "Person" }, { name: "Place" }],
    relations: [{ name: "metWith", label: "met with", inverse: "met with", group: "interaction", symmetric: true, sign: 0 },
      { name: "leads", label: "leads", inverse: "led by", group: "affiliation", symmetric: false, sign: 0 }],
    modalities: ["Asserted", "Claimed", "Planned", "Possible", "Denied"].map((name) => ({ name, label: name.toLowerCase() })),
    sources: [["s", "S", "2015", "", null], ["t", "T", null, "", null]], sentences: ["x"], extractors: ["e"],
    ranks: ["degree", "pagerank"], communities: [], sampled: false,
    nodes: names.map((name, i) => [name, name.toUpperCase(), extra.classes?.[i] ?? 0, [name], [], 1, null, null, [], [0], 0, [1, 1 / (i + 1)], 1]),
    statements: said.map(([s, r, o, m = 0, more = {}], i) => [`k${i}`, s, r, o, m, more.speaker ?? null, null, more.when ?? null, more.start ?? null,
      more.end ?? null, null, more.state ?? null, [[0, more.source ?? 0, 0, 1, 0.8, 0, 0]]]),
    quotations: (extra.quotations ?? []).map(([speaker, mentions], i) => [`q${i}`, speaker, null, mentions, null, [[0, 0, 0, 1, 0.9, 0, 0]]]),
    drawing: { nodes: [], edges: pairs, options: {}, sizes: [7, 26], pixel: 1 },
  });
}
