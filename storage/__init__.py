"""The encrypted vault: all local SQL."""
