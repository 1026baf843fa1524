"""Backups that happen by themselves: when, where to, and how they went."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from app.domain.encoding import Value
from app.errors import Refused, YarrowError
from storage import settings
from storage.backup import container, rotation
from storage.backup.copies import SETTING, where_of
from storage.backup.making import make_backup, told_of_disk
from storage.backup.stopping import Stop
from storage.connection import Connection
from storage.durable import new_file, sync_folder
from storage.unlocked import Vault

EVERY_MS = 20 * 3_600_000
AGAIN_MS = 3_600_000
LATE_MS = 7 * 24 * 3_600_000
_SHORT = 8
_COPY_BYTES = 4


@dataclass(frozen=True, slots=True)
class Backups:
    """How a vault's backups stand; moments are ms since 1970, 0 for never.

    `folder` is a second place, empty for none. `since_ms` is when the vault began to count.
    `copy` names this copy of the vault, `where` what it was begun at, `number` its newest backup.
    `problem` and `second_problem` are codes of what went wrong last, with `path` named.
    """

    is_on: bool = True
    folder: str = ""
    since_ms: int = 0
    tried_ms: int = 0
    made_ms: int = 0
    file: str = ""
    problem: str = ""
    second_ms: int = 0
    second_problem: str = ""
    copy: str = ""
    where: str = ""
    number: int = 0

    def is_due(self, now_ms: int) -> bool:
        """Whether it is time for one; after a clock was set back it is."""
        if not self.is_on:
            return False
        is_old = not self.made_ms <= now_ms < self.made_ms + EVERY_MS
        lacks_second = bool(self.second_problem) or is_old
        return lacks_second and not self.tried_ms <= now_ms < self.tried_ms + AGAIN_MS

    def is_late(self, now_ms: int) -> bool:
        """Whether none succeeded for a week; a moment in the future says nothing."""
        past = [each for each in (self.made_ms, self.since_ms) if each <= now_ms + EVERY_MS]
        return now_ms - max(past, default=0) > LATE_MS


def read(connection: Connection) -> Backups:
    """How they stand."""
    kept = settings.read(connection, SETTING)
    if not isinstance(kept, Mapping):
        return Backups()
    known = {str(name): value for name, value in kept.items()}
    default = Backups()
    fitting = {
        name: known[name]
        for name in Backups.__slots__
        if type(known.get(name)) is type(getattr(default, name))
    }
    return replace(default, **fitting)  # type: ignore[arg-type]


def write(connection: Connection, backups: Backups) -> None:
    """Keep how they stand."""
    fields: dict[str, Value] = {name: getattr(backups, name) for name in Backups.__slots__}
    settings.write(connection, SETTING, fields)


def own_folder(vault: Path) -> Path:
    """The folder of backups beside the folder of vaults, or beside a vault that lies elsewhere."""
    folder = vault.parent
    return folder.with_name("backups") if folder.name == "vaults" else folder / "yarrow-backups"


def place_of(vault: Vault) -> Path:
    """Where the backups of this vault lie."""
    return own_folder(vault.path) / short_id(vault.id)


def short_id(vault: bytes) -> str:
    """What the folder of a vault's backups is called."""
    return vault.hex()[:_SHORT]


def back_up(
    vault: Vault, backups: Backups, *, second: str, now_ms: int, stop: Stop, sure_ms: int = 0
) -> Backups:
    """Make one now, copy it to the `second` place, and rotate both; gives how they stand now.

    `sure_ms` is as `rotation.too_many` takes it.
    Takes a second or more, for a slow drive much more. Raises nothing but faults of ours.
    """
    backups = replace(backups, tried_ms=now_ms, since_ms=backups.since_ms or now_ms)
    backups = _of_this_copy(backups, vault.path)
    place = place_of(vault)
    try:
        with told_of_disk():
            name = _next(place, backups, now_ms)
            file = place / name.text
            _make_folder(place)
            made = make_backup(vault, file, made_ms=now_ms, stop=stop)
            if made.is_whole:
                rotation.rotate(place, copy=name.copy, now_ms=now_ms, sure_ms=sure_ms)
    except YarrowError as error:
        return replace(backups, problem=error.code, second_problem="")
    backups = replace(backups, made_ms=now_ms, file=str(file), problem="", number=name.number)
    if not second:
        return replace(backups, second_problem="")
    place = Path(second) / short_id(vault.id)
    try:
        with told_of_disk():
            _copy(file, place, stop)
            if made.is_whole:
                rotation.rotate(place, copy=name.copy, now_ms=now_ms, sure_ms=sure_ms)
    except YarrowError as error:
        return replace(backups, second_problem=error.code)
    return replace(backups, second_ms=now_ms, second_problem="")


def _of_this_copy(backups: Backups, vault: Path) -> Backups:
    """Begin as a new copy where the vault was not before: its twin may go on elsewhere."""
    where = where_of(vault)
    if backups.copy and backups.where == where:
        return backups
    return replace(backups, copy=secrets.token_hex(_COPY_BYTES), where=where, number=0)


def _next(place: Path, backups: Backups, now_ms: int) -> rotation.Name:
    """The name after the newest of this copy, also if the vault could not keep which that was."""
    copy = backups.copy
    there = [each.number for each in rotation.names_in(place) if each.copy == copy]
    return rotation.Name(max([backups.number, *there]) + 1, now_ms, copy)


def _make_folder(place: Path) -> None:
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    rotation.clear_unfinished(place)


def _copy(file: Path, place: Path, stop: Stop) -> None:
    """A drive that is not there is not made: a folder in its stead would look like a backup."""
    if not place.parent.is_dir():
        raise Refused("backup.no_folder", path=str(place.parent))
    _make_folder(place)
    part = place / f"{file.name}.part"
    with file.open("rb") as source, new_file(part) as target:
        while chunk := source.read(1024 * 1024):
            stop.watch()
            target.write(chunk)
    with container.Opened(part) as copy:
        copy.require_as_written(stop.watch)
    part.replace(place / file.name)
    sync_folder(place)
