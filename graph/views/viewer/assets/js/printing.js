/** Print: in light colours whatever the screen has, and a drawn canvas as a picture of its own. */

import { el } from "./dom.js";

const SCALE = 2;
const TALL = 0.8; // Of its width: as high as a picture can be to fill a page.

/** Print what is shown. */
export async function printPage(app) {
  brighten(app);
  try {
    await layOut(app);
  } catch (error) {
    console.error(error); // Then the canvas is printed as it stands.
  }
  window.print();
}

/** Be ready for whatever way the reader prints. */
export function watchPrinting(app) {
  window.addEventListener("beforeprint", () => brighten(app));
  window.addEventListener("afterprint", () => restore(app));
  window.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "p" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
    event.preventDefault();
    printPage(app);
  });
}

/** Let all colours be those of paper; a canvas keeps its own, and is turned where they were dark. */
function brighten(app) {
  const page = document.documentElement;
  if (page.dataset.printing) return;
  const isDark = getComputedStyle(page).colorScheme.includes("dark");
  page.dataset.printing = isDark ? "from-dark" : "from-light";
  page.dataset.theme = "light";
}

/** Put a picture of the drawing in the place of its canvas; where that gets small, its table below. */
async function layOut(app) {
  const { root, twin, isOnCanvas } = app.stage;
  const picture = isOnCanvas ? app.view.picture?.(app) : null;
  if (!picture) return;
  const url = URL.createObjectURL(await picture.png(SCALE));
  const image = el("img", { src: url, alt: app.t(app.view.words) });
  await image.decode();
  root.append(el("figure", { id: "printed" }, image));
  if (twin && !twin.element.open && image.naturalHeight > image.naturalWidth * TALL) {
    twin.open();
    twin.refresh();
    twin.element.dataset.printed = "true";
  }
}

function restore(app) {
  const page = document.documentElement;
  delete page.dataset.printing;
  page.dataset.theme = app.shade;
  const twin = document.querySelector(".twin[data-printed]");
  if (twin) twin.open = false;
  delete twin?.dataset.printed;
  const printed = document.getElementById("printed");
  if (!printed) return;
  URL.revokeObjectURL(printed.querySelector("img").src);
  printed.remove();
}
