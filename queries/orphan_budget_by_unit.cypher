// title: Budget without a policy, by unit
// title_th: งบประมาณที่ไม่โยงถึงนโยบาย แยกตามหน่วยงาน
// about: For each unit at its tier: how many of the projects that it leads serve no policy (as
//   orphan_projects says), and how much of its budget in whole baht that is. unknown_budget:
//   orphans whose budget the source does not tell. Only units with orphans; without a unit: no
//   lead.
// pattern: (Project)-[LED_BY]->(Unit),
//   (Policy)-[CALLS_FOR]->(Objective)-[HAS_KEY_RESULT]->(KeyResult),
//   (KeyResult)-[DELIVERED_BY]->(Project),
//   (Policy)-[ADVANCES]->(Strategy)-[HAS_OBJECTIVE]->(Objective)
// params: dataset, fiscal_year, lang
// columns: unit, title, tier, projects, orphans, budget, orphan_budget, unknown_budget
// key: unit
//
// :param dataset => 'default'
// :param fiscal_year => null
// :param lang => 'th'

MATCH (project:Project {dataset: $dataset})
WHERE $fiscal_year IS NULL OR project.fiscal_year = $fiscal_year
WITH project,
     CASE WHEN EXISTS {
            (project)<-[:DELIVERED_BY]-(:KeyResult)<-[:HAS_KEY_RESULT]-(:Objective)
              <-[:CALLS_FOR]-(:Policy)
          } THEN 0
          WHEN EXISTS {
            (project)<-[:DELIVERED_BY]-(:KeyResult)<-[:HAS_KEY_RESULT]-(:Objective)
              <-[:HAS_OBJECTIVE]-(:Strategy)-[:PART_OF*0..]->(:Strategy)<-[:ADVANCES]-(:Policy)
          } THEN 0
          ELSE 1 END AS orphan
OPTIONAL MATCH (project)-[:LED_BY]->(lead:Unit)
WITH lead.counts_as AS id, orphan, project.budget AS budget
WITH id, count(*) AS projects, sum(orphan) AS orphans,
     toInteger(round(sum(coalesce(budget, 0)))) AS budget,
     toInteger(round(sum(CASE orphan WHEN 1 THEN coalesce(budget, 0) ELSE 0 END))) AS orphan_budget,
     sum(CASE WHEN orphan = 1 AND budget IS NULL THEN 1 ELSE 0 END) AS unknown_budget
WHERE orphans > 0
OPTIONAL MATCH (unit:Unit {dataset: $dataset, id: id})
RETURN id AS unit,
       CASE $lang WHEN 'en' THEN coalesce(unit.title_en, unit.title_th)
                  ELSE coalesce(unit.title_th, unit.title_en) END AS title,
       unit.tier AS tier, projects, orphans, budget, orphan_budget, unknown_budget
ORDER BY orphan_budget DESC, orphans DESC, coalesce(unit, '')
