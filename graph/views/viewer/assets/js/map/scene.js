/** What is drawn on the map, apart from where it is seen from: found anew when the page's state changes. */

import { arrowsAmong, besides, bundlesOf, bundlesOfAll } from "./arrows.js";
import { markedBy, traceOf, wantedMarks } from "./lit.js";
import { Wrapper } from "./words.js";

const MOST_BESIDE = 300;
const SIZE = 12.5;
const NONE = new Set();

/**
 * @param {object} app
 * @param {Places} places
 * @param {string} family the page's fonts
 * @param {Iterable<number>|null} given what is to be lit instead of a trace
 */
export function sceneOf(app, places, family, given) {
  const { store } = app;
  const isHidden = places.bands.map((band) => app.isHidden(band.kind));
  const isShown = (item) => !isHidden[places.bandOf[item]];
  const item = given ? undefined : app.item;
  const lit = given ? new Set(given) : item === undefined ? null : traceOf(store, item);
  const marked = new Set(wantedMarks(app.state).flatMap((name) => [...markedBy(store, name)]));
  const pen = document.createElement("canvas").getContext("2d");
  return {
    store,
    places,
    isShown,
    item,
    lit,
    marked,
    beside: item === undefined ? NONE : besides(store, item, MOST_BESIDE),
    wrapper: new Wrapper(pen, `${SIZE}px ${family}`, app.lang),
    title: (one) => app.title(one),
    bundles: once(() => bundlesOfAll(store, places, isShown)),
    litArrows: once((most) => arrowsOf(store, places, lit, isShown, most)),
  };
}

/** The chain's arrows among what is lit; where there are more than `most`, as bundles. */
function arrowsOf(store, places, lit, isShown, most) {
  const arrows = arrowsAmong(store, lit).filter(([from, to]) => isShown(from) && isShown(to));
  return { arrows, bundles: arrows.length > most ? bundlesOf(places, arrows) : null };
}

function once(make) {
  let made;
  return (...given) => (made ??= make(...given));
}
