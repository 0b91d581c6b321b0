/** What stands in the page's own elements: unpacked if it is packed. */

import { bytesOf } from "./base85.js";
import { readable } from "./columns.js";

/** @returns {Promise<object>} what payload.py wrote */
export async function readData() {
  return readable(JSON.parse(await textOf("data")));
}

let library = null; // Promised once, however many ask while it is unpacked.

/** Run the script of vis-network, which waits packed until it is wanted. @returns {Promise<object>} */
export function visNetwork() {
  library ??= textOf("vis-network").then((text) => {
    const script = document.createElement("script"); // The page's policy knows its digest.
    script.textContent = text;
    document.head.append(script);
    return window.vis;
  });
  return library;
}

async function textOf(id) {
  const element = document.getElementById(id);
  if (element.type !== "application/gzip+base85") return element.textContent;
  const stream = new Blob([bytesOf(element.textContent)]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).text();
}
