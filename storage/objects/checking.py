"""Whether the objects that records name are here and whole, in words and counts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from app.domain.attachment import Sealed, sealed_in
from app.errors import Damaged, NotFound, YarrowError
from storage.connection import Connection
from storage.objects.folder import COMING, FOLDER, PART, Objects

_NAMED = """
    select json(r.state), exists (
        select 1 from change c join device d on d.nr = c.device where c.record = r.nr and d.is_own
    )
    from record r where r.kind = 'attachment' order by r.nr
"""


def named(connection: Connection) -> list[tuple[Sealed, bool]]:
    """The objects that records name, those put away too, and whether this PC wrote the record."""
    rows = ((sealed_in(json.loads(row[0])), bool(row[1])) for row in connection.execute(_NAMED))
    return [(sealed, is_own) for sealed, is_own in rows if sealed is not None]


def findings(vault: Path, objects: list[tuple[Sealed, bool]]) -> list[Damaged]:
    """What is damaged or lost, none if all is well. Reads every object: not for a lane.

    One that a colleague's PC made and that is not here was never here.
    """
    damaged = lost = 0
    folder = Objects(vault)
    for sealed, is_own in objects:
        try:
            for _ in folder.content(sealed):
                pass
        except NotFound:
            lost += is_own
        except YarrowError:
            damaged += 1
    return list(_told(damaged, lost))


def counts(connection: Connection, vault: Path) -> dict[str, int]:
    """Objects here and not here, those nobody names, and their bytes on the disk."""
    names = {each for each in Objects(vault).names() if not each.endswith(COMING)}
    wanted = {sealed.object for sealed, _ in named(connection)}
    return {
        "objects": len(names & wanted),
        "objects_not_here": len(wanted - names),
        "objects_unnamed": len(names - wanted),
        "objects_bytes": sum(_size(vault / FOLDER / name) for name in names),
    }


def tidy(connection: Connection, vault: Path, *, now_ms: int) -> None:
    """Take away what an import left that was cut off. Only at unlock, before another can begin.

    Half-written ones go at once, but for what is being fetched. A whole one that no record names
    goes after 30 days: its record may have been lost with a file of records that was put back, and
    come again.
    """
    folder = Objects(vault)
    names = folder.names()
    if not names:
        return
    wanted = {sealed.object for sealed, _ in named(connection)}
    for name in names:
        if name.removesuffix(COMING) in wanted:
            continue
        is_half = name.endswith((PART, COMING))
        if is_half or _is_old(vault / FOLDER / name, now_ms):
            folder.drop(name)


_OLD_MS = 30 * 24 * 3_600_000


def _is_old(path: Path, now_ms: int) -> bool:
    with suppress(OSError):
        return now_ms - path.stat().st_mtime_ns // 1_000_000 > _OLD_MS
    return False


def _size(path: Path) -> int:
    with suppress(OSError):
        return path.stat().st_size
    return 0


def _told(damaged: int, lost: int) -> Iterator[Damaged]:
    if damaged:
        yield Damaged("attachment.found_damaged", count=damaged)
    if lost:
        yield Damaged("attachment.found_lost", count=lost)
