// title: KPIs that no key result measures
// title_th: ตัวชี้วัดที่ไม่มีผลลัพธ์สำคัญรองรับ
// about: Indicators of the 20-year plan that track a strategy while no key result is measured by
//   them (of the fiscal year, where one is given): nobody works towards them in the yearly plans.
// pattern: (Strategy)-[TRACKED_BY]->(Kpi)-[OWNED_BY]->(Unit),
//   (Objective)-[HAS_KEY_RESULT]->(KeyResult)-[MEASURED_BY]->(Kpi)
// params: dataset, fiscal_year, lang
// columns: kpi, title, strategy, strategy_title, owner, measure, direction
// key: kpi
//
// :param dataset => 'default'
// :param fiscal_year => null
// :param lang => 'th'

MATCH (kpi:Kpi {dataset: $dataset})
WHERE NOT EXISTS {
  MATCH (kpi)<-[:MEASURED_BY]-(:KeyResult)<-[:HAS_KEY_RESULT]-(objective:Objective)
  WHERE $fiscal_year IS NULL OR objective.fiscal_year = $fiscal_year
}
CALL (kpi) {
  MATCH (kpi)-[:OWNED_BY]->(unit:Unit)
  WITH DISTINCT unit.id AS id ORDER BY id
  RETURN collect(id) AS owner
}
OPTIONAL MATCH (kpi)<-[:TRACKED_BY]-(strategy:Strategy)
RETURN kpi.id AS kpi,
       CASE $lang WHEN 'en' THEN coalesce(kpi.title_en, kpi.title_th)
                  ELSE coalesce(kpi.title_th, kpi.title_en) END AS title,
       strategy.id AS strategy,
       CASE $lang WHEN 'en' THEN coalesce(strategy.title_en, strategy.title_th)
                  ELSE coalesce(strategy.title_th, strategy.title_en) END AS strategy_title,
       owner, kpi.measure_unit AS measure, kpi.measure_direction AS direction
ORDER BY coalesce(strategy, ''), kpi
