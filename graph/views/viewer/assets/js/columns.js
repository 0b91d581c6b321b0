/** Long columns, which graph/views/viewer/columns.py wrote shorter: each becomes its list when it is first read. */

/** Let every column under the page's data be read as the list that it stands for. @returns {object} the same object */
export function readable(data) {
  walk(data, null, data);
  return data;
}

function walk(parent, above, data) {
  for (const [name, value] of Object.entries(parent)) {
    if (value === null || typeof value !== "object" || Array.isArray(value)) continue;
    if (value.$ === "findings") later(parent, name, () => findings(value, above, data.nodes.id));
    else if (value.$ === "field") later(parent, name, () => ofField(above[value.of].items, data.fields[value.field]));
    else if (Object.hasOwn(WAYS, value.$)) later(parent, name, () => list(value));
    else walk(value, parent, data);
  }
}

function later(parent, name, make) {
  const keep = (value) => Object.defineProperty(parent, name, { value, writable: true, configurable: true, enumerable: true });
  Object.defineProperty(parent, name, { get: () => keep(make())[name], set: keep, configurable: true, enumerable: true });
}

function list(column) {
  return Array.isArray(column) ? column : WAYS[column.$](column);
}

const WAYS = {
  runs({ is, of }) {
    const found = [];
    for (let run = 0; run < is.length; run += 1) for (let left = of[run]; left > 0; left -= 1) found.push(is[run]);
    return found;
  },
  steps({ of }) {
    let sum = 0;
    return list(of).map((step) => (sum += step));
  },
  words({ words, at }) {
    const all = list(words);
    return list(at).map((one) => all[one]);
  },
  counted({ is, of }) {
    const found = [];
    for (let row = 0; row < is.length; row += 1) countUp(is[row], of[row], found);
    return found;
  },
  rows({ of }) {
    const places = of.map(list);
    return places[0].map((_, at) => places.map((place) => place[at]));
  },
  objects({ names, held }) {
    const values = list(held);
    return list(names).map((all, at) => Object.fromEntries(all.map((name, place) => [name, values[at][place]])));
  },
  lists({ of, held }) {
    const all = list(held);
    let end = 0;
    return list(of).map((many) => all.slice(end, (end += many)));
  },
};

/** Add the text, and as many as are wanted with its last number one higher each. */
function countUp(first, many, found) {
  const digits = many > 1 ? /\d*$/.exec(first)[0] : "";
  const head = first.slice(0, first.length - digits.length);
  found.push(first);
  for (let step = 1; step < many; step += 1) found.push(head + String(Number(digits) + step).padStart(digits.length, "0"));
}

/** The id of each row's finding: its code, and the ids of the items that the code's columns name. */
function findings({ codes, by }, columns, ids) {
  return list(codes).map((code, row) => {
    if (code === null) return null;
    const items = by[code].map((name) => columns[name].items[row]);
    return [code, ...items.filter((item) => item >= 0).map((item) => ids[item])].join(":");
  });
}

/** What each of these items has in a field; null where it has nothing. */
function ofField(items, { at, is }) {
  const values = new Map(at.map((item, place) => [item, is[place]]));
  return items.map((item) => values.get(item) ?? null);
}
