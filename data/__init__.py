"""Plan files, and the plan, the people and the ledger in SQL in; bot values out."""
