"""What a person sets for herself on this PC, a section for each thing."""
