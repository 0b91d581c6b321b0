// title: How far down each policy reaches
// title_th: นโยบายลงไปถึงระดับใด
// about: Downstream of a policy are the objectives that it calls for (direct), or where it calls
//   for none, those of its strategies and all their parts (via_strategy). reaches is the lowest
//   level with anything; basis is stated where some way down to it rests on stated links alone.
//   A fiscal year leaves out objectives and projects of other years; the ways may lead through any.
// pattern: (Policy)-[CALLS_FOR]->(Objective)-[HAS_KEY_RESULT]->(KeyResult)-[DELIVERED_BY]->(Project), (Policy)-[ADVANCES]->(Strategy)-[HAS_OBJECTIVE]->(Objective), (Strategy)-[PART_OF]->(Strategy)
// params: dataset, fiscal_year, lang
// columns: policy, title, reaches, strength, basis, objectives, key_results, projects, budget, unknown_budget, finding
// key: policy
//
// :param dataset => 'default'
// :param fiscal_year => null
// :param lang => 'th'

MATCH (policy:Policy {dataset: $dataset})
WITH policy, EXISTS { (policy)-[:CALLS_FOR]->(:Objective) } AS calls,
     EXISTS { (policy)-[:ADVANCES]->(:Strategy) } AS advances,
     EXISTS { (policy)-[:ADVANCES {basis: 'stated'}]->(:Strategy) } AS surely_advances
CALL (policy, calls) {
  RETURN 0 AS level, 0 AS items, 0 AS budgets, 0 AS satang, 0 AS sure_ways
UNION ALL
  MATCH (policy)-[asks:CALLS_FOR]->(objective:Objective)
  WHERE $fiscal_year IS NULL OR objective.fiscal_year = $fiscal_year
  WITH objective, asks.basis = 'stated' AS is_sure
  RETURN 1 AS level, count(DISTINCT objective) AS items, 0 AS budgets, 0 AS satang,
         count(CASE WHEN is_sure THEN 1 END) AS sure_ways
UNION ALL
  MATCH (policy)-[asks:CALLS_FOR]->(objective:Objective)-[has:HAS_KEY_RESULT]->(result:KeyResult)
  WHERE $fiscal_year IS NULL OR objective.fiscal_year = $fiscal_year
  WITH result, asks.basis = 'stated' AND has.basis = 'stated' AS is_sure
  RETURN 2 AS level, count(DISTINCT result) AS items, 0 AS budgets, 0 AS satang,
         count(CASE WHEN is_sure THEN 1 END) AS sure_ways
UNION ALL
  MATCH (policy)-[asks:CALLS_FOR]->(:Objective)-[has:HAS_KEY_RESULT]->(:KeyResult)
        -[takes:DELIVERED_BY]->(project:Project)
  WHERE $fiscal_year IS NULL OR project.fiscal_year = $fiscal_year
  WITH project, asks.basis = 'stated' AND has.basis = 'stated' AND takes.basis = 'stated' AS is_sure
  WITH project, count(CASE WHEN is_sure THEN 1 END) AS sure_ways
  RETURN 3 AS level, count(project) AS items, count(project.budget) AS budgets,
         sum(toInteger(round(project.budget * 100))) AS satang, sum(sure_ways) AS sure_ways
UNION ALL
  WITH policy, calls WHERE NOT calls
  MATCH (policy)-[up:ADVANCES]->(:Strategy)<-[parts:PART_OF*0..]-(strategy:Strategy)
  WITH strategy, CASE WHEN up.basis = 'stated' AND all(part IN parts WHERE part.basis = 'stated')
                      THEN 1 ELSE 0 END AS is_sure
  WITH strategy, max(is_sure) = 1 AS is_sure
  MATCH (strategy)-[down:HAS_OBJECTIVE]->(objective:Objective)
  WHERE $fiscal_year IS NULL OR objective.fiscal_year = $fiscal_year
  WITH objective, is_sure AND down.basis = 'stated' AS is_sure
  RETURN 1 AS level, count(DISTINCT objective) AS items, 0 AS budgets, 0 AS satang,
         count(CASE WHEN is_sure THEN 1 END) AS sure_ways
UNION ALL
  WITH policy, calls WHERE NOT calls
  MATCH (policy)-[up:ADVANCES]->(:Strategy)<-[parts:PART_OF*0..]-(strategy:Strategy)
  WITH strategy, CASE WHEN up.basis = 'stated' AND all(part IN parts WHERE part.basis = 'stated')
                      THEN 1 ELSE 0 END AS is_sure
  WITH strategy, max(is_sure) = 1 AS is_sure
  MATCH (strategy)-[down:HAS_OBJECTIVE]->(objective:Objective)
        -[has:HAS_KEY_RESULT]->(result:KeyResult)
  WHERE $fiscal_year IS NULL OR objective.fiscal_year = $fiscal_year
  WITH result, is_sure AND down.basis = 'stated' AND has.basis = 'stated' AS is_sure
  RETURN 2 AS level, count(DISTINCT result) AS items, 0 AS budgets, 0 AS satang,
         count(CASE WHEN is_sure THEN 1 END) AS sure_ways
UNION ALL
  WITH policy, calls WHERE NOT calls
  MATCH (policy)-[up:ADVANCES]->(:Strategy)<-[parts:PART_OF*0..]-(strategy:Strategy)
  WITH strategy, CASE WHEN up.basis = 'stated' AND all(part IN parts WHERE part.basis = 'stated')
                      THEN 1 ELSE 0 END AS is_sure
  WITH strategy, max(is_sure) = 1 AS is_sure
  MATCH (strategy)-[down:HAS_OBJECTIVE]->(:Objective)-[has:HAS_KEY_RESULT]->(:KeyResult)
        -[takes:DELIVERED_BY]->(project:Project)
  WHERE $fiscal_year IS NULL OR project.fiscal_year = $fiscal_year
  WITH project, is_sure AND down.basis = 'stated' AND has.basis = 'stated'
         AND takes.basis = 'stated' AS is_sure
  WITH project, count(CASE WHEN is_sure THEN 1 END) AS sure_ways
  RETURN 3 AS level, count(project) AS items, count(project.budget) AS budgets,
         sum(toInteger(round(project.budget * 100))) AS satang, sum(sure_ways) AS sure_ways
}
WITH policy, calls, advances, surely_advances,
     sum(CASE level WHEN 1 THEN items ELSE 0 END) AS objectives,
     sum(CASE level WHEN 2 THEN items ELSE 0 END) AS key_results,
     sum(CASE level WHEN 3 THEN items ELSE 0 END) AS projects,
     sum(CASE level WHEN 1 THEN sure_ways ELSE 0 END) AS sure_objectives,
     sum(CASE level WHEN 2 THEN sure_ways ELSE 0 END) AS sure_key_results,
     sum(CASE level WHEN 3 THEN sure_ways ELSE 0 END) AS sure_projects,
     sum(budgets) AS known_budgets, sum(satang) AS satang
WITH *, CASE WHEN projects > 0 THEN 'project'
             WHEN key_results > 0 THEN 'key_result'
             WHEN objectives > 0 THEN 'objective'
             WHEN advances THEN 'strategy'
             ELSE 'policy' END AS reaches
WITH *, CASE reaches WHEN 'project' THEN sure_projects > 0
                     WHEN 'key_result' THEN sure_key_results > 0
                     WHEN 'objective' THEN sure_objectives > 0
                     ELSE surely_advances END AS is_sure
RETURN policy.id AS policy,
       CASE $lang WHEN 'en' THEN coalesce(policy.title_en, policy.title_th)
                  ELSE coalesce(policy.title_th, policy.title_en) END AS title,
       reaches,
       CASE WHEN objectives + key_results + projects = 0 THEN null
            WHEN calls THEN 'direct' ELSE 'via_strategy' END AS strength,
       CASE WHEN reaches = 'policy' THEN null
            WHEN is_sure THEN 'stated' ELSE 'inferred' END AS basis,
       objectives, key_results, projects,
       CASE WHEN satang % 100 = 0 THEN satang / 100 ELSE satang / 100.0 END AS budget,
       projects - known_budgets AS unknown_budget,
       CASE projects WHEN 0 THEN 'TRC203:' + policy.id END AS finding
ORDER BY policy
