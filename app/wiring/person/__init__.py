"""The page of a person and what is done from it."""
