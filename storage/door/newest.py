"""What was recorded last at a ward PC and when: for who stands there still, and then forgotten."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from app.errors import Damaged, Refused
from app.ports.door import SealedRecord
from storage.door.files import drop, put_map, read_map

_FILE = "newest"
_TOLD_MS = 30 * 60 * 1000


@dataclass(frozen=True, slots=True)
class Last:
    """The id of a record, and the moment of this PC that it was sealed at."""

    id: bytes
    at_ms: int


class Newest:
    """The one file of a folder in which a moment stands."""

    def __init__(self, folder: Path, *, shared: bool) -> None:
        self._path, self._shared = folder / _FILE, shared

    def tell(self, record: SealedRecord) -> None:
        """This was recorded; a page that was left before what is told already changes nothing.

        It is kept already, whether or not this can be told of it.
        """
        known = self.read()
        if known is not None and known.at_ms > record.at_ms:
            return
        with suppress(Refused):
            put_map(self._path, {"id": record.id, "at": record.at_ms}, shared=self._shared)

    def read(self) -> Last | None:
        """What was told last; a damaged file tells nothing."""
        with suppress(Damaged):
            match read_map(self._path):
                case {"id": bytes(id), "at": int(at_ms)}:
                    return Last(id, at_ms)
        return None

    def forget_old(self, now_ms: int) -> None:
        """Forget it once nobody stands there any more, or the clock was set in between."""
        known = self.read()
        if known is None or abs(now_ms - known.at_ms) > _TOLD_MS:
            with suppress(Refused):  # tried again at the next turn
                self.forget()

    def forget(self) -> None:
        """Tell it no more."""
        if self._path.exists():
            drop(self._path)
