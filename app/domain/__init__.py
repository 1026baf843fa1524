"""Pure rules: changes, merging, and the values records are made of."""
