"""What the program knows: rules, forms, use cases; and, on top, start-up and wiring."""
