"""The key to one vault's records, wherever a copy of them lies."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from storage.connection import Connection, open_records
from storage.keys import KEY_BYTES, sub_key

_SALT_BYTES = 16


@dataclass(frozen=True, slots=True)
class RecordKey:
    """Opens files of records; `vault` is the vault's id."""

    vault_key: bytes = field(repr=False)
    vault: bytes

    def open(self, file: Path, *, query_only: bool = False) -> Connection:
        """A connection to the records in a file; raises as `storage.connection.open_records`."""
        key, salt = self.raw()
        return open_records(file, key=key, salt=salt, query_only=query_only)

    def raw(self) -> tuple[bytes, bytes]:
        """The cipher's own key and salt."""
        return (
            sub_key(self.vault_key, "records", vault=self.vault, size=KEY_BYTES),
            sub_key(self.vault_key, "records-salt", vault=self.vault, size=_SALT_BYTES),
        )
