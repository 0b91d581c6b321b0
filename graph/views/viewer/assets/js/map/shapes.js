/** The glyphs of the kinds as outlines, for pens that draw many of them as one path. */

const HALF = Math.sqrt(3) / 2;
const POINTS = {
  policy: [[0, -1.15], [1.15, 0], [0, 1.15], [-1.15, 0]],
  strategy: [[0, -1.1], [1.1, 0.85], [-1.1, 0.85]],
  key_result: [[-0.88, -0.88], [0.88, -0.88], [0.88, 0.88], [-0.88, 0.88]],
  project: [[-0.85, -1.05], [1.1, 0], [-0.85, 1.05]],
  unit: [[1, 0], [0.5, HALF], [-0.5, HALF], [-1, 0], [-0.5, -HALF], [0.5, -HALF]],
  handoff: [[-1.2, 0], [-0.3, -0.9], [-0.3, -0.3], [0.3, -0.3], [0.3, -0.9], [1.2, 0], [0.3, 0.9], [0.3, 0.3], [-0.3, 0.3], [-0.3, 0.9]],
  dimension: [[0, -1.25], [0.35, -0.35], [1.25, 0], [0.35, 0.35], [0, 1.25], [-0.35, 0.35], [-1.25, 0], [-0.35, -0.35]],
};

/** Add the glyph of a kind to the pen's path. */
export function outline(pen, kindName, x, y, r) {
  if (kindName === "area") {
    pen.rect(x - 0.95 * r, y - 0.95 * r, 1.9 * r, 1.9 * r);
    polygon(pen, [[-0.45, -0.45], [-0.45, 0.45], [0.45, 0.45], [0.45, -0.45]], x, y, r); // Turned the other way: a hole.
  } else if (POINTS[kindName]) {
    polygon(pen, POINTS[kindName], x, y, r);
  } else {
    circle(pen, x, y, r, false);
    if (kindName === "kpi") circle(pen, x, y, 0.5 * r, true);
  }
}

/** Add a circle to the pen's path; `isHole` turns it the other way. */
export function circle(pen, x, y, r, isHole = false) {
  pen.moveTo(x + r, y);
  pen.arc(x, y, r, 0, 2 * Math.PI, isHole);
  pen.closePath();
}

function polygon(pen, points, x, y, r) {
  points.forEach(([dx, dy], at) => (at ? pen.lineTo(x + dx * r, y + dy * r) : pen.moveTo(x + dx * r, y + dy * r)));
  pen.closePath();
}
