"""Exchange with the central service."""
