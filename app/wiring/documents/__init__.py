"""Documents as files: text, and pages drawn from the same lines."""
