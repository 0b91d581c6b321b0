// title: The KPIs by which each policy can be measured
// title_th: ตัวชี้วัดที่ใช้วัดแต่ละนโยบาย
// about: The KPIs of the key results below a policy: below an objective that the policy calls for
//   (direct), or below one of a strategy that it advances, or of a part of that, at any depth
//   (via_strategy). Where a KPI is reached both ways it counts as direct. key_results: how many of
//   the policy's key results the KPI measures. A policy without any KPI has one row without.
// pattern: (Policy)-[CALLS_FOR]->(Objective)-[HAS_KEY_RESULT]->(KeyResult)-[MEASURED_BY]->(Kpi),
//   (Policy)-[ADVANCES]->(Strategy)-[HAS_OBJECTIVE]->(Objective)
// params: dataset, fiscal_year, lang
// columns: policy, title, strength, kpi, kpi_title, key_results
// key: policy, kpi
//
// :param dataset => 'default'
// :param fiscal_year => null
// :param lang => 'th'

CALL () {
  MATCH (policy:Policy {dataset: $dataset})-[:CALLS_FOR]->(objective:Objective)
        -[:HAS_KEY_RESULT]->(result:KeyResult)-[:MEASURED_BY]->(kpi:Kpi)
  WHERE $fiscal_year IS NULL OR objective.fiscal_year = $fiscal_year
  RETURN policy, 'direct' AS strength, kpi, result.id AS result
UNION ALL
  MATCH (policy:Policy {dataset: $dataset})-[:ADVANCES]->(:Strategy)<-[:PART_OF*0..]-(:Strategy)
        -[:HAS_OBJECTIVE]->(objective:Objective)
        -[:HAS_KEY_RESULT]->(result:KeyResult)-[:MEASURED_BY]->(kpi:Kpi)
  WHERE $fiscal_year IS NULL OR objective.fiscal_year = $fiscal_year
  RETURN policy, 'via_strategy' AS strength, kpi, result.id AS result
UNION ALL
  MATCH (policy:Policy {dataset: $dataset})
  WHERE NOT EXISTS {
    MATCH (policy)-[:CALLS_FOR]->(objective:Objective)-[:HAS_KEY_RESULT]->(:KeyResult)
          -[:MEASURED_BY]->(:Kpi)
    WHERE $fiscal_year IS NULL OR objective.fiscal_year = $fiscal_year
  } AND NOT EXISTS {
    MATCH (policy)-[:ADVANCES]->(:Strategy)<-[:PART_OF*0..]-(:Strategy)
          -[:HAS_OBJECTIVE]->(objective:Objective)-[:HAS_KEY_RESULT]->(:KeyResult)
          -[:MEASURED_BY]->(:Kpi)
    WHERE $fiscal_year IS NULL OR objective.fiscal_year = $fiscal_year
  }
  RETURN policy, null AS strength, null AS kpi, null AS result
}
WITH policy, kpi, min(strength) AS strength, count(DISTINCT result) AS key_results
RETURN policy.id AS policy,
       CASE $lang WHEN 'en' THEN coalesce(policy.title_en, policy.title_th)
                  ELSE coalesce(policy.title_th, policy.title_en) END AS title,
       strength, kpi.id AS kpi,
       CASE $lang WHEN 'en' THEN coalesce(kpi.title_en, kpi.title_th)
                  ELSE coalesce(kpi.title_th, kpi.title_en) END AS kpi_title,
       key_results
ORDER BY policy, strength, coalesce(kpi, '')
