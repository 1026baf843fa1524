"""Today: what needs someone, in the order in which it does."""
