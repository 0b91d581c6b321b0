// title: One project's line up to the policies
// title_th: โครงการนี้สนองนโยบายใด
// about: For the budget hearing: each way from the project $id up to a policy, with its key result,
//   its objective and, where the way goes through one, the objective's strategy. strength: direct
//   where the policy calls for the objective, else via_strategy. basis: stated where a source
//   states every link of some such way. Where the line breaks, what is above it is empty.
// pattern: (Policy)-[CALLS_FOR]->(Objective)-[HAS_KEY_RESULT]->(KeyResult),
//   (KeyResult)-[DELIVERED_BY]->(Project)-[LED_BY]->(Unit),
//   (Policy)-[ADVANCES]->(Strategy)-[HAS_OBJECTIVE]->(Objective), (Strategy)-[PART_OF]->(Strategy)
// params: dataset, id, lang
// columns: project, title, lead, fiscal_year, budget, key_result, result_title, objective,
//   objective_title, strategy, policy, policy_title, strength, basis
// key: key_result, strategy, policy
//
// :param dataset => 'default'
// :param id => 'PRJ-N184'
// :param lang => 'th'

MATCH (project:Project {dataset: $dataset, id: $id})
CALL (project) {
  MATCH way = (project)<-[:DELIVERED_BY]-(result:KeyResult)<-[:HAS_KEY_RESULT]-(objective:Objective)
              <-[:CALLS_FOR]-(policy:Policy)
  RETURN 'direct' AS strength, result, objective, null AS strategy, policy, way
UNION ALL
  MATCH way = (project)<-[:DELIVERED_BY]-(result:KeyResult)<-[:HAS_KEY_RESULT]-(objective:Objective)
              <-[:HAS_OBJECTIVE]-(strategy:Strategy)-[:PART_OF*0..]->(:Strategy)
              <-[:ADVANCES]-(policy:Policy)
  WHERE NOT EXISTS { (policy)-[:CALLS_FOR]->(objective) }
  RETURN 'via_strategy' AS strength, result, objective, strategy.id AS strategy, policy, way
UNION ALL
  MATCH (project)<-[:DELIVERED_BY]-(result:KeyResult)<-[:HAS_KEY_RESULT]-(objective:Objective)
  WHERE NOT EXISTS { (objective)<-[:CALLS_FOR]-(:Policy) }
    AND NOT EXISTS {
      (objective)<-[:HAS_OBJECTIVE]-(:Strategy)-[:PART_OF*0..]->(:Strategy)<-[:ADVANCES]-(:Policy)
    }
  OPTIONAL MATCH (objective)<-[:HAS_OBJECTIVE]-(strategy:Strategy)
  RETURN null AS strength, result, objective, strategy.id AS strategy, null AS policy, null AS way
UNION ALL
  MATCH (project)
  WHERE NOT EXISTS { (project)<-[:DELIVERED_BY]-(:KeyResult) }
  RETURN null AS strength, null AS result, null AS objective, null AS strategy, null AS policy,
         null AS way
}
WITH project, strength, result, objective, strategy, policy,
     CASE WHEN way IS NULL THEN null
          WHEN all(link IN relationships(way) WHERE link.basis = 'stated') THEN 'stated'
          ELSE 'inferred' END AS basis
WITH project, strength, result, objective, strategy, policy, max(basis) AS basis
OPTIONAL MATCH (project)-[:LED_BY]->(lead:Unit)
RETURN project.id AS project,
       CASE $lang WHEN 'en' THEN coalesce(project.title_en, project.title_th)
                  ELSE coalesce(project.title_th, project.title_en) END AS title,
       lead.id AS lead, project.fiscal_year AS fiscal_year, project.budget AS budget,
       result.id AS key_result,
       CASE $lang WHEN 'en' THEN coalesce(result.title_en, result.title_th)
                  ELSE coalesce(result.title_th, result.title_en) END AS result_title,
       objective.id AS objective,
       CASE $lang WHEN 'en' THEN coalesce(objective.title_en, objective.title_th)
                  ELSE coalesce(objective.title_th, objective.title_en) END AS objective_title,
       strategy, policy.id AS policy,
       CASE $lang WHEN 'en' THEN coalesce(policy.title_en, policy.title_th)
                  ELSE coalesce(policy.title_th, policy.title_en) END AS policy_title,
       strength, basis
ORDER BY coalesce(strength, 'x'), coalesce(key_result, ''), coalesce(strategy, ''),
         coalesce(policy, '')
