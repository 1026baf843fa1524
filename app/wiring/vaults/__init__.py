"""The vaults of this PC: opened, backed up, mended, found again."""
