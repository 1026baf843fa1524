"""The team: who is in each space, on which PCs, and what a lead may change about it."""
