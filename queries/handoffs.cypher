// title: Handoffs between districts and bureaus
// title_th: งานส่งต่อระหว่างเขตกับสำนัก
// about: Where work crosses between units. delivery: the owner of a key result and the lead of a
//   project that delivers it; support: the lead and a supporting unit; allocation: the owner of a
//   key result and a unit with a part of its target; recorded: a dated hand-over. Units are lifted
//   to their tier. A key result without a word on its owner has its objective's.
// pattern: (KeyResult)-[OWNED_BY]->(Unit), (KeyResult)-[DELIVERED_BY]->(Project)-[LED_BY]->(Unit), (Project)-[SUPPORTED_BY]->(Unit), (KeyResult)-[ALLOCATED_TO]->(Unit), (Project)-[HANDED_OVER]->(Handoff)-[FROM_UNIT]->(Unit), (Handoff)-[TO_UNIT]->(Unit)
// params: dataset, as_of, fiscal_year, all_tiers, lang
// columns: kind, subject, item, via, from, from_tier, to, to_tier, state, days, overdue, holder, finding
// key: finding
//
// :param dataset => 'default'
// :param as_of => date('2024-09-30')
// :param fiscal_year => null
// :param all_tiers => false
// :param lang => 'th'

CALL () {
  MATCH (project:Project {dataset: $dataset})-[:LED_BY]->(taker:Unit)
  MATCH (project)<-[:DELIVERED_BY]-(result:KeyResult)<-[:HAS_KEY_RESULT*0..1]-(owned)
        -[:OWNED_BY]->(giver:Unit)
  WHERE owned:KeyResult OR 'owner' IN coalesce(result.unrecorded, [])
  RETURN 'delivery' AS kind, project.id AS item, result.id AS via,
         project.title_th AS title_th, project.title_en AS title_en, project.fiscal_year AS year,
         giver.counts_as AS from, giver.tier AS from_tier,
         taker.counts_as AS to, taker.tier AS to_tier,
         null AS state, null AS asked, null AS ended, null AS due
UNION
  MATCH (giver:Unit)<-[:LED_BY]-(project:Project {dataset: $dataset})-[:SUPPORTED_BY]->(taker:Unit)
  RETURN 'support' AS kind, project.id AS item, null AS via,
         project.title_th AS title_th, project.title_en AS title_en, project.fiscal_year AS year,
         giver.counts_as AS from, giver.tier AS from_tier,
         taker.counts_as AS to, taker.tier AS to_tier,
         null AS state, null AS asked, null AS ended, null AS due
UNION
  MATCH (objective:Objective {dataset: $dataset})-[:HAS_KEY_RESULT]->(result:KeyResult)
        -[:ALLOCATED_TO]->(taker:Unit)
  MATCH (result)<-[:HAS_KEY_RESULT*0..1]-(owned)-[:OWNED_BY]->(giver:Unit)
  WHERE owned:KeyResult OR 'owner' IN coalesce(result.unrecorded, [])
  RETURN 'allocation' AS kind, result.id AS item, null AS via,
         result.title_th AS title_th, result.title_en AS title_en, objective.fiscal_year AS year,
         giver.counts_as AS from, giver.tier AS from_tier,
         taker.counts_as AS to, taker.tier AS to_tier,
         null AS state, null AS asked, null AS ended, null AS due
UNION
  MATCH (giver:Unit)<-[:FROM_UNIT]-(handoff:Handoff {dataset: $dataset})-[:TO_UNIT]->(taker:Unit)
  OPTIONAL MATCH (handoff)<-[:HANDED_OVER]-(item)
  OPTIONAL MATCH (handoff)<-[:HANDED_OVER]-(:KeyResult)<-[:HAS_KEY_RESULT]-(objective:Objective)
  RETURN 'recorded' AS kind, item.id AS item, handoff.id AS via,
         handoff.title_th AS title_th, handoff.title_en AS title_en,
         coalesce(item.fiscal_year, objective.fiscal_year) AS year,
         giver.counts_as AS from, giver.tier AS from_tier,
         taker.counts_as AS to, taker.tier AS to_tier,
         CASE WHEN handoff.state IS NOT NULL THEN handoff.state
              WHEN handoff.done_on IS NOT NULL THEN 'done'
              WHEN handoff.returned_on IS NOT NULL THEN 'returned'
              WHEN handoff.accepted_on IS NOT NULL THEN 'accepted'
              ELSE 'waiting' END AS state,
         CASE WHEN handoff.asked_on_first = handoff.asked_on_last
              THEN handoff.asked_on_first END AS asked,
         CASE WHEN handoff.done_on_first = handoff.done_on_last
              THEN handoff.done_on_first END AS ended,
         handoff.due_on_last AS due
}
WITH *, state IN ['waiting', 'accepted', 'returned'] AS is_open
WHERE ($fiscal_year IS NULL OR year = $fiscal_year)
  AND from <> to
  AND ($all_tiers
       OR (from_tier = 'district' AND to_tier = 'bureau')
       OR (from_tier = 'bureau' AND to_tier = 'district'))
RETURN kind,
       CASE $lang WHEN 'en' THEN coalesce(title_en, title_th)
                  ELSE coalesce(title_th, title_en) END AS subject,
       item, via, from, from_tier, to, to_tier, state,
       CASE WHEN is_open THEN duration.inDays(asked, $as_of).days
            WHEN state = 'done' THEN duration.inDays(asked, ended).days END AS days,
       CASE kind WHEN 'recorded' THEN is_open AND coalesce($as_of > due, false) END AS overdue,
       CASE WHEN state = 'returned' THEN from WHEN is_open THEN to END AS holder,
       CASE kind WHEN 'delivery' THEN 'HND401:' + item + ':' + via + ':' + from + ':' + to
                 WHEN 'support' THEN 'HND402:' + item + ':' + from + ':' + to
                 WHEN 'allocation' THEN 'HND403:' + item + ':' + from + ':' + to
                 ELSE 'HND404:' + via END AS finding
ORDER BY kind, coalesce(item, ''), coalesce(via, ''), from, to
