/** The methods of selectors, after graph/selection/methods.py: what `method:value` finds. */

import { ends, inside, tier } from "../domain.js";

const TIERS = ["city", "district", "bureau", "office", "external"];
const STATES = ["planned", "active", "done", "paused", "cancelled", "unreported"];
const HANDOFF_STATES = ["waiting", "accepted", "returned", "done", "withdrawn"];

/** The word for named selectors. */
export const NAMED = "selector";

/** The item of that id. */
export const ID = {
  name: "",
  noun: ["รายการ", "item"],
  values: ({ store }) => store.data.nodes.id,
  knows: ({ store }, id) => store.numberOf(id) !== undefined,
  items: ({ store }, id) => [store.numberOf(id)],
};

/** Each knows its values in a ground, and the items of a value; `spellings` are other words for a value. */
export const METHODS = new Map(
  [
    {
      name: "kind",
      noun: ["ชนิด", "kind"],
      values: ({ store }) => store.kinds.map((kind) => kind.name),
      items: ({ store }, kind) => numbers(...store.range(kind)),
      spellings: ({ store }) => new Map(store.kinds.map((kind) => [kind.label, kind.name])),
    },
    { name: "owner", noun: ["หน่วยงาน", "unit"], values: idsOf("unit"), items: ofOwner },
    { name: "tier", noun: ["ระดับ", "tier"], values: () => TIERS, items: ofTier },
    { name: "area", noun: ["พื้นที่", "area"], values: idsOf("area"), items: ofArea },
    { name: "strategy", noun: ["ยุทธศาสตร์", "strategy"], values: idsOf("strategy"), items: ofStrategy },
    {
      name: "dimension",
      noun: ["มิติ", "dimension"],
      values: idsOf("dimension"),
      items: ({ store }, id) => store.sources("IN_DIMENSION", store.numberOf(id)),
    },
    {
      name: "status",
      noun: ["สถานะ", "status"],
      values: () => [...new Set([...STATES, ...HANDOFF_STATES])],
      items: (ground, status) => ground.byStatus.get(status) ?? [],
    },
    grouped("year", ["ปีงบประมาณ", "fiscal year"], (ground) => ground.byYear),
    grouped("basis", ["ที่มา", "basis"], (ground) => ground.byBasis),
    {
      name: "finding",
      noun: ["ข้อค้นพบ", "finding"],
      values: ({ store, findings }) => [...new Set([...store.meta.codes, ...findings.keys()])],
      items: ofFinding,
    },
    grouped("file", ["ไฟล์", "file"], (ground) => ground.byFile),
  ].map((method) => [method.name, method]),
);

function grouped(name, noun, groups) {
  return { name, noun, values: (ground) => [...groups(ground).keys()], items: (ground, value) => groups(ground).get(value) };
}

function idsOf(kind) {
  return ({ store }) => numbers(...store.range(kind)).map((item) => store.id(item));
}

function numbers(first, end) {
  return Array.from({ length: end - first }, (_, at) => first + at);
}

function ofOwner(ground, unit) {
  const { store } = ground;
  return [...inside(store, [store.numberOf(unit)])].flatMap((one) => ground.byAnswerable.get(one) ?? []);
}

function ofTier(ground, name) {
  const { store } = ground;
  const units = numbers(...store.range("unit")).filter((unit) => tier(store, unit) === name);
  return [...units, ...units.flatMap((unit) => ground.byAnswerable.get(unit) ?? [])];
}

function ofArea({ store }, area) {
  const found = inside(store, [store.numberOf(area)]);
  const near = (one) => [...store.sources("TARGETS", one), ...store.sources("SERVES", one)];
  return [...found, ...[...found].flatMap(near)];
}

function ofStrategy({ store }, strategy) {
  const parts = inside(store, [store.numberOf(strategy)]);
  const policies = [...parts].flatMap((part) => [...store.sources("ADVANCES", part)]);
  const objectives = ends(store, "HAS_OBJECTIVE", parts);
  const results = ends(store, "HAS_KEY_RESULT", objectives);
  return [...parts, ...policies, ...objectives, ...results, ...ends(store, "DELIVERED_BY", results)];
}

/** What a finding is about, or all findings of a code. */
function ofFinding({ findings }, word) {
  if (findings.has(word)) return findings.get(word);
  return [...findings].flatMap(([name, items]) => (name.startsWith(`${word}:`) ? items : []));
}
