// title: Handoffs that are still open
// title_th: งานส่งต่อที่ยังไม่เสร็จ
// about: Recorded handoffs that are waiting, accepted or returned: what was handed over, who holds
//   it, since when (as exact as the source tells; days only where it tells the day), and the
//   policies that call for what waits. Units are at their tier. Only handoffs between a district
//   and a bureau, unless all_tiers.
// pattern: (Policy)-[CALLS_FOR]->(Objective)-[HAS_KEY_RESULT]->(KeyResult),
//   (KeyResult)-[DELIVERED_BY]->(Project)-[HANDED_OVER]->(Handoff),
//   (KeyResult)-[HANDED_OVER]->(Handoff), (Handoff)-[FROM_UNIT]->(Unit),
//   (Handoff)-[TO_UNIT]->(Unit)
// params: dataset, as_of, fiscal_year, all_tiers, lang
// columns: handoff, subject, item, from, to, state, holder, asked_on, due_on, days, overdue,
//   policies, reason
// key: handoff
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
WITH handoff, item, giver.counts_as AS from, taker.counts_as AS to,
     coalesce(item.fiscal_year, objective.fiscal_year) AS year,
     CASE WHEN handoff.state IS NOT NULL THEN handoff.state
          WHEN handoff.done_on IS NOT NULL THEN 'done'
          WHEN handoff.returned_on IS NOT NULL THEN 'returned'
          WHEN handoff.accepted_on IS NOT NULL THEN 'accepted'
          ELSE 'waiting' END AS state
WHERE state IN ['waiting', 'accepted', 'returned']
  AND ($fiscal_year IS NULL OR year = $fiscal_year)
CALL (handoff) {
  MATCH (handoff)<-[:HANDED_OVER]-()<-[:DELIVERED_BY*0..1]-(:KeyResult)
        <-[:HAS_KEY_RESULT]-(:Objective)<-[:CALLS_FOR]-(policy:Policy)
  WITH DISTINCT policy.id AS id ORDER BY id
  RETURN collect(id) AS policies
}
RETURN handoff.id AS handoff,
       CASE $lang WHEN 'en' THEN coalesce(handoff.title_en, handoff.title_th)
                  ELSE coalesce(handoff.title_th, handoff.title_en) END AS subject,
       item.id AS item, from, to, state,
       CASE state WHEN 'returned' THEN from ELSE to END AS holder,
       handoff.asked_on AS asked_on, handoff.due_on AS due_on,
       CASE WHEN handoff.asked_on_first = handoff.asked_on_last
            THEN duration.inDays(handoff.asked_on_first, $as_of).days END AS days,
       coalesce($as_of > handoff.due_on_last, false) AS overdue,
       policies, handoff.reason AS reason
ORDER BY coalesce(days, -100000) DESC, handoff
