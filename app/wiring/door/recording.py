"""One record at a ward PC from its answers to a sealed file; nothing of it stays readable here."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime

from app.domain.encoding import Value
from app.domain.people import reference
from app.domain.ward_door import DoorRecord, file_of, pack
from app.ports.door import SealedRecord
from app.usecases.ward import at_the_door
from storage.door.folder import DoorFolder
from storage.door.records import OpenPage
from sync.door.sealing import DoorSeal

_ID_BYTES = 16


class PageRecorder:
    """What a page of a ward PC is kept by while it is open; `close` it with the page.

    Raises Refused `door.not_read_yet` or `door.cut_off`, Untrusted `sync.*`.
    """

    def __init__(self, folder: DoorFolder) -> None:
        self._door = folder.door()
        self._seal = DoorSeal(self._door, folder.log())
        self._page: OpenPage = folder.open_page()

    @property
    def is_training(self) -> bool:
        """Whether only made-up people may be recorded."""
        return self._door.is_training

    @property
    def filled_in(self) -> Mapping[str, Value]:
        """What stands on each new page, because it is so for this PC."""
        filled: dict[str, Value] = {
            "setting_type": self._door.setting or None,
            "site_ods": self._door.site or None,
            "identifier_role": self._door.role or None,
        }
        return filled

    def save(
        self,
        answers: Mapping[str, Value],
        about: Mapping[str, Value],
        *,
        now: datetime,
        id: bytes | None = None,
        safety: Mapping[str, Value] | None = None,
    ) -> bytes:
        """Seal the page for the team and keep it; gives its id. Raises FormRefused."""
        made = at_the_door.written(
            answers, about, now=now, training=self.is_training, safety=safety
        )
        id = id or secrets.token_bytes(_ID_BYTES)
        self._page.save(self._sealed(id, made))
        return id

    def keep(
        self, id: bytes, answers: Mapping[str, Value], about: Mapping[str, Value], *, now: datetime
    ) -> None:
        """Seal the page as it stands, to go to the team if it is left."""
        self._page.keep(self._sealed(id, at_the_door.left(answers, about, now=now)))

    def drop(self, id: bytes) -> None:
        """Throw away what was kept."""
        self._page.drop(id)

    def close(self) -> None:
        """The page is gone; what was kept of one that was not saved goes to the team."""
        self._page.close()

    def _sealed(self, id: bytes, made: DoorRecord) -> SealedRecord:
        return self._seal.seal(id, pack(made), at_ms=made.at_ms, is_whole=made.is_whole)


def reference_of(space: bytes, record: bytes) -> str:
    """What the nurse is told: the reference of the file that the team will have."""
    return reference(file_of(space, record))
