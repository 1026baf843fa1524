"""A person's file: what its page shows, its family, and other files of the same person."""
