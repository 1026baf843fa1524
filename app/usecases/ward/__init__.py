"""Ward PCs: what is written at one, and how a team takes it in or refuses it."""
