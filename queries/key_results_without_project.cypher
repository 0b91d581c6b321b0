// title: Key results that no project delivers
// title_th: ผลลัพธ์สำคัญที่ไม่มีโครงการรองรับ
// about: A figure is promised, and no project is meant to bring it about. owner: the units that
//   answer for it, at their tier; where the key result says nothing, its objective's owners.
//   policies: how many call for its objective.
// pattern: (Policy)-[CALLS_FOR]->(Objective)-[HAS_KEY_RESULT]->(KeyResult)-[OWNED_BY]->(Unit),
//   (Objective)-[OWNED_BY]->(Unit), (KeyResult)-[MEASURED_BY]->(Kpi)
// params: dataset, fiscal_year, lang
// columns: key_result, title, objective, fiscal_year, owner, target, measure, kpi, policies
// key: key_result
//
// :param dataset => 'default'
// :param fiscal_year => null
// :param lang => 'th'

MATCH (objective:Objective {dataset: $dataset})-[:HAS_KEY_RESULT]->(result:KeyResult)
WHERE ($fiscal_year IS NULL OR objective.fiscal_year = $fiscal_year)
  AND NOT EXISTS { (result)-[:DELIVERED_BY]->(:Project) }
CALL (result) {
  MATCH (result)<-[:HAS_KEY_RESULT*0..1]-(owned)-[:OWNED_BY]->(unit:Unit)
  WHERE owned:KeyResult OR 'owner' IN coalesce(result.unrecorded, [])
  WITH DISTINCT unit.counts_as AS id ORDER BY id
  RETURN collect(id) AS owner
}
CALL (objective) {
  MATCH (objective)<-[:CALLS_FOR]-(policy:Policy)
  RETURN count(policy) AS policies
}
OPTIONAL MATCH (result)-[:MEASURED_BY]->(kpi:Kpi)
RETURN result.id AS key_result,
       CASE $lang WHEN 'en' THEN coalesce(result.title_en, result.title_th)
                  ELSE coalesce(result.title_th, result.title_en) END AS title,
       objective.id AS objective, objective.fiscal_year AS fiscal_year, owner,
       result.target AS target, result.measure_unit AS measure, kpi.id AS kpi, policies
ORDER BY policies DESC, key_result
