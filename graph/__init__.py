"""policytrace: a knowledge graph of policy-to-KPI traceability."""
