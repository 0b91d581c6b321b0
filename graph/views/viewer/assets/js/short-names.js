/** Units by the names that fit above a column: abbreviations, or titles without the word for their kind. */

const BEFORE = { th: /^(สำนักงานเขต|สำนักงาน|สำนัก|เขต)(?=.)/u, en: /^Office of the (?=.)/u };
const AFTER = /(?<=.)( District Office| District| Department|(ของ)?กรุงเทพมหานคร)$/u;

/** @returns {string} in the reader's language; what the sources abbreviate they do in Thai */
export function shortName(app, unit) {
  const abbreviation = app.store.field("abbreviation", unit);
  if (abbreviation && app.lang !== "en") return abbreviation;
  const title = app.title(unit);
  return title.replace(BEFORE[app.lang === "en" ? "en" : "th"], "").replace(AFTER, "");
}
