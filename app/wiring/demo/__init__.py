"""The demonstration: a made-up team, its own central service on loopback, and real vaults."""
