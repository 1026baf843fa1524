"""The team: its panel and what its leads do."""
