// title: What each unit has to carry
// title_th: ภาระงานของแต่ละหน่วยงาน
// about: For each unit at its tier, together with its divisions: the objectives and key results
//   that it owns, the projects that it leads and supports, the key results of whose target it has a
//   part, and the open recorded handoffs that wait with it. A key result without a word on its
//   owner has its objective's. fiscal_year is the objective's or the project's.
// pattern: (Objective)-[OWNED_BY]->(Unit), (KeyResult)-[OWNED_BY]->(Unit),
//   (Project)-[LED_BY]->(Unit), (Project)-[SUPPORTED_BY]->(Unit),
//   (KeyResult)-[ALLOCATED_TO]->(Unit), (Handoff)-[FROM_UNIT]->(Unit), (Handoff)-[TO_UNIT]->(Unit)
// params: dataset, fiscal_year, lang
// columns: unit, title, tier, objectives, key_results, led, supported, parts, open_handoffs
// key: unit
//
// :param dataset => 'default'
// :param fiscal_year => null
// :param lang => 'th'

CALL () {
  MATCH (unit:Unit {dataset: $dataset})
  RETURN unit.counts_as AS id, 'none' AS duty, null AS item, $fiscal_year AS year
UNION ALL
  MATCH (objective:Objective {dataset: $dataset})-[:OWNED_BY]->(unit:Unit)
  RETURN unit.counts_as AS id, 'objective' AS duty, objective.id AS item,
         objective.fiscal_year AS year
UNION ALL
  MATCH (objective:Objective {dataset: $dataset})-[:HAS_KEY_RESULT]->(result:KeyResult)
  MATCH (result)<-[:HAS_KEY_RESULT*0..1]-(owned)-[:OWNED_BY]->(unit:Unit)
  WHERE owned:KeyResult OR 'owner' IN coalesce(result.unrecorded, [])
  RETURN unit.counts_as AS id, 'key_result' AS duty, result.id AS item,
         objective.fiscal_year AS year
UNION ALL
  MATCH (project:Project {dataset: $dataset})-[:LED_BY]->(unit:Unit)
  RETURN unit.counts_as AS id, 'lead' AS duty, project.id AS item, project.fiscal_year AS year
UNION ALL
  MATCH (project:Project {dataset: $dataset})-[:SUPPORTED_BY]->(unit:Unit)
  RETURN unit.counts_as AS id, 'support' AS duty, project.id AS item, project.fiscal_year AS year
UNION ALL
  MATCH (objective:Objective {dataset: $dataset})-[:HAS_KEY_RESULT]->(result:KeyResult)
        -[:ALLOCATED_TO]->(unit:Unit)
  RETURN unit.counts_as AS id, 'part' AS duty, result.id AS item, objective.fiscal_year AS year
UNION ALL
  MATCH (giver:Unit)<-[:FROM_UNIT]-(handoff:Handoff {dataset: $dataset})-[:TO_UNIT]->(taker:Unit)
  WHERE giver.counts_as <> taker.counts_as
  OPTIONAL MATCH (handoff)<-[:HANDED_OVER]-(item)
  OPTIONAL MATCH (handoff)<-[:HANDED_OVER]-(:KeyResult)<-[:HAS_KEY_RESULT]-(objective:Objective)
  WITH handoff, giver, taker, coalesce(item.fiscal_year, objective.fiscal_year) AS year,
       CASE WHEN handoff.state IS NOT NULL THEN handoff.state
            WHEN handoff.done_on IS NOT NULL THEN 'done'
            WHEN handoff.returned_on IS NOT NULL THEN 'returned'
            ELSE 'waiting' END AS state
  WHERE state IN ['waiting', 'accepted', 'returned']
  RETURN CASE state WHEN 'returned' THEN giver.counts_as ELSE taker.counts_as END AS id,
         'handoff' AS duty, handoff.id AS item, year
}
WITH id, duty, item, year
WHERE $fiscal_year IS NULL OR year = $fiscal_year
WITH id,
     count(DISTINCT CASE duty WHEN 'objective' THEN item END) AS objectives,
     count(DISTINCT CASE duty WHEN 'key_result' THEN item END) AS key_results,
     count(DISTINCT CASE duty WHEN 'lead' THEN item END) AS led,
     count(DISTINCT CASE duty WHEN 'support' THEN item END) AS supported,
     count(DISTINCT CASE duty WHEN 'part' THEN item END) AS parts,
     count(DISTINCT CASE duty WHEN 'handoff' THEN item END) AS open_handoffs
MATCH (unit:Unit {dataset: $dataset, id: id})
RETURN id AS unit,
       CASE $lang WHEN 'en' THEN coalesce(unit.title_en, unit.title_th)
                  ELSE coalesce(unit.title_th, unit.title_en) END AS title,
       unit.tier AS tier, objectives, key_results, led, supported, parts, open_handoffs
ORDER BY tier, unit
