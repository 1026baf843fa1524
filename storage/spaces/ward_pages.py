"""What a vault leaves for the ward PCs of a space (`app.ports.ward_pages`)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from app.domain.encoding import Value, encode
from app.domain.records import Record
from app.domain.team_settings import FOR_WARDS, PACK, SETTINGS, WORDING
from app.errors import NotFound, Refused
from app.forms.packs import read_pack
from app.forms.wordings import Wording, told
from storage import settings
from storage.reading import VaultReading
from storage.vault import Vault


class VaultWardPages:
    """The pages of one space of an open vault."""

    def __init__(self, vault: Vault, *, space: bytes) -> None:
        self._vault, self._space = vault, space

    def settings(self, *, most: int) -> bytes:
        """The team's places, choices, numbers and authorised words, an encoded list of
        [kind, fields]; without the words where it would have more bytes with them.
        """

        def found(reading: VaultReading) -> list[Record]:
            mine = reading.records_of(SETTINGS)
            return sorted((e for e in mine if e.space == self._space), key=lambda each: each.id)

        records = self._vault.read_here(found)
        rows: list[Value] = [
            [each.kind, {name: each.fields[name] for name in sorted(each.fields)}]
            for each in records
            if each.kind in FOR_WARDS
        ]
        whole = encode([*rows, *_words(records)])
        return whole if len(whole) <= most else encode(rows)

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


def _words(records: Iterable[Record]) -> list[Value]:
    """The words of form packs that may be shown at ward PCs; for a form the pack loaded first."""
    packs = sorted((e for e in records if e.kind == PACK), key=lambda e: (e.created_ms, e.id))
    brought = [word for e in packs for word in _brought(str(e.fields.get("content")))]
    first = {each.form: each for each in reversed(brought)}
    return [[WORDING, told(first[form])] for form in sorted(first) if first[form].on_wards]


@lru_cache(maxsize=8)
def _brought(content: str) -> tuple[Wording, ...]:
    """A pack never changes, and each exchange asks."""
    try:
        return read_pack(content).wordings
    except (Refused, NotFound):
        return ()
