// title: Everything that one unit has to do with
// title_th: แผนงานทั้งหมดของหน่วยงานหนึ่ง
// about: What the unit $id and the units inside it own, lead and support, of what they have a part
//   (has_part), and the recorded handoffs that they ask (asks) or are asked (is_asked). unit: which
//   of them. A key result without a word on its owner has its objective's. Items without a year
//   stay whatever the fiscal_year.
// pattern: (Unit)-[PART_OF]->(Unit), (Policy)-[OWNED_BY]->(Unit), (Strategy)-[OWNED_BY]->(Unit),
//   (Objective)-[OWNED_BY]->(Unit), (KeyResult)-[OWNED_BY]->(Unit), (Kpi)-[OWNED_BY]->(Unit),
//   (Project)-[LED_BY]->(Unit), (Project)-[SUPPORTED_BY]->(Unit),
//   (KeyResult)-[ALLOCATED_TO]->(Unit), (Handoff)-[FROM_UNIT]->(Unit), (Handoff)-[TO_UNIT]->(Unit)
// params: dataset, id, fiscal_year, lang
// columns: role, kind, item, title, fiscal_year, unit, basis
// key: role, item, unit
//
// :param dataset => 'default'
// :param id => 'B1100'
// :param fiscal_year => null
// :param lang => 'th'

MATCH (whole:Unit {dataset: $dataset, id: $id})<-[:PART_OF*0..]-(unit:Unit)
CALL (unit) {
  MATCH (unit)<-[link:OWNED_BY|LED_BY|SUPPORTED_BY|ALLOCATED_TO|FROM_UNIT|TO_UNIT]-(item)
  OPTIONAL MATCH (item)<-[:HAS_KEY_RESULT]-(objective:Objective)
  RETURN item, link, coalesce(item.fiscal_year, objective.fiscal_year) AS year
UNION ALL
  MATCH (unit)<-[link:OWNED_BY]-(objective:Objective)-[:HAS_KEY_RESULT]->(result:KeyResult)
  WHERE 'owner' IN coalesce(result.unrecorded, [])
  RETURN result AS item, link, objective.fiscal_year AS year
}
WITH unit, item, link, year
WHERE $fiscal_year IS NULL OR year IS NULL OR year = $fiscal_year
RETURN CASE type(link) WHEN 'OWNED_BY' THEN 'owns'
                       WHEN 'LED_BY' THEN 'leads'
                       WHEN 'SUPPORTED_BY' THEN 'supports'
                       WHEN 'ALLOCATED_TO' THEN 'has_part'
                       WHEN 'FROM_UNIT' THEN 'asks'
                       ELSE 'is_asked' END AS role,
       CASE WHEN item:Policy THEN 'policy' WHEN item:Strategy THEN 'strategy'
            WHEN item:Objective THEN 'objective' WHEN item:KeyResult THEN 'key_result'
            WHEN item:Kpi THEN 'kpi' WHEN item:Project THEN 'project' ELSE 'handoff' END AS kind,
       item.id AS item,
       CASE $lang WHEN 'en' THEN coalesce(item.title_en, item.title_th)
                  ELSE coalesce(item.title_th, item.title_en) END AS title,
       year AS fiscal_year, unit.id AS unit, link.basis AS basis
ORDER BY role, kind, item, unit
