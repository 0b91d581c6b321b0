// title: The shortest way between two items of the plan
// title_th: ทางเชื่อมที่สั้นที่สุดระหว่างสองรายการในแผน
// about: How the items $from and $to (policies, strategies, objectives, key results, projects,
//   KPIs) hang together: the ids on the shortest way between them and the relations by which it
//   goes, each followed in either direction, never by way of a unit that both have. Of several that
//   are equally short, the first by its ids. No row where there is none of at most 12 links.
// pattern: (Policy)-[ADVANCES]->(Strategy)-[HAS_OBJECTIVE]->(Objective),
//   (Objective)-[HAS_KEY_RESULT]->(KeyResult)-[DELIVERED_BY]->(Project),
//   (Policy)-[CALLS_FOR]->(Objective), (Strategy)-[PART_OF]->(Strategy)-[TRACKED_BY]->(Kpi),
//   (KeyResult)-[MEASURED_BY]->(Kpi)
// params: dataset, from, to
// columns: links, items, relations
// key: items
//
// :param dataset => 'default'
// :param from => 'P166'
// :param to => 'PRJ-N184'

MATCH (first:PolicyTrace {dataset: $dataset, id: $from})
MATCH (last:PolicyTrace {dataset: $dataset, id: $to})
WHERE first.id <> last.id AND NOT first:Unit AND NOT first:Area
MATCH way = allShortestPaths(
        (first)-[:ADVANCES|CALLS_FOR|HAS_OBJECTIVE|HAS_KEY_RESULT|DELIVERED_BY
                |PART_OF|MEASURED_BY|TRACKED_BY*..12]-(last))
WITH length(way) AS links, [one IN nodes(way) | one.id] AS items,
     [one IN relationships(way) | type(one)] AS relations
RETURN links, items, relations
ORDER BY reduce(text = '', one IN items | text + one + ' '),
         reduce(text = '', one IN relations | text + one + ' ')
LIMIT 1
