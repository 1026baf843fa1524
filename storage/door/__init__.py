"""The folder of a ward PC: who it is to a team, and what was sealed at it; under no passphrase."""
