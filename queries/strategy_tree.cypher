// title: The strategies as a tree, and what stands below each
// title_th: ผังยุทธศาสตร์และสิ่งที่อยู่ใต้แต่ละยุทธศาสตร์
// about: Each strategy after the one that it is part of; depth 0 has none above. Counted below the
//   strategy and all its parts: the policies that advance them, their objectives, key results and
//   projects, each once, and the known budget of these projects in whole baht. fiscal_year is the
//   objective's.
// pattern: (Strategy)-[PART_OF]->(Strategy),
//   (Policy)-[ADVANCES]->(Strategy)-[HAS_OBJECTIVE]->(Objective),
//   (Objective)-[HAS_KEY_RESULT]->(KeyResult)-[DELIVERED_BY]->(Project)
// params: dataset, fiscal_year, lang
// columns: strategy, title, depth, part_of, policies, objectives, key_results, projects, budget
// key: strategy
//
// :param dataset => 'default'
// :param fiscal_year => null
// :param lang => 'th'

MATCH way = (strategy:Strategy {dataset: $dataset})-[:PART_OF*0..]->(top:Strategy)
WHERE NOT EXISTS { (top)-[:PART_OF]->(:Strategy) }
WITH strategy, length(way) AS depth,
     reduce(text = '', one IN nodes(way) | one.id + ' ' + text) AS place
CALL (strategy) {
  OPTIONAL MATCH (strategy)<-[:PART_OF*0..]-(:Strategy)<-[:ADVANCES]-(policy:Policy)
  RETURN count(DISTINCT policy) AS policies
}
CALL (strategy) {
  MATCH (strategy)<-[:PART_OF*0..]-(:Strategy)-[:HAS_OBJECTIVE]->(objective:Objective)
  WHERE $fiscal_year IS NULL OR objective.fiscal_year = $fiscal_year
  RETURN count(DISTINCT objective) AS objectives
}
CALL (strategy) {
  MATCH (strategy)<-[:PART_OF*0..]-(:Strategy)-[:HAS_OBJECTIVE]->(objective:Objective)
        -[:HAS_KEY_RESULT]->(result:KeyResult)
  WHERE $fiscal_year IS NULL OR objective.fiscal_year = $fiscal_year
  RETURN count(DISTINCT result) AS key_results
}
CALL (strategy) {
  MATCH (strategy)<-[:PART_OF*0..]-(:Strategy)-[:HAS_OBJECTIVE]->(objective:Objective)
        -[:HAS_KEY_RESULT]->(:KeyResult)-[:DELIVERED_BY]->(project:Project)
  WHERE $fiscal_year IS NULL OR objective.fiscal_year = $fiscal_year
  WITH DISTINCT project
  RETURN count(*) AS projects, toInteger(round(sum(coalesce(project.budget, 0)))) AS budget
}
OPTIONAL MATCH (strategy)-[:PART_OF]->(whole:Strategy)
RETURN strategy.id AS strategy,
       CASE $lang WHEN 'en' THEN coalesce(strategy.title_en, strategy.title_th)
                  ELSE coalesce(strategy.title_th, strategy.title_en) END AS title,
       depth, whole.id AS part_of, policies, objectives, key_results, projects, budget
ORDER BY place
