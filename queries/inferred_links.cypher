// title: How much rests on judgement
// title_th: ความเชื่อมโยงที่เป็นการอนุมาน
// about: For each relation: how many of its links a published source states, and how many are our
//   own judgement (inferred). The relations with the most judgement come first.
// pattern: (Policy)-[ADVANCES]->(Strategy)-[HAS_OBJECTIVE]->(Objective),
//   (Objective)-[HAS_KEY_RESULT]->(KeyResult)-[DELIVERED_BY]->(Project)-[LED_BY]->(Unit),
//   (Policy)-[CALLS_FOR]->(Objective), (Policy)-[OWNED_BY]->(Unit)
// params: dataset
// columns: relation, links, stated, inferred
// key: relation
//
// :param dataset => 'default'

MATCH (:PolicyTrace {dataset: $dataset})-[link]->(:PolicyTrace)
WHERE link.dataset = $dataset
WITH type(link) AS relation, CASE link.basis WHEN 'stated' THEN 0 ELSE 1 END AS is_inferred
RETURN relation, count(*) AS links, count(*) - sum(is_inferred) AS stated,
       sum(is_inferred) AS inferred
ORDER BY inferred DESC, links DESC, relation
