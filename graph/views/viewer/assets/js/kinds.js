/** How each kind of item is told apart: by colour, and by a glyph for those who see no colours. */

/** Okabe and Ito's colours; the names are those of selectors. */
export const LOOKS = {
  policy: { glyph: "◆", colour: "#0072b2" },
  strategy: { glyph: "▲", colour: "#e69f00" },
  objective: { glyph: "●", colour: "#009e73" },
  key_result: { glyph: "■", colour: "#cc79a7" },
  project: { glyph: "▶", colour: "#56b4e9" },
  unit: { glyph: "⬢", colour: "#d55e00" },
  kpi: { glyph: "◎", colour: "#999999" },
  area: { glyph: "▣", colour: "#8a7a5c" },
  handoff: { glyph: "⇄", colour: "#b8a000" },
  dimension: { glyph: "✦", colour: "#5f6b7a" },
};
