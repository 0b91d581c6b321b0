// title: Chains that cross the tiers
// title_th: สายโยงที่ข้ามระดับหน่วยงาน
// about: Chains policy → objective → key result → project in which the policy's owner, the key
//   result's owner and the project's lead are not all of one tier: somebody has to reach across.
//   Only objectives that the policy calls for. A key result without a word on its owner has its
//   objective's. Units are at their tier.
// pattern: (Policy)-[CALLS_FOR]->(Objective)-[HAS_KEY_RESULT]->(KeyResult),
//   (KeyResult)-[DELIVERED_BY]->(Project)-[LED_BY]->(Unit), (Policy)-[OWNED_BY]->(Unit),
//   (KeyResult)-[OWNED_BY]->(Unit), (Objective)-[OWNED_BY]->(Unit)
// params: dataset, fiscal_year
// columns: policy, policy_owner, policy_tier, key_result, result_owner, result_tier, project, lead,
//   lead_tier
// key: policy, policy_owner, key_result, result_owner, project
//
// :param dataset => 'default'
// :param fiscal_year => null

MATCH (holder:Unit)<-[:OWNED_BY]-(policy:Policy {dataset: $dataset})-[:CALLS_FOR]->(:Objective)
      -[:HAS_KEY_RESULT]->(result:KeyResult)-[:DELIVERED_BY]->(project:Project)
      -[:LED_BY]->(lead:Unit)
WHERE $fiscal_year IS NULL OR project.fiscal_year = $fiscal_year
MATCH (result)<-[:HAS_KEY_RESULT*0..1]-(owned)-[:OWNED_BY]->(owner:Unit)
WHERE (owned:KeyResult OR 'owner' IN coalesce(result.unrecorded, []))
  AND (holder.tier <> owner.tier OR owner.tier <> lead.tier)
RETURN DISTINCT
       policy.id AS policy, holder.counts_as AS policy_owner, holder.tier AS policy_tier,
       result.id AS key_result, owner.counts_as AS result_owner, owner.tier AS result_tier,
       project.id AS project, lead.counts_as AS lead, lead.tier AS lead_tier
ORDER BY policy, key_result, project, policy_owner, result_owner
