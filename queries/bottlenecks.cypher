// title: With whom the work waits
// title_th: งานค้างอยู่ที่หน่วยงานใด
// about: Units at their tier, ranked by the open recorded handoffs that wait with them: with the
//   taker while waiting or accepted, with the giver when returned. overdue: past its due date.
//   oldest_days: calendar days since the oldest dated one was asked for. Only handoffs between a
//   district and a bureau, unless all_tiers.
// pattern: (Handoff)-[FROM_UNIT]->(Unit), (Handoff)-[TO_UNIT]->(Unit),
//   (Project)-[HANDED_OVER]->(Handoff), (KeyResult)-[HANDED_OVER]->(Handoff)
// params: dataset, as_of, fiscal_year, all_tiers, lang
// columns: unit, title, tier, open, waiting, accepted, returned, overdue, oldest_days
// key: unit
//
// :param dataset => 'default'
// :param as_of => date('2024-09-30')
// :param fiscal_year => null
// :param all_tiers => false
// :param lang => 'th'

MATCH (giver:Unit)<-[:FROM_UNIT]-(handoff:Handoff {dataset: $dataset})-[:TO_UNIT]->(taker:Unit)
WHERE giver.counts_as <> taker.counts_as
  AND ($all_tiers
       OR (giver.tier = 'district' AND taker.tier = 'bureau')
       OR (giver.tier = 'bureau' AND taker.tier = 'district'))
OPTIONAL MATCH (handoff)<-[:HANDED_OVER]-(item)
OPTIONAL MATCH (handoff)<-[:HANDED_OVER]-(:KeyResult)<-[:HAS_KEY_RESULT]-(objective:Objective)
WITH handoff, giver, taker, coalesce(item.fiscal_year, objective.fiscal_year) AS year,
     CASE WHEN handoff.state IS NOT NULL THEN handoff.state
          WHEN handoff.done_on IS NOT NULL THEN 'done'
          WHEN handoff.returned_on IS NOT NULL THEN 'returned'
          WHEN handoff.accepted_on IS NOT NULL THEN 'accepted'
          ELSE 'waiting' END AS state
WHERE state IN ['waiting', 'accepted', 'returned']
  AND ($fiscal_year IS NULL OR year = $fiscal_year)
WITH CASE state WHEN 'returned' THEN giver.counts_as ELSE taker.counts_as END AS holder, state,
     CASE WHEN $as_of > handoff.due_on_last THEN 1 ELSE 0 END AS late,
     CASE WHEN handoff.asked_on_first = handoff.asked_on_last
          THEN duration.inDays(handoff.asked_on_first, $as_of).days END AS days
WITH holder, count(*) AS open,
     sum(CASE state WHEN 'waiting' THEN 1 ELSE 0 END) AS waiting,
     sum(CASE state WHEN 'accepted' THEN 1 ELSE 0 END) AS accepted,
     sum(CASE state WHEN 'returned' THEN 1 ELSE 0 END) AS returned,
     sum(late) AS overdue, max(days) AS oldest_days
MATCH (unit:Unit {dataset: $dataset, id: holder})
RETURN holder AS unit,
       CASE $lang WHEN 'en' THEN coalesce(unit.title_en, unit.title_th)
                  ELSE coalesce(unit.title_th, unit.title_en) END AS title,
       unit.tier AS tier, open, waiting, accepted, returned, overdue, oldest_days
ORDER BY open DESC, overdue DESC, unit
