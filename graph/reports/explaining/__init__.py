"""Why an item or a finding is as it is: where its chain breaks, and what would mend it."""
