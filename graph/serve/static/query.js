/** The query page: saved questions, a field for SPARQL, a table. Asks this server alone; text never becomes markup. */

const byId = (/** @type {string} */ id) => /** @type {any} */ (document.getElementById(id));
const field = byId("sparql"), slots = byId("slots"), answer = byId("answer"), saved = byId("saved");
const BASE = "https://w3id.org/whereas/id/";

/** @type {Map<string, any>} */
const queries = new Map();
/** The saved query that the field holds unchanged. @type {any} */
let chosen = null;

/** @param {string} name @param {Record<string, any>} attributes @param {...any} children */
function el(name, attributes, ...children) {
  const found = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) found.setAttribute(key, value);
  found.append(...children);
  return found;
}

/** @param {string} name */
function choose(name) {
  chosen = queries.get(name) ?? null;
  if (!chosen) return;
  field.value = chosen.sparql;
  slots.replaceChildren(...chosen.parameters.map((/** @type {any} */ one) => el("label", {}, `${one.says}${one.required ? "" : " (may be left out)"}`,
    el("input", { type: "text", name: one.name, autocomplete: "off", ...(one.required ? { required: "" } : {}) }))));
  for (const button of saved.querySelectorAll("button")) button.setAttribute("aria-pressed", String(button.dataset.name === name));
  history.replaceState(null, "", `#${encodeURIComponent(name)}`);
  const first = slots.querySelector("input");
  if (first) first.focus(); else ask();
}

/** The request for what stands in the form, in a format. @param {string} accept */
function request(accept) {
  const headers = { accept };
  if (chosen && field.value === chosen.sparql) {
    const given = new URLSearchParams([...slots.querySelectorAll("input")].filter((one) => one.value).map((one) => [one.name, one.value]));
    return fetch(`/queries/${encodeURIComponent(chosen.name)}?${given}`, { headers });
  }
  return fetch("/sparql", { method: "POST", headers: { ...headers, "content-type": "application/sparql-query" }, body: field.value });
}

async function ask() {
  answer.replaceChildren(el("p", { class: "says" }, "Asking…"));
  const begun = performance.now();
  try {
    const response = await request("application/sparql-results+json, text/turtle;q=0.5");
    if (!response.ok) throw new Error((await response.text()).trim());
    const took = Math.max(1, Math.round(performance.now() - begun));
    const cut = response.headers.get("x-sparql-maxrows");
    const kind = response.headers.get("content-type") ?? "";
    if (!kind.includes("json")) answer.replaceChildren(el("pre", {}, await response.text()));
    else show(await response.json(), took, cut);
    const note = response.headers.get("x-whereas-note");
    if (note) answer.prepend(el("p", { class: "error", role: "status" }, note));
  } catch (error) {
    answer.replaceChildren(el("p", { class: "error" }, String(/** @type {any} */ (error)?.message ?? error)));
  }
}

/** @param {any} found @param {number} took @param {string | null} cut */
function show(found, took, cut) {
  if ("boolean" in found) return answer.replaceChildren(el("p", {}, el("strong", {}, found.boolean ? "Yes" : "No")));
  const { vars } = found.head, rows = found.results.bindings;
  const told = `${rows.length.toLocaleString("en")} row${rows.length === 1 ? "" : "s"} in ${took} ms${cut ? `; cut at ${cut}, there are more` : ""}`;
  return answer.replaceChildren(el("p", { class: "says" }, told), el("div", { class: "scroll" },
    el("table", {}, el("thead", {}, el("tr", {}, ...vars.map((/** @type {string} */ one) => el("th", { scope: "col" }, one)))),
      el("tbody", {}, ...rows.slice(0, 1000).map((/** @type {any} */ row) => el("tr", {}, ...vars.map((/** @type {string} */ one) => el("td", {}, cell(row[one])))))))));
}

/** A value as text, or as a link to its page here. @param {any} term */
function cell(term) {
  if (!term) return "";
  if (term.type !== "uri") return term.value;
  if (term.value.startsWith(BASE)) return el("a", { href: `/id/${encodeURI(term.value.slice(BASE.length))}` }, term.value.slice(BASE.length));
  return term.value.replace(/^https:\/\/w3id\.org\/whereas#/, "wh:");
}

async function download() {
  const response = await request("text/csv");
  if (!response.ok) return answer.replaceChildren(el("p", { class: "error" }, (await response.text()).trim()));
  const url = URL.createObjectURL(await response.blob());
  el("a", { href: url, download: "answer.csv" }).click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
  return undefined;
}

byId("form").addEventListener("submit", (/** @type {Event} */ event) => { event.preventDefault(); ask(); });
byId("csv").addEventListener("click", download);
saved.addEventListener("click", (/** @type {any} */ event) => { const button = event.target.closest("button"); if (button) choose(button.dataset.name); });
field.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); ask(); } });

for (const query of await (await fetch("/queries")).json()) queries.set(query.name, query);
if (location.hash) choose(decodeURIComponent(location.hash.slice(1)));
