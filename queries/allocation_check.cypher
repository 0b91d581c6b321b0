// title: Targets that their parts do not add up to
// title_th: ค่าเป้าหมายที่แบ่งแล้วรวมไม่เท่ากับยอดรวม
// about: Key results whose target is a sum and is split between units: where the parts do not add
//   up to it, or a part has no figure. allocated, actual: the sums of what the parts tell;
//   difference: allocated less target. Figures to four decimals, in the key result's own measure.
// pattern: (Objective)-[HAS_KEY_RESULT]->(KeyResult)-[ALLOCATED_TO]->(Unit)
// params: dataset, fiscal_year, lang
// columns: key_result, title, fiscal_year, measure, target, parts, silent_parts, allocated,
//   difference, actual
// key: key_result
//
// :param dataset => 'default'
// :param fiscal_year => null
// :param lang => 'th'

MATCH (objective:Objective {dataset: $dataset})-[:HAS_KEY_RESULT]->(result:KeyResult)
      -[part:ALLOCATED_TO]->(:Unit)
WHERE ($fiscal_year IS NULL OR objective.fiscal_year = $fiscal_year)
  AND result.measure_aggregation = 'sum'
WITH objective, result, count(part) AS parts, count(part.target) AS told,
     toFloat(sum(part.target)) AS allocated, toFloat(sum(part.actual)) AS actual
WITH objective, result, parts, parts - told AS silent_parts, round(allocated, 4) AS allocated,
     round(actual, 4) AS actual, round(allocated - result.target, 4) AS difference
WHERE silent_parts > 0 OR difference <> 0
RETURN result.id AS key_result,
       CASE $lang WHEN 'en' THEN coalesce(result.title_en, result.title_th)
                  ELSE coalesce(result.title_th, result.title_en) END AS title,
       objective.fiscal_year AS fiscal_year, result.measure_unit AS measure,
       result.target AS target, parts, silent_parts, allocated, difference, actual
ORDER BY key_result
