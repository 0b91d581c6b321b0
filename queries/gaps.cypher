// title: What has nothing below it
// title_th: สิ่งที่ไม่มีอะไรรองรับ
// about: Policies with no objective downstream (those that they call for, or where they call for
//   none, those of their strategies and all parts), strategies with no objective in them or their
//   parts, objectives without key results, key results without projects, and units that own, lead
//   and support nothing and have no part of a target, nor does any unit inside them. A fiscal year
//   leaves out objectives, their key results and projects of other years.
// pattern: (Policy)-[CALLS_FOR]->(Objective)-[HAS_KEY_RESULT]->(KeyResult)-[DELIVERED_BY]->(Project)-[LED_BY]->(Unit), (Policy)-[ADVANCES]->(Strategy)-[HAS_OBJECTIVE]->(Objective), (Objective)-[OWNED_BY]->(Unit), (Project)-[SUPPORTED_BY]->(Unit), (KeyResult)-[ALLOCATED_TO]->(Unit), (Unit)-[PART_OF]->(Unit)
// params: dataset, fiscal_year, lang
// columns: kind, item, title, owner, tier, missing, state, finding
// key: item
//
// :param dataset => 'default'
// :param fiscal_year => null
// :param lang => 'th'

CALL () {
  MATCH (policy:Policy {dataset: $dataset})
  WITH policy, EXISTS { (policy)-[:CALLS_FOR]->(:Objective) } AS calls
  WHERE NOT EXISTS {
      MATCH (policy)-[:CALLS_FOR]->(called:Objective)
      WHERE $fiscal_year IS NULL OR called.fiscal_year = $fiscal_year
    }
    AND (calls OR NOT EXISTS {
      MATCH (policy)-[:ADVANCES]->(:Strategy)<-[:PART_OF*0..]-(:Strategy)
            -[:HAS_OBJECTIVE]->(under:Objective)
      WHERE $fiscal_year IS NULL OR under.fiscal_year = $fiscal_year
    })
  OPTIONAL MATCH (policy)-[:OWNED_BY]->(unit:Unit)
  WITH policy, calls, unit.id AS unit ORDER BY unit
  WITH policy, calls, collect(unit) AS owner
  RETURN 1 AS level, 'policy' AS kind, policy.id AS item,
         policy.title_th AS title_th, policy.title_en AS title_en, owner, null AS tier,
         'objective' AS missing,
         CASE WHEN calls THEN null
              WHEN 'strategies' IN coalesce(policy.unlinked, []) THEN 'unlinked'
              WHEN 'strategies' IN coalesce(policy.unrecorded, []) THEN 'unrecorded'
              END AS state
UNION ALL
  MATCH (strategy:Strategy {dataset: $dataset})
  WHERE NOT EXISTS {
    MATCH (strategy)<-[:PART_OF*0..]-(:Strategy)-[:HAS_OBJECTIVE]->(under:Objective)
    WHERE $fiscal_year IS NULL OR under.fiscal_year = $fiscal_year
  }
  OPTIONAL MATCH (strategy)-[:OWNED_BY]->(unit:Unit)
  WITH strategy, unit.id AS unit ORDER BY unit
  WITH strategy, collect(unit) AS owner
  RETURN 2 AS level, 'strategy' AS kind, strategy.id AS item,
         strategy.title_th AS title_th, strategy.title_en AS title_en, owner, null AS tier,
         'objective' AS missing, null AS state
UNION ALL
  MATCH (objective:Objective {dataset: $dataset})
  WHERE ($fiscal_year IS NULL OR objective.fiscal_year = $fiscal_year)
    AND NOT EXISTS { (objective)-[:HAS_KEY_RESULT]->(:KeyResult) }
  OPTIONAL MATCH (objective)-[:OWNED_BY]->(unit:Unit)
  WITH objective, unit.id AS unit ORDER BY unit
  WITH objective, collect(unit) AS owner
  RETURN 3 AS level, 'objective' AS kind, objective.id AS item,
         objective.title_th AS title_th, objective.title_en AS title_en, owner, null AS tier,
         'key_result' AS missing, null AS state
UNION ALL
  MATCH (objective:Objective {dataset: $dataset})-[:HAS_KEY_RESULT]->(result:KeyResult)
  WHERE ($fiscal_year IS NULL OR objective.fiscal_year = $fiscal_year)
    AND NOT EXISTS {
      MATCH (result)-[:DELIVERED_BY]->(project:Project)
      WHERE $fiscal_year IS NULL OR project.fiscal_year = $fiscal_year
    }
  OPTIONAL MATCH (result)<-[:HAS_KEY_RESULT*0..1]-(owned)-[:OWNED_BY]->(unit:Unit)
  WHERE owned:KeyResult OR 'owner' IN coalesce(result.unrecorded, [])
  WITH result, unit.id AS unit ORDER BY unit
  WITH result, collect(unit) AS owner
  RETURN 4 AS level, 'key_result' AS kind, result.id AS item,
         result.title_th AS title_th, result.title_en AS title_en, owner, null AS tier,
         'project' AS missing, null AS state
UNION ALL
  MATCH (unit:Unit {dataset: $dataset})
  WHERE NOT EXISTS {
    MATCH (unit)<-[:PART_OF*0..]-(:Unit)<-[:OWNED_BY|LED_BY|SUPPORTED_BY|ALLOCATED_TO]-(work)
    WHERE $fiscal_year IS NULL OR work:Policy OR work:Strategy OR work:Kpi
       OR work.fiscal_year = $fiscal_year
       OR EXISTS {
         MATCH (work)<-[:HAS_KEY_RESULT]-(objective:Objective)
         WHERE objective.fiscal_year = $fiscal_year
       }
  }
  RETURN 5 AS level, 'unit' AS kind, unit.id AS item,
         unit.title_th AS title_th, unit.title_en AS title_en, [] AS owner, unit.tier AS tier,
         'work' AS missing, null AS state
}
RETURN kind, item,
       CASE $lang WHEN 'en' THEN coalesce(title_en, title_th)
                  ELSE coalesce(title_th, title_en) END AS title,
       owner, tier, missing, state,
       'TRC204:' + item AS finding
ORDER BY level, item
