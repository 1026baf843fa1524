"""A person's file: head, facts, timeline, and what is still to settle."""
