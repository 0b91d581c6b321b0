// title: The Governor's policies by dimension
// title_th: นโยบายผู้ว่าฯ แยกตามมิติ
// about: For each dimension: its policies, how many of them have an owner, how many an objective
//   calls by name, and the projects below those objectives with their known budget in whole baht. A
//   policy may belong to several dimensions. The row without a dimension: policies in none.
// pattern: (Policy)-[IN_DIMENSION]->(Dimension), (Policy)-[OWNED_BY]->(Unit),
//   (Policy)-[CALLS_FOR]->(Objective)-[HAS_KEY_RESULT]->(KeyResult),
//   (KeyResult)-[DELIVERED_BY]->(Project)
// params: dataset, lang
// columns: dimension, title, policies, owned, called_for, projects, budget
// key: dimension
//
// :param dataset => 'default'
// :param lang => 'th'

CALL () {
  MATCH (dimension:Dimension {dataset: $dataset})
  RETURN dimension.id AS id, 'dimension' AS what, null AS item, 0 AS baht
UNION
  MATCH (policy:Policy {dataset: $dataset})
  OPTIONAL MATCH (policy)-[:IN_DIMENSION]->(dimension:Dimension)
  RETURN dimension.id AS id, 'policy' AS what, policy.id AS item, 0 AS baht
UNION
  MATCH (policy:Policy {dataset: $dataset})-[:OWNED_BY]->(:Unit)
  OPTIONAL MATCH (policy)-[:IN_DIMENSION]->(dimension:Dimension)
  RETURN dimension.id AS id, 'owned' AS what, policy.id AS item, 0 AS baht
UNION
  MATCH (policy:Policy {dataset: $dataset})-[:CALLS_FOR]->(:Objective)
  OPTIONAL MATCH (policy)-[:IN_DIMENSION]->(dimension:Dimension)
  RETURN dimension.id AS id, 'called_for' AS what, policy.id AS item, 0 AS baht
UNION
  MATCH (policy:Policy {dataset: $dataset})-[:CALLS_FOR]->(:Objective)
        -[:HAS_KEY_RESULT]->(:KeyResult)-[:DELIVERED_BY]->(project:Project)
  OPTIONAL MATCH (policy)-[:IN_DIMENSION]->(dimension:Dimension)
  RETURN dimension.id AS id, 'project' AS what, project.id AS item,
         coalesce(project.budget, 0) AS baht
}
WITH id,
     sum(CASE what WHEN 'policy' THEN 1 ELSE 0 END) AS policies,
     sum(CASE what WHEN 'owned' THEN 1 ELSE 0 END) AS owned,
     sum(CASE what WHEN 'called_for' THEN 1 ELSE 0 END) AS called_for,
     sum(CASE what WHEN 'project' THEN 1 ELSE 0 END) AS projects,
     toInteger(round(sum(baht))) AS budget
OPTIONAL MATCH (dimension:Dimension {dataset: $dataset, id: id})
RETURN id AS dimension,
       CASE $lang WHEN 'en' THEN coalesce(dimension.title_en, dimension.title_th)
                  ELSE coalesce(dimension.title_th, dimension.title_en) END AS title,
       policies, owned, called_for, projects, budget
ORDER BY policies DESC, coalesce(dimension, '')
