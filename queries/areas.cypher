// title: What reaches each district
// title_th: สิ่งที่ลงไปถึงแต่ละเขต
// about: Objectives and projects that target a district, or a place inside it, reach it by
//   themselves; wider_projects only target a larger area around it. Policies reach it through
//   these: those that call for objectives directly, those that call for none via their strategies.
//   key_results have a part of their target at the district office, open_handoffs have the office
//   at one end, held wait with it. A fiscal year leaves out what is of other years.
// pattern: (Policy)-[CALLS_FOR]->(Objective)-[TARGETS]->(Area), (Project)-[TARGETS]->(Area), (Objective)-[HAS_KEY_RESULT]->(KeyResult)-[DELIVERED_BY]->(Project), (Policy)-[ADVANCES]->(Strategy)-[HAS_OBJECTIVE]->(Objective), (Unit)-[SERVES]->(Area)-[PART_OF]->(Area), (KeyResult)-[ALLOCATED_TO]->(Unit), (Handoff)-[FROM_UNIT]->(Unit), (Handoff)-[TO_UNIT]->(Unit)
// params: dataset, fiscal_year, lang
// columns: area, title, zone, units, objectives, projects, wider_projects, budget, unknown_budget, policies_direct, policies_via_strategy, key_results, open_handoffs, held, finding
// key: area
//
// :param dataset => 'default'
// :param fiscal_year => null
// :param lang => 'th'

MATCH (area:Area {dataset: $dataset, kind: 'district'})
CALL (area) {
  MATCH way = (area)-[:PART_OF*1..]->(zone:Area {kind: 'zone'})
  WITH zone.id AS zone, length(way) AS steps ORDER BY steps
  RETURN head(collect(zone)) AS zone
}
CALL (area) {
  MATCH (area)<-[:SERVES]-(unit:Unit)
  WITH unit.id AS unit ORDER BY unit
  RETURN collect(unit) AS units
}
CALL (area) {
  MATCH (area)<-[:PART_OF*0..]-(:Area)<-[:TARGETS]-(objective:Objective)
  WHERE $fiscal_year IS NULL OR objective.fiscal_year = $fiscal_year
  RETURN count(DISTINCT objective) AS objectives
}
CALL (area) {
  MATCH (area)<-[:PART_OF*0..]-(:Area)<-[:TARGETS]-(project:Project)
  WHERE $fiscal_year IS NULL OR project.fiscal_year = $fiscal_year
  WITH DISTINCT area, project
  RETURN count(project) AS projects, count(project.budget) AS known_budgets,
         sum(toInteger(round(project.budget * 100))) AS satang
}
CALL (area) {
  MATCH (area)-[:PART_OF*1..]->(:Area)<-[:TARGETS]-(project:Project)
  WHERE ($fiscal_year IS NULL OR project.fiscal_year = $fiscal_year)
    AND NOT EXISTS { (project)-[:TARGETS]->(:Area)-[:PART_OF*0..]->(area) }
  RETURN count(DISTINCT project) AS wider_projects
}
CALL (area) {
  MATCH (area)<-[:PART_OF*0..]-(:Area)<-[:TARGETS]-(aimed)
        <-[:HAS_KEY_RESULT|DELIVERED_BY*0..2]-(objective:Objective)
  WHERE $fiscal_year IS NULL OR aimed.fiscal_year = $fiscal_year
  WITH DISTINCT objective
  MATCH (objective)<-[:CALLS_FOR]-(policy:Policy)
  RETURN count(DISTINCT policy) AS policies_direct
}
CALL (area) {
  MATCH (area)<-[:PART_OF*0..]-(:Area)<-[:TARGETS]-(aimed)
        <-[:HAS_KEY_RESULT|DELIVERED_BY*0..2]-(:Objective)<-[:HAS_OBJECTIVE]-(strategy:Strategy)
  WHERE $fiscal_year IS NULL OR aimed.fiscal_year = $fiscal_year
  WITH DISTINCT strategy
  MATCH (strategy)-[:PART_OF*0..]->(:Strategy)<-[:ADVANCES]-(policy:Policy)
  WITH DISTINCT policy
  WHERE NOT EXISTS { (policy)-[:CALLS_FOR]->(:Objective) }
  RETURN count(policy) AS policies_via_strategy
}
CALL (area) {
  MATCH (area)<-[:SERVES]-(server:Unit {tier: 'district'})-[:PART_OF*0..]->(office:Unit)
  WHERE office.id = server.counts_as
  WITH DISTINCT office
  MATCH (office)<-[:PART_OF*0..]-(part:Unit)
  WHERE part.counts_as = office.id
  WITH DISTINCT part
  MATCH (part)<-[:ALLOCATED_TO]-(result:KeyResult)<-[:HAS_KEY_RESULT]-(objective:Objective)
  WHERE $fiscal_year IS NULL OR objective.fiscal_year = $fiscal_year
  RETURN count(DISTINCT result) AS key_results
}
CALL (area) {
  MATCH (area)<-[:SERVES]-(server:Unit {tier: 'district'})-[:PART_OF*0..]->(office:Unit)
  WHERE office.id = server.counts_as
  WITH DISTINCT office
  MATCH (office)<-[:PART_OF*0..]-(part:Unit)<-[:FROM_UNIT|TO_UNIT]-(handoff:Handoff)
  WHERE part.counts_as = office.id
  WITH DISTINCT office, handoff
  MATCH (giver:Unit)<-[:FROM_UNIT]-(handoff)-[:TO_UNIT]->(taker:Unit)
  WHERE giver.counts_as <> taker.counts_as
  OPTIONAL MATCH (handoff)<-[:HANDED_OVER]-(item)
  OPTIONAL MATCH (handoff)<-[:HANDED_OVER]-(:KeyResult)<-[:HAS_KEY_RESULT]-(objective:Objective)
  WITH office, handoff, giver, taker, coalesce(item.fiscal_year, objective.fiscal_year) AS year,
       CASE WHEN handoff.state IS NOT NULL THEN handoff.state
            WHEN handoff.done_on IS NOT NULL THEN 'done'
            WHEN handoff.returned_on IS NOT NULL THEN 'returned'
            ELSE 'waiting' END AS state
  WHERE state IN ['waiting', 'accepted', 'returned']
    AND ($fiscal_year IS NULL OR year = $fiscal_year)
  WITH office.id AS office, handoff.id AS handoff,
       CASE state WHEN 'returned' THEN giver.counts_as ELSE taker.counts_as END AS holder
  RETURN count(DISTINCT handoff) AS open_handoffs,
         count(DISTINCT CASE WHEN holder = office THEN handoff END) AS held
}
RETURN area.id AS area,
       CASE $lang WHEN 'en' THEN coalesce(area.title_en, area.title_th)
                  ELSE coalesce(area.title_th, area.title_en) END AS title,
       zone, units, objectives, projects, wider_projects,
       CASE WHEN satang % 100 = 0 THEN satang / 100 ELSE satang / 100.0 END AS budget,
       projects - known_budgets AS unknown_budget,
       policies_direct, policies_via_strategy, key_results, open_handoffs, held,
       CASE WHEN objectives + projects = 0 THEN 'TRC205:' + area.id END AS finding
ORDER BY area
