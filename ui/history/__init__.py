"""The history of a record or a file: who wrote, changed and saw it."""
