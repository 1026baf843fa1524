"""A made-up caseload of any size, the same for the same seed: for demonstrations and trials."""
