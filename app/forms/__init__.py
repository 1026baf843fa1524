"""Forms are data: their definition, what they allow, and their scores."""
