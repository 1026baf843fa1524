"""What joins the sections of Settings with the vault, a module for each section."""
