// title: The whole chain through one item
// title_th: สายโยงทั้งหมดของรายการหนึ่ง
// about: Every link of the chain above the item $id, up to the policies, and below it, down to the
//   units; the item may be of any kind. level: how many links away its far end is, by the shortest
//   way. A link reads in the order of the chain, whichever way it is followed.
// pattern: (Policy)-[ADVANCES]->(Strategy)-[HAS_OBJECTIVE]->(Objective),
//   (Objective)-[HAS_KEY_RESULT]->(KeyResult)-[DELIVERED_BY]->(Project)-[LED_BY]->(Unit),
//   (Policy)-[CALLS_FOR]->(Objective), (Strategy)-[PART_OF]->(Strategy),
//   (Project)-[SUPPORTED_BY]->(Unit), (KeyResult)-[ALLOCATED_TO]->(Unit),
//   (Project)-[HANDED_OVER]->(Handoff)-[TO_UNIT]->(Unit)
// params: dataset, id, lang
// columns: direction, level, from, from_title, relation, to, to_title, basis
// key: direction, from, relation, to
//
// :param dataset => 'default'
// :param id => 'KR-2567-1.4.06'
// :param lang => 'th'

MATCH (item:PolicyTrace {dataset: $dataset, id: $id})
CALL (item) {
  MATCH way = (item)<-[:LED_BY|ALLOCATED_TO|TARGETS|MEASURED_BY|TRACKED_BY|HANDED_OVER|DELIVERED_BY
                       |HAS_KEY_RESULT|HAS_OBJECTIVE|CALLS_FOR*0..6]-(low)
              -[:PART_OF*0..]->(high)<-[:ADVANCES*0..1]-()
  WHERE length(way) > 0 AND (high:Strategy OR low = high)
  RETURN 'up' AS direction, length(way) AS level, last(relationships(way)) AS link
UNION ALL
  MATCH way = (item)<-[:IN_DIMENSION*0..1]-()-[:ADVANCES*0..1]->(whole)<-[:PART_OF*0..]-(part)
              -[:CALLS_FOR|HAS_OBJECTIVE|HAS_KEY_RESULT|DELIVERED_BY|ALLOCATED_TO|LED_BY
               |SUPPORTED_BY|HANDED_OVER|FROM_UNIT|TO_UNIT*0..6]->()
  WHERE length(way) > 0 AND (whole:Strategy OR whole = part)
  RETURN 'down' AS direction, length(way) AS level, last(relationships(way)) AS link
}
WITH direction, link, min(level) AS level
WITH direction, level, link, startNode(link) AS source, endNode(link) AS target
RETURN direction, level, source.id AS from,
       CASE $lang WHEN 'en' THEN coalesce(source.title_en, source.title_th)
                  ELSE coalesce(source.title_th, source.title_en) END AS from_title,
       type(link) AS relation, target.id AS to,
       CASE $lang WHEN 'en' THEN coalesce(target.title_en, target.title_th)
                  ELSE coalesce(target.title_th, target.title_en) END AS to_title,
       link.basis AS basis
ORDER BY direction DESC, level, relation, from, to
