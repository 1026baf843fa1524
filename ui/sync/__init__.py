"""Sync: what is only here, what was received, and who else is in the team."""
