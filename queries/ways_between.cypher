// title: By which ways one item serves another
// title_th: เส้นทางทั้งหมดที่รายการหนึ่งสนองอีกรายการหนึ่ง
// about: Every way down the chain from the item $from to the item $to, such as from a policy to a
//   project or to a unit: the ids on the way and the relations by which it goes, the shortest
//   first. basis: stated where a source states every link on it.
// pattern: (Policy)-[ADVANCES]->(Strategy)-[HAS_OBJECTIVE]->(Objective),
//   (Objective)-[HAS_KEY_RESULT]->(KeyResult)-[DELIVERED_BY]->(Project)-[LED_BY]->(Unit),
//   (Policy)-[CALLS_FOR]->(Objective), (Strategy)-[PART_OF]->(Strategy),
//   (Project)-[SUPPORTED_BY]->(Unit), (KeyResult)-[ALLOCATED_TO]->(Unit)
// params: dataset, from, to
// columns: links, items, relations, basis
// key: items, relations
//
// :param dataset => 'default'
// :param from => 'P166'
// :param to => 'B1100'

MATCH (first:PolicyTrace {dataset: $dataset, id: $from})
MATCH way = (first)-[:ADVANCES*0..1]->(whole)<-[:PART_OF*0..]-(part)
            -[:CALLS_FOR|HAS_OBJECTIVE|HAS_KEY_RESULT|DELIVERED_BY
             |ALLOCATED_TO|LED_BY|SUPPORTED_BY*0..5]->(last)
WHERE last.id = $to AND length(way) > 0 AND (whole:Strategy OR whole = part)
WITH length(way) AS links, [one IN nodes(way) | one.id] AS items,
     [one IN relationships(way) | type(one)] AS relations,
     CASE WHEN all(one IN relationships(way) WHERE one.basis = 'stated')
          THEN 'stated' ELSE 'inferred' END AS basis
RETURN links, items, relations, basis
ORDER BY links, reduce(text = '', one IN items | text + one + ' '),
         reduce(text = '', one IN relations | text + one + ' ')
