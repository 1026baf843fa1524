"""A ward PC's folder as the exchange and the page use it (`app.ports.door.DoorStore`).

door            who it is, its signing key, what is kept of the short code; written once
entering        the same while it joins
records/        written by whoever records: the team's statements, sealed records, wrong tries
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, cast

from app.domain.encoding import Value
from app.errors import Damaged, NotFound, Refused
from app.ports.door import Door, DoorLog, DoorRow, DoorState, SealedRecord
from app.ports.entering import Entering
from app.ports.exchange import Cursor, LogEntry, ServiceAddress
from storage.door.entering import address_map, entering_map, entering_of
from storage.door.files import drop, make_folder, put_map, read_map, sweep
from storage.door.records import DoorRecords, OpenPage
from storage.door.short_code import Tries, sealed

DOOR, ENTERING, RECORDS = "door", "entering", "records"
_LOG, _TRIES, _PAGE = "log", "tries", "page"
_KEY_BYTES = 32
_SALT_BYTES = 16
Random = Callable[[int], bytes]


@dataclass(frozen=True, slots=True, repr=False)
class SetUp:
    """What is decided as a PC becomes a ward PC; `shared` lets every account of the PC record."""

    name: str
    code: str
    is_training: bool
    setting: str = ""
    site: str = ""
    shared: bool = False
    role: str = ""


def is_door(folder: Path) -> bool:
    """Whether a ward PC was set up in this folder."""
    return (folder / DOOR).is_file()


class DoorFolder:
    """One folder; `set_up` is needed while it joins, and read from it afterwards."""

    def __init__(
        self, path: Path, set_up: SetUp | None = None, *, random: Random = os.urandom
    ) -> None:
        self.path, self._set_up, self._random = path, set_up, random
        kept = None if set_up is not None else read_map(path / DOOR)
        self._shared = set_up.shared if set_up is not None else bool((kept or {}).get("shared"))
        records = path / RECORDS
        self.records = DoorRecords(records, shared=self._shared)
        self._tries = Tries(records / _TRIES, shared=self._shared)

    def make(self) -> None:
        """Make the folders, before a join is kept in them."""
        make_folder(self.path, shared=self._shared, protected=True)
        make_folder(self.path / RECORDS, shared=self._shared)

    # Joining

    def require_may_join(self, space: bytes) -> None:
        """Raise Refused unless this PC may become one of that team, by a code of its lead.

        `door.other_team_waits` while something of another team lies here, which would go nowhere;
        `door.already` for a ward PC of another team that has not been cut off.
        """
        known = self._known_space()
        if known == space or not (is_door(self.path) or self.records.rows()):
            return
        if any(row.state is not DoorState.TAKEN for row in self.records.rows()):
            raise Refused("door.other_team_waits")
        if is_door(self.path) and not self.log().is_cut_off:
            raise Refused("door.already", path=str(self.path))

    def take_away(self) -> None:
        """Be a ward PC no more.

        Raises Refused `door.page_open` while somebody writes here, and `door.still_waits` while
        something is here that the service has not.
        """
        if any((self.path / RECORDS).glob("open-*")):
            raise Refused("door.page_open")
        states = [row.state for row in self.records.rows()]
        waiting = [each for each in states if each not in (DoorState.RECEIVED, DoorState.TAKEN)]
        if waiting:
            raise Refused("door.still_waits", count=len(waiting))
        drop(self.path / DOOR)
        self.records.forget_taken()
        for each in (_TRIES, _PAGE):
            drop(self.path / RECORDS / each)
        # What the service has and may lose stays, and with it which team it is for.
        if DoorState.RECEIVED not in states:
            drop(self.path / RECORDS / _LOG)

    def _known_space(self) -> bytes | None:
        """Which team it is, as far as anything here still tells."""
        with suppress(Damaged):
            space = (read_map(self.path / DOOR) or {}).get("space")
            if isinstance(space, bytes):
                return space
        with suppress(Damaged):
            for _, entry in self.log().statements[:1]:
                return sha256(entry).digest()
        return None

    def entering(self) -> Entering | None:
        """The join that was begun and not finished."""
        kept = read_map(self.path / ENTERING)
        return None if kept is None else entering_of(cast("dict[str, Any]", kept))

    def keep_entering(self, entering: Entering) -> None:
        """Keep the join that is about to be sent; it holds the key, so it is this user's alone."""
        put_map(self.path / ENTERING, entering_map(entering), shared=False)

    def drop_entering(self) -> None:
        """Forget the join that the service will never take."""
        drop(self.path / ENTERING)

    def enter(self, entering: Entering, cursor: Cursor, entries: Sequence[LogEntry]) -> None:
        """Be the ward PC that the team has taken."""
        del cursor, entries
        made = self._set_up
        if made is None:
            raise NotFound("door.not_here")
        if self._known_space() != entering.space:
            self.records.forget_taken()
        self._write(
            {
                **address_map(entering),
                "key": entering.own.keys[:_KEY_BYTES],
                "name": made.name,
                "training": made.is_training,
                "setting": made.setting,
                "site": made.site,
                "role": made.role,
                "shared": made.shared,
                "code": sealed(made.code, self._random(_SALT_BYTES)),
                "page_key": entering.page_key,
            }
        )
        for each in (_LOG, _PAGE):
            drop(self.path / RECORDS / each)
        self.drop_entering()

    # Who it is

    def door(self) -> Door:
        """Who it is; raises NotFound `door.not_here`, Damaged `door.damaged`."""
        kept = cast("dict[str, Any]", self._kept())
        try:
            return Door(
                space=kept["space"],
                service=ServiceAddress(kept["url"], kept["signing"], tuple(kept["pins"])),
                device=kept["device"],
                key=kept["key"],
                name=kept["name"],
                is_training=kept["training"],
                setting=kept["setting"],
                site=kept["site"],
                page_key=kept.get("page_key", b""),
                role=kept.get("role", ""),
            )
        except (KeyError, TypeError) as error:
            raise Damaged("door.damaged", path=str(self.path / DOOR)) from error

    def set_code(self, code: str) -> None:
        """Put another short code in place; raises Refused `door.short_code`."""
        self._write({**self._kept(), "code": sealed(code, self._random(_SALT_BYTES))})

    def check_code(self, typed: str, now_ms: int) -> None:
        """Raise WrongPassphrase `door.wrong_code` or Refused `door.wait` unless it is the code."""
        self._tries.check(typed, self._kept().get("code"), now_ms)

    def wait_s(self, now_ms: int) -> int:
        """Whole seconds that wrong tries still cost."""
        return self._tries.wait_s(now_ms)

    # What is known of the team

    def log(self) -> DoorLog:
        """The statements, as they were checked when they came; raises Damaged `door.damaged`."""
        kept = cast("dict[str, Any]", read_map(self.path / RECORDS / _LOG) or {})
        if not kept:
            return DoorLog()
        try:
            statements = tuple((position, entry) for position, entry in kept["statements"])
            seen = kept["generation"], kept["position"]
            return DoorLog(statements, kept["head"], *seen, is_cut_off=kept["cut_off"])
        except (KeyError, TypeError, ValueError) as error:
            raise Damaged("door.damaged", path=str(self.path / RECORDS / _LOG)) from error

    def keep_log(self, log: DoorLog) -> None:
        """Keep what was checked."""
        statements: list[Value] = [[position, entry] for position, entry in log.statements]
        content: dict[str, Value] = {
            "statements": statements,
            "head": log.head,
            "generation": log.generation,
            "position": log.position,
            "cut_off": log.is_cut_off,
        }
        put_map(self.path / RECORDS / _LOG, content, shared=self._shared)

    def page(self) -> bytes:
        """What leads set for this PC, as it was handed out; empty for nothing."""
        with suppress(Damaged):
            sealed = (read_map(self.path / RECORDS / _PAGE) or {}).get("sealed")
            return sealed if isinstance(sealed, bytes) else b""
        return b""

    def keep_page(self, sealed: bytes) -> None:
        """Keep it in the place of the one before."""
        put_map(self.path / RECORDS / _PAGE, {"sealed": sealed}, shared=self._shared)

    # What was recorded

    def tidy(self, now_ms: int) -> int:
        """Take up pages that were left, and drop what a power cut or time has made useless.

        Gives how many pages were taken up.
        """
        sweep(self.path, now_ms)
        return self.records.tidy(now_ms)

    def rows(self) -> list[DoorRow]:
        """What was recorded here, that of the last day first."""
        return self.records.rows()

    def newest(self) -> DoorRow | None:
        """What was recorded here just now, with its moment."""
        return self.records.newest()

    def to_send(self) -> Sequence[SealedRecord]:
        """What the service has not received, that of the first day first."""
        return self.records.sealed(DoorState.WAITING)

    def refused(self) -> Sequence[SealedRecord]:
        """What the service did not take."""
        return self.records.sealed(DoorState.REFUSED)

    def keep_state(self, id: bytes, state: DoorState, why: str = "") -> None:
        """Say how far a record came; it only goes forward, but for what the service has lost."""
        self.records.keep_state(id, state, why)

    def open_page(self) -> OpenPage:
        """A place for a page that is being written."""
        return self.records.open_page()

    def _kept(self) -> dict[str, Value]:
        kept = read_map(self.path / DOOR)
        if kept is None:
            raise NotFound("door.not_here")
        return kept

    def _write(self, content: dict[str, Value]) -> None:
        put_map(self.path / DOOR, content, shared=self._shared, protected=True)
