"""Who may read what: sensitive files, leases of spaces, and the log of who looked."""
