// title: Replaced policies that work still hangs on
// title_th: นโยบายที่ถูกแทนที่แล้ว และงานที่ยังผูกอยู่
// about: Policies that another policy supersedes: by which, since when (the first day of the first
//   that tells one), and what still names the old one: its objectives, and the projects below them.
// pattern: (Policy)-[SUPERSEDES]->(Policy)-[CALLS_FOR]->(Objective),
//   (Objective)-[HAS_KEY_RESULT]->(KeyResult)-[DELIVERED_BY]->(Project)
// params: dataset, lang
// columns: policy, title, superseded_by, since, objectives, projects
// key: policy
//
// :param dataset => 'default'
// :param lang => 'th'

MATCH (policy:Policy {dataset: $dataset})<-[:SUPERSEDES]-(later:Policy)
WITH policy, later.id AS id, later.valid_from AS day
ORDER BY id
WITH policy, collect(id) AS superseded_by, min(day) AS since
CALL (policy) {
  MATCH (policy)-[:CALLS_FOR]->(objective:Objective)
  RETURN count(DISTINCT objective) AS objectives
}
CALL (policy) {
  MATCH (policy)-[:CALLS_FOR]->(:Objective)-[:HAS_KEY_RESULT]->(:KeyResult)
        -[:DELIVERED_BY]->(project:Project)
  RETURN count(DISTINCT project) AS projects
}
RETURN policy.id AS policy,
       CASE $lang WHEN 'en' THEN coalesce(policy.title_en, policy.title_th)
                  ELSE coalesce(policy.title_th, policy.title_en) END AS title,
       superseded_by, since, objectives, projects
ORDER BY policy
