/** What stands in the page's own elements: unpacked if it is packed. */

/** @returns {Promise<object>} what payload.py wrote */
export async function readData() {
  return JSON.parse(await textOf("data"));
}

/** Run the script of vis-network, which waits packed until it is wanted. @returns {Promise<object>} */
export async function visNetwork() {
  if (!window.vis) {
    const script = document.createElement("script"); // The page's policy knows its digest.
    script.textContent = await textOf("vis-network");
    document.head.append(script);
  }
  return window.vis;
}

async function textOf(id) {
  const element = document.getElementById(id);
  if (element.type !== "application/gzip+base64") return element.textContent;
  const bytes = Uint8Array.from(atob(element.textContent), (one) => one.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).text();
}
