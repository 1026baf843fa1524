"""Commands on a vault as a whole, each imported when it is asked for."""

from __future__ import annotations

from app.cli.lazy import LazyGroup

vault = LazyGroup(
    "vault",
    help="Make a vault, check it, measure it.",
    sections={
        "Commands": {
            "new": ("app.cli.vault_ways:new", "Make a new vault in a folder."),
            "verify": (
                "app.cli.vault_checks:verify",
                "Check all of it; say what is damaged and what is safe.",
            ),
            "digest": (
                "app.cli.vault_checks:digest",
                "Print the digest: alike in two vaults that hold the same.",
            ),
            "stats": ("app.cli.vault_facts:stats", "Print counts and sizes, without content."),
            "backup": (
                "app.cli.backing_up:backup",
                "Write a copy into FILE, encrypted, and check it.",
            ),
            "restore": ("app.cli.backing_up:restore", "Bring a backup back; newer work stays."),
            "repair": ("app.cli.backing_up:repair", "Make whole again what was damaged."),
            "passphrase": ("app.cli.vault_ways:passphrase_", "Change the passphrase."),
            "code": ("app.cli.vault_ways:code", "Print a personal code, a way back in."),
        }
    },
)
