/** Where the facts stand: what was published, and the line of the sources that says so. */

import { el } from "../dom.js";

const ADDRESS = /https?:\/\/[^\s<>"']+/g;
const BEHIND = /[.,;:!?)\]}]+$/; // Belongs to the sentence, not to the address.
const SCHEMES = ["http:", "https:", "vscode:", "file:"];

/** @returns {(Node|string)[]} a text with its web addresses as links */
export function linked(text) {
  const parts = [];
  let end = 0;
  for (const { 0: found, index } of text.matchAll(ADDRESS)) {
    const address = isBalanced(found) ? found.replace(/[.,;:!?]+$/, "") : found.replace(BEHIND, "");
    parts.push(text.slice(end, index), link(address, address));
    end = index + address.length;
  }
  return [...parts, text.slice(end)].filter((part) => part !== "");
}

function isBalanced(address) {
  return address.split("(").length === address.split(")").length;
}

function link(address, text) {
  if (!isAddress(address, SCHEMES.slice(0, 2))) return text;
  return el("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, text);
}

function isAddress(text, schemes) {
  try {
    return schemes.includes(new URL(text).protocol);
  } catch {
    return false; // Not an address at all.
  }
}

/** @returns {Node|string} file and line of an item; as a link where it is known where to read them */
export function place(app, item) {
  const { store } = app;
  const [file, line] = [store.file(item), store.line(item)];
  const text = `${file}:${line}`;
  const address = filled(store.meta.source_url, file, line);
  if (!address || !isAddress(address, SCHEMES)) return el("code", null, text);
  return el("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, text);
}

/** The template with file and line in it; null where there is none, or the file's name cannot stand in an address. */
function filled(template, file, line) {
  if (!template) return null;
  try {
    const path = file.split("/").map(encodeURIComponent).join("/");
    return template.replace(/\{(file|line)\}/g, (_, name) => (name === "file" ? path : String(line)));
  } catch {
    return null;
  }
}
