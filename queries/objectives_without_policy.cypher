// title: Objectives that serve no policy
// title_th: วัตถุประสงค์ที่ไม่สนองนโยบายใด
// about: Objectives that no policy calls for, and that stand under no strategy that a policy
//   advances, at any depth. broken_at: strategy where they name none, else policy; state: unlinked
//   where the source says none, unrecorded where it says nothing. budget: the known budget of the
//   projects below, in whole baht.
// pattern: (Policy)-[CALLS_FOR]->(Objective),
//   (Policy)-[ADVANCES]->(Strategy)-[HAS_OBJECTIVE]->(Objective),
//   (Objective)-[HAS_KEY_RESULT]->(KeyResult)-[DELIVERED_BY]->(Project),
//   (Objective)-[OWNED_BY]->(Unit)
// params: dataset, fiscal_year, lang
// columns: objective, title, owner, fiscal_year, broken_at, state, key_results, projects, budget
// key: objective
//
// :param dataset => 'default'
// :param fiscal_year => null
// :param lang => 'th'

MATCH (objective:Objective {dataset: $dataset})
WHERE ($fiscal_year IS NULL OR objective.fiscal_year = $fiscal_year)
  AND NOT EXISTS { (objective)<-[:CALLS_FOR]-(:Policy) }
  AND NOT EXISTS {
    (objective)<-[:HAS_OBJECTIVE]-(:Strategy)-[:PART_OF*0..]->(:Strategy)<-[:ADVANCES]-(:Policy)
  }
WITH objective,
     CASE WHEN EXISTS { (objective)<-[:HAS_OBJECTIVE]-(:Strategy) } THEN 'policy'
          ELSE 'strategy' END AS broken_at
CALL (objective) {
  MATCH (objective)-[:OWNED_BY]->(unit:Unit)
  WITH DISTINCT unit.id AS id ORDER BY id
  RETURN collect(id) AS owner
}
CALL (objective) {
  MATCH (objective)-[:HAS_KEY_RESULT]->(result:KeyResult)
  RETURN count(result) AS key_results
}
CALL (objective) {
  MATCH (objective)-[:HAS_KEY_RESULT]->(:KeyResult)-[:DELIVERED_BY]->(project:Project)
  WITH DISTINCT project
  RETURN count(*) AS projects, toInteger(round(sum(coalesce(project.budget, 0)))) AS budget
}
RETURN objective.id AS objective,
       CASE $lang WHEN 'en' THEN coalesce(objective.title_en, objective.title_th)
                  ELSE coalesce(objective.title_th, objective.title_en) END AS title,
       owner, objective.fiscal_year AS fiscal_year, broken_at,
       CASE WHEN broken_at = 'strategy' AND NOT 'strategies' IN coalesce(objective.unlinked, [])
            THEN 'unrecorded' ELSE 'unlinked' END AS state,
       key_results, projects, budget
ORDER BY objective
