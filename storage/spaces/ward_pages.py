"""What a vault leaves for the ward PCs of a space (`app.ports.ward_pages`)."""

from __future__ import annotations

from app.domain.encoding import Value, encode
from app.domain.team_settings import FOR_WARDS, SETTINGS
from storage import settings
from storage.reading import VaultReading
from storage.vault import Vault


class VaultWardPages:
    """The pages of one space of an open vault."""

    def __init__(self, vault: Vault, *, space: bytes) -> None:
        self._vault, self._space = vault, space

    def settings(self) -> bytes:
        """The team's places, choices and numbers, an encoded list of [kind, fields]."""

        def found(reading: VaultReading) -> list[Value]:
            return [
                [each.kind, {name: each.fields[name] for name in sorted(each.fields)}]
                for each in sorted(reading.records_of(SETTINGS), key=lambda each: each.id)
                if each.kind in FOR_WARDS and each.space == self._space
            ]

        return encode(self._vault.read_here(found))

    def left_for(self, door: bytes) -> bytes:
        """What `keep_left` was told last for a ward PC, empty for nothing."""
        name = self._name(door)
        kept = self._vault.read_here(lambda each: settings.read(each.connection, name))
        return kept if isinstance(kept, bytes) else b""

    def keep_left(self, door: bytes, digest: bytes) -> None:
        """The service holds what this hash is of, for a ward PC."""
        name = self._name(door)
        self._vault.write_here(lambda each: settings.write(each.connection, name, digest))

    def _name(self, door: bytes) -> str:
        return f"ward_page:{self._space.hex()}:{door.hex()}"
