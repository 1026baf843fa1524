"""A disk that fills, fails and is cut off at a commit, and the moment at which a PC is killed."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

from sqlcipher3 import dbapi2

RECORDS = "records.db"
WAL = "records.db-wal"
OBJECTS = "objects"
_FULL = "database or disk is full"
_FAILED = "disk I/O error"


class Killed(BaseException):
    """The process is gone; nothing between here and the PC may catch it."""


@dataclass
class Disk:
    """The disk of one PC; `kill_in`, `full_in` and `fail_in` count down, at 0 it happens.

    `cut` is where the log of an unacknowledged commit ends, None for all of it there. The files of
    attachments are those of the moment of the kill: nothing tidies up after it.
    """

    folder: Path
    chance: random.Random
    kill_in: int = 0
    full_in: int = 0
    fail_in: int = 0
    cut: int | None = field(default=None, init=False)
    _objects: dict[str, bytes] = field(default_factory=dict, init=False)
    of: ClassVar[dict[Path, Disk]] = {}

    def __post_init__(self) -> None:
        self.of[self.folder] = self

    def step(self) -> None:
        """A moment at which the PC can be killed."""
        self.kill_in -= 1
        if self.kill_in == 0:
            self._objects = _files(self.folder / OBJECTS)
            raise Killed

    def before_commit(self) -> int:
        self.step()
        self.full_in -= 1
        if self.full_in == 0:
            raise dbapi2.OperationalError(_FULL)
        return self._logged()

    def after_commit(self, before: int) -> None:
        """A kill here may leave any beginning of what the commit wrote."""
        try:
            self.step()
        except Killed:
            written = self._logged()
            if written > before:
                self.cut = self.chance.randint(before, written)
            raise
        self.fail_in -= 1
        if self.fail_in == 0:
            raise dbapi2.OperationalError(_FAILED)

    def mend(self) -> None:
        """Let nothing more happen."""
        self.kill_in = self.full_in = self.fail_in = 0

    def contents(self) -> dict[str, bytes]:
        """The records as they would be found after the kill."""
        found = {}
        for name in (RECORDS, WAL):
            file = self.folder / name
            if file.exists():
                found[name] = file.read_bytes()
        if self.cut is not None:
            found[WAL] = found[WAL][: self.cut]
            self.cut = None
        return found | {f"{OBJECTS}/{name}": content for name, content in self._objects.items()}

    def put(self, contents: dict[str, bytes]) -> None:
        for file in (*self.folder.glob(f"{RECORDS}*"), *self.folder.glob(f"{OBJECTS}/*")):
            file.unlink()
        for name, content in contents.items():
            (self.folder / name).write_bytes(content)

    def _logged(self) -> int:
        file = self.folder / WAL
        return file.stat().st_size if file.exists() else 0


def _files(folder: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in folder.glob("*")}


class DiskConnection(dbapi2.Connection):  # type: ignore[misc]
    """A real connection whose commits go by way of its PC's disk."""

    disk: Disk | None = None
    _is_writing = False

    def execute(self, sql: str, *given: Any) -> Any:
        if sql == "begin immediate":
            self._is_writing = True
        if sql != "commit" or not self._is_writing or self.disk is None:
            return super().execute(sql, *given)
        self._is_writing = False
        before = self.disk.before_commit()
        done = super().execute(sql, *given)
        self.disk.after_commit(before)
        return done


def connect(path: str, **given: Any) -> DiskConnection:
    """Stands where `dbapi2.connect` stands."""
    connection: DiskConnection = dbapi2.connect(path, factory=DiskConnection, **given)
    connection.disk = Disk.of.get(Path(path).parent)
    return connection
