/** Where the arrow keys lead: up and down a lane, left and right along the links. */

const SIDES = { ArrowLeft: ["to", "from", -1], ArrowRight: ["from", "to", 1] };
const ENDS = { Home: 0, End: -1 };

/** @returns {string|null} the key of the box that an arrow key leads to */
export function neighbour(scene, key, pressed) {
  const boxes = scene.layout.boxes.filter((box) => scene.contents.get(box.key).sort !== "note");
  const here = boxes.find((box) => box.key === key);
  const lane = boxes.filter((box) => box.lane === here.lane).sort((one, other) => one.y - other.y);
  if (pressed in ENDS) return lane.at(ENDS[pressed]).key;
  const at = lane.indexOf(here);
  if (pressed === "ArrowUp") return lane[at - 1]?.key ?? null;
  if (pressed === "ArrowDown") return lane[at + 1]?.key ?? null;
  if (!(pressed in SIDES)) return null;
  const [near, far, way] = SIDES[pressed];
  const linked = new Set(scene.links.filter((link) => link[near] === key).map((link) => link[far]));
  const ahead = boxes.filter((box) => (box.lane - here.lane) * way > 0);
  return nearest(ahead.filter((box) => linked.has(box.key)), here) ?? nearest(ahead, here);
}

/** The box of the nearest lane, and in it of the nearest height. */
function nearest(boxes, here) {
  const middle = (box) => box.y + box.height / 2;
  const away = (box) => [Math.abs(box.lane - here.lane), Math.abs(middle(box) - middle(here))];
  const sorted = boxes.map((box) => [...away(box), box.key]).sort((one, other) => one[0] - other[0] || one[1] - other[1]);
  return sorted[0]?.[2] ?? null;
}
