"""Start-up and the joints between layers."""
