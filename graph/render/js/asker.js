/** The query engine on a thread of its own, so that a long question freezes nothing and can be stopped. */

import { byId } from "./dom.js";
import { cellOf, columnsOf, prefixed, prefixesOf, tableOf } from "./answer.js";
import { unpacked, unpackedText } from "./packed.js";

const OUT_OF_TIME = "Nothing had come after 60 seconds, so the question was stopped. A LIMIT, or a more precise pattern, makes it quicker.";
const PATIENCE = 60000; // milliseconds

/** @typedef {{ table: { columns: string[], rows: import("./answer.js").Cell[][] }, took: number }} Answer */

/** @type {{ worker: Worker | null, prefixes: string, stop: ((why: string) => void) | null, store: any }} */
const engine = { worker: null, prefixes: "", stop: null, store: null };

/** Whether the engine is unpacked and waits for a question. */
export function isReady() {
  return Boolean(engine.worker || engine.store);
}

/** Asks a question; what was asked before and is not answered yet is stopped. @param {string} query @returns {Promise<Answer>} */
export async function asked(query) {
  stopAsking("Another question was asked.");
  await ready();
  const full = prefixed(query, engine.prefixes);
  return engine.worker ? fromWorker(engine.worker, full, query) : inPage(full, query);
}

/** Stops the question that runs, and the thread with it; the next one starts another. @param {string} why */
export function stopAsking(why) {
  engine.stop?.(why);
}

/** Unpacks the engine and the graph, the first time. */
export async function ready() {
  if (isReady()) return;
  const [wasm, turtle] = await Promise.all([unpacked("engine"), unpackedText("turtle")]);
  engine.prefixes = prefixesOf(turtle);
  try {
    engine.worker = await started(wasm, turtle);
  } catch {
    engine.store = storeOf(await WebAssembly.compile(wasm), turtle); // a browser that allows a page no threads
  }
}

/** @param {ArrayBuffer} wasm @param {string} turtle @returns {Promise<Worker>} */
function started(wasm, turtle) {
  const code = [byId("engine-script").textContent, ...[cellOf, columnsOf, tableOf, storeOf, serve].map(String), "serve();"].join("\n");
  const address = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
  const worker = new Worker(address);
  return new Promise((resolve, reject) => {
    const done = (/** @type {MessageEvent} */ event) => {
      URL.revokeObjectURL(address);
      if (event.data?.ready) resolve(worker);
      else reject(new Error(event.data?.error ?? "no thread"));
    };
    worker.onmessage = done;
    worker.onerror = () => { worker.terminate(); reject(new Error("no thread")); };
    worker.postMessage({ wasm, turtle });
  });
}

/** @param {Worker} worker @param {string} query @param {string} own @returns {Promise<Answer>} */
function fromWorker(worker, query, own) {
  return new Promise((resolve, reject) => {
    const stop = (/** @type {string} */ why) => {
      worker.terminate();
      Object.assign(engine, { worker: null, stop: null });
      clearTimeout(timer);
      reject(new Error(why));
    };
    const timer = setTimeout(() => stop(OUT_OF_TIME), PATIENCE);
    engine.stop = stop;
    worker.onerror = (event) => stop(event.message);
    worker.onmessage = ({ data }) => {
      clearTimeout(timer);
      engine.stop = null;
      if (data.error) reject(new Error(data.error));
      else resolve(data);
    };
    worker.postMessage({ query, own });
  });
}

/** @param {string} query @param {string} own @returns {Answer} */
function inPage(query, own) {
  const begun = performance.now();
  return { table: tableOf(engine.store.query(query), own), took: performance.now() - begun };
}

/** @param {any} module @param {string} turtle @returns {any} */
function storeOf(module, turtle) {
  const { oxigraph } = /** @type {any} */ (globalThis);
  oxigraph.initSync({ module });
  const store = new oxigraph.Store();
  store.load(turtle, { format: "text/turtle", no_transaction: true, lenient: true });
  return store;
}

/** What the thread does. It knows nothing of this page but the functions that are sent along. */
function serve() {
  /** @type {any} */
  let store = null;
  const say = /** @type {any} */ (globalThis).postMessage;
  globalThis.onmessage = async (/** @type {any} */ { data }) => {
    try {
      if (!store) {
        store = storeOf(await WebAssembly.compile(data.wasm), data.turtle);
        say({ ready: true });
        return;
      }
      const begun = performance.now();
      const table = tableOf(store.query(data.query), data.own);
      say({ table, took: performance.now() - begun });
    } catch (error) {
      say({ error: String(/** @type {any} */ (error)?.message ?? error) });
    }
  };
}
