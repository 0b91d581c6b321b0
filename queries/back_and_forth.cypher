// title: Items that go back and forth between two units
// title_th: งานที่ส่งกลับไปกลับมาระหว่างสองหน่วยงาน
// about: A project or a key result that one unit handed to another and the other handed back.
//   there: hand-overs from unit to other; back: from other to unit; open: those of both that are
//   not done or withdrawn. Units are at their tier; each pair stands once, in the order of the ids.
// pattern: (Project)-[HANDED_OVER]->(Handoff), (KeyResult)-[HANDED_OVER]->(Handoff),
//   (Handoff)-[FROM_UNIT]->(Unit), (Handoff)-[TO_UNIT]->(Unit)
// params: dataset, lang
// columns: item, title, unit, unit_tier, other, other_tier, there, back, open, handoffs
// key: item, unit, other
//
// :param dataset => 'default'
// :param lang => 'th'

MATCH (giver:Unit)<-[:FROM_UNIT]-(handoff:Handoff {dataset: $dataset})-[:TO_UNIT]->(taker:Unit)
WHERE giver.counts_as <> taker.counts_as
MATCH (handoff)<-[:HANDED_OVER]-(item)
WITH item, handoff.id AS handoff, giver.counts_as < taker.counts_as AS is_there,
     CASE WHEN giver.counts_as < taker.counts_as THEN giver ELSE taker END AS unit,
     CASE WHEN giver.counts_as < taker.counts_as THEN taker ELSE giver END AS other,
     coalesce(handoff.state, CASE WHEN handoff.done_on IS NULL THEN 'open' ELSE 'done' END) AS state
ORDER BY handoff
WITH item, unit.counts_as AS unit, unit.tier AS unit_tier,
     other.counts_as AS other, other.tier AS other_tier,
     sum(CASE WHEN is_there THEN 1 ELSE 0 END) AS there,
     sum(CASE WHEN is_there THEN 0 ELSE 1 END) AS back,
     sum(CASE WHEN state IN ['done', 'withdrawn'] THEN 0 ELSE 1 END) AS open,
     collect(handoff) AS handoffs
WHERE there > 0 AND back > 0
RETURN item.id AS item,
       CASE $lang WHEN 'en' THEN coalesce(item.title_en, item.title_th)
                  ELSE coalesce(item.title_th, item.title_en) END AS title,
       unit, unit_tier, other, other_tier, there, back, open, handoffs
ORDER BY item, unit, other
