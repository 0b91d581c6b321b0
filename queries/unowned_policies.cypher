// title: Policies that nobody owns
// title_th: นโยบายที่ไม่มีเจ้าภาพ
// about: none: the source says that there is no owner. unrecorded: it says nothing. phantom: there
//   is an owner, but neither it, nor another of its owners, nor a unit inside them owns or leads
//   anything downstream: below the objectives that the policy calls for, or where it calls for
//   none, below those of its strategies and all their parts.
// pattern: (Policy)-[OWNED_BY]->(Unit), (Policy)-[CALLS_FOR]->(Objective)-[HAS_KEY_RESULT]->(KeyResult)-[DELIVERED_BY]->(Project)-[LED_BY]->(Unit)
// params: dataset, lang
// columns: policy, title, state, owner, inherited_from, candidates, finding
// key: policy
//
// :param dataset => 'default'
// :param lang => 'th'

MATCH (policy:Policy {dataset: $dataset})
WITH policy, EXISTS { (policy)-[:CALLS_FOR]->(:Objective) } AS is_precise,
     CASE WHEN 'owner' IN coalesce(policy.unrecorded, []) THEN 'unrecorded'
          WHEN 'owner' IN coalesce(policy.unlinked, []) THEN 'none'
          ELSE 'phantom' END AS state
WHERE state <> 'phantom'
   OR (NOT EXISTS {
         MATCH (policy)-[:CALLS_FOR]->(:Objective)-[:HAS_KEY_RESULT|DELIVERED_BY*0..2]->()
               -[:OWNED_BY|ALLOCATED_TO|LED_BY]->(:Unit)-[:PART_OF*0..]->(:Unit)
               <-[:OWNED_BY]-(policy)
       }
       AND (is_precise OR NOT EXISTS {
         MATCH (policy)-[:ADVANCES]->(:Strategy)<-[:PART_OF*0..]-(:Strategy)
               -[:HAS_OBJECTIVE]->(:Objective)-[:HAS_KEY_RESULT|DELIVERED_BY*0..2]->()
               -[:OWNED_BY|ALLOCATED_TO|LED_BY]->(:Unit)-[:PART_OF*0..]->(:Unit)
               <-[:OWNED_BY]-(policy)
       }))
CALL (policy) {
  MATCH (policy)-[:OWNED_BY]->(unit:Unit)
  WITH DISTINCT unit.id AS id ORDER BY id
  RETURN collect(id) AS owner
}
CALL (policy) {
  MATCH (policy)-[:ADVANCES]->(:Strategy)-[:PART_OF*0..]->(:Strategy)-[:OWNED_BY]->(unit:Unit)
  WITH DISTINCT unit.id AS id ORDER BY id
  RETURN collect(id) AS inherited_from
}
CALL (policy, is_precise) {
  CALL (policy, is_precise) {
    MATCH (policy)-[:CALLS_FOR]->(objective:Objective)
    RETURN objective
  UNION
    MATCH (policy)-[:ADVANCES]->(:Strategy)<-[:PART_OF*0..]-(:Strategy)
          -[:HAS_OBJECTIVE]->(objective:Objective)
    WHERE NOT is_precise
    RETURN objective
  }
  MATCH (objective)-[:HAS_KEY_RESULT]->(:KeyResult)-[:DELIVERED_BY]->(project:Project)
        -[:LED_BY]->(lead:Unit)
  WITH lead.counts_as AS unit, count(DISTINCT project) AS projects
  ORDER BY projects DESC, unit LIMIT 3
  RETURN collect(unit) AS candidates
}
RETURN policy.id AS policy,
       CASE $lang WHEN 'en' THEN coalesce(policy.title_en, policy.title_th)
                  ELSE coalesce(policy.title_th, policy.title_en) END AS title,
       state, owner, inherited_from, candidates,
       'OWN301:' + policy.id AS finding
ORDER BY policy
