// title: Projects that serve no policy
// title_th: โครงการที่ไม่โยงถึงนโยบาย
// about: A project is traced when a key result that it delivers sits under an objective that a
//   policy calls for, or under an objective of a strategy that a policy advances, at any depth.
//   Otherwise it is an orphan; broken_at is the first level missing going up.
// pattern: (Policy)-[CALLS_FOR]->(Objective)-[HAS_KEY_RESULT]->(KeyResult)-[DELIVERED_BY]->(Project)
// params: dataset, fiscal_year, lang
// columns: project, title, lead, tier, fiscal_year, budget, broken_at, state, finding
// key: project
//
// :param dataset => 'default'
// :param fiscal_year => null
// :param lang => 'th'

MATCH (project:Project {dataset: $dataset})
WHERE ($fiscal_year IS NULL OR project.fiscal_year = $fiscal_year)
  AND NOT EXISTS {
    (project)<-[:DELIVERED_BY]-(:KeyResult)<-[:HAS_KEY_RESULT]-(:Objective)
      <-[:CALLS_FOR]-(:Policy)
  }
  AND NOT EXISTS {
    (project)<-[:DELIVERED_BY]-(:KeyResult)<-[:HAS_KEY_RESULT]-(:Objective)
      <-[:HAS_OBJECTIVE]-(:Strategy)-[:PART_OF*0..]->(:Strategy)<-[:ADVANCES]-(:Policy)
  }
OPTIONAL MATCH (project)-[:LED_BY]->(lead:Unit)
WITH project, lead,
     CASE WHEN NOT EXISTS { (project)<-[:DELIVERED_BY]-(:KeyResult) } THEN 'key_result'
          WHEN NOT EXISTS {
            (project)<-[:DELIVERED_BY]-(:KeyResult)<-[:HAS_KEY_RESULT]-(:Objective)
              <-[:HAS_OBJECTIVE]-(:Strategy)
          } THEN 'strategy'
          ELSE 'policy' END AS broken_at
WITH project, lead, broken_at,
     CASE broken_at
       WHEN 'key_result' THEN NOT 'key_results' IN coalesce(project.unlinked, [])
       WHEN 'strategy' THEN EXISTS {
         MATCH (project)<-[:DELIVERED_BY]-(:KeyResult)<-[:HAS_KEY_RESULT]-(objective:Objective)
         WHERE NOT 'strategies' IN coalesce(objective.unlinked, [])
       }
       ELSE false END AS is_silent
RETURN project.id AS project,
       CASE $lang WHEN 'en' THEN coalesce(project.title_en, project.title_th)
                  ELSE coalesce(project.title_th, project.title_en) END AS title,
       lead.id AS lead,
       lead.tier AS tier,
       project.fiscal_year AS fiscal_year,
       project.budget AS budget,
       broken_at,
       CASE WHEN is_silent THEN 'unrecorded' ELSE 'unlinked' END AS state,
       'TRC201:' + project.id AS finding
ORDER BY project
