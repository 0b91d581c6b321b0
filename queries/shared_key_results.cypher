// title: Key results that need projects of several units
// title_th: ผลลัพธ์สำคัญที่ต้องอาศัยโครงการของหลายหน่วยงาน
// about: Key results whose projects are led by two or more units, each at its tier: none of them
//   can reach the figure alone. owner: who answers for it; where the key result says nothing, its
//   objective's owner.
// pattern: (KeyResult)-[DELIVERED_BY]->(Project)-[LED_BY]->(Unit), (KeyResult)-[OWNED_BY]->(Unit)
// params: dataset, fiscal_year, lang
// columns: key_result, title, fiscal_year, owner, units, tiers, projects
// key: key_result
//
// :param dataset => 'default'
// :param fiscal_year => null
// :param lang => 'th'

MATCH (objective:Objective {dataset: $dataset})-[:HAS_KEY_RESULT]->(result:KeyResult)
      -[:DELIVERED_BY]->(project:Project)-[:LED_BY]->(lead:Unit)
WHERE $fiscal_year IS NULL OR objective.fiscal_year = $fiscal_year
WITH objective, result, lead.counts_as AS unit, lead.tier AS tier, count(project) AS led
ORDER BY unit
WITH objective, result, collect(unit) AS units, collect(tier) AS tiers, sum(led) AS projects
WHERE size(units) > 1
CALL (result) {
  MATCH (result)<-[:HAS_KEY_RESULT*0..1]-(owned)-[:OWNED_BY]->(owner:Unit)
  WHERE owned:KeyResult OR 'owner' IN coalesce(result.unrecorded, [])
  WITH DISTINCT owner.counts_as AS id ORDER BY id
  RETURN collect(id) AS owner
}
RETURN result.id AS key_result,
       CASE $lang WHEN 'en' THEN coalesce(result.title_en, result.title_th)
                  ELSE coalesce(result.title_th, result.title_en) END AS title,
       objective.fiscal_year AS fiscal_year, owner, units, tiers, projects
ORDER BY size(units) DESC, key_result
