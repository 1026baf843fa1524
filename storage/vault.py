"""The vault as the rest of the program takes it: made, opened, written, read."""

from __future__ import annotations

from storage.making import make_vault
from storage.opening import open_vault, pc_clock, seconds_to_wait
from storage.unlocked import Vault
from storage.vault_file import VaultFile
from storage.vault_file import read as read_vault_file

__all__ = [
    "Vault",
    "VaultFile",
    "make_vault",
    "open_vault",
    "pc_clock",
    "read_vault_file",
    "seconds_to_wait",
]
