// title: The projects meant for one area
// title_th: โครงการที่ลงในพื้นที่หนึ่ง
// about: The projects that name the area $id, or an area inside it, with their lead and the
//   policies that call for what they deliver. A project that names several such areas has a row for
//   each.
// pattern: (Area)-[PART_OF]->(Area), (Project)-[TARGETS]->(Area), (Project)-[LED_BY]->(Unit),
//   (Policy)-[CALLS_FOR]->(Objective)-[HAS_KEY_RESULT]->(KeyResult),
//   (KeyResult)-[DELIVERED_BY]->(Project)
// params: dataset, id, fiscal_year, lang
// columns: project, title, area, lead, tier, fiscal_year, status, budget, policies, basis
// key: project, area
//
// :param dataset => 'default'
// :param id => 'A1005'
// :param fiscal_year => null
// :param lang => 'th'

MATCH (whole:Area {dataset: $dataset, id: $id})<-[:PART_OF*0..]-(area:Area)
      <-[link:TARGETS]-(project:Project)
WHERE $fiscal_year IS NULL OR project.fiscal_year = $fiscal_year
CALL (project) {
  MATCH (project)<-[:DELIVERED_BY]-(:KeyResult)<-[:HAS_KEY_RESULT]-(:Objective)
        <-[:CALLS_FOR]-(policy:Policy)
  WITH DISTINCT policy.id AS id ORDER BY id
  RETURN collect(id) AS policies
}
OPTIONAL MATCH (project)-[:LED_BY]->(lead:Unit)
RETURN project.id AS project,
       CASE $lang WHEN 'en' THEN coalesce(project.title_en, project.title_th)
                  ELSE coalesce(project.title_th, project.title_en) END AS title,
       area.id AS area, lead.id AS lead, lead.tier AS tier, project.fiscal_year AS fiscal_year,
       project.status AS status, project.budget AS budget, policies, link.basis AS basis
ORDER BY project, area
