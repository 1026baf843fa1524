"""What the vault keeps of the spaces it belongs to, and how an exchange reads and writes it."""
