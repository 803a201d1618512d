/** What the page carries packed (gzip, base64), unpacked only when somebody asks for it. */

import { byId } from "./dom.js";

/** @param {string} id of the script element that holds it @returns {Promise<ArrayBuffer>} */
export async function unpacked(id) {
  const packed = Uint8Array.from(atob(byId(id).textContent.trim()), (letter) => letter.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).arrayBuffer();
}

/** @param {string} id @returns {Promise<string>} */
export async function unpackedText(id) {
  return new TextDecoder().decode(await unpacked(id));
}
