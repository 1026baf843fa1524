"""Which of the backups in a folder stay: seven days, four weeks, and never fewer than one."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from app.domain.moments import moment_of

DAYS = 7
WEEKS = 4
OLDEST_MS = 35 * 24 * 3_600_000
_DAY_MS = 24 * 3_600_000
_FORM = "yarrow-%Y%m%d-%H%M%S.backup"
_NAME = re.compile(r"yarrow-\d{8}-\d{6}\.backup")
_UNFINISHED = re.compile(r"\.?yarrow-\d{8}-\d{6}\.backup\.(part|copy(-wal|-shm|-journal)?)")


def name_at(made_ms: int) -> str:
    """The name of a backup made at this moment, in UTC."""
    return moment_of(made_ms).strftime(_FORM)


def made_at(name: str) -> int | None:
    """When the backup of this name was made, None for a name that this never gave."""
    if not _NAME.fullmatch(name):
        return None
    try:
        moment = datetime.strptime(name, _FORM).replace(tzinfo=UTC)
    except ValueError:
        return None
    return int(moment.timestamp() * 1000)


def too_many(made: Sequence[int], now_ms: int) -> set[int]:
    """Those of these moments whose backups go; the newest one never does.

    Those that stand in the future were made under a wrong clock, or this one is wrong: they stay
    until there is one for each of seven days beside them.
    """
    past = sorted((each for each in made if each <= now_ms + _DAY_MS), reverse=True)
    if not past:
        return set()
    days = _newest_of_each(past, lambda moment: moment.date().isoformat(), DAYS)
    weeks = _newest_of_each(past, lambda moment: moment.strftime("%G-%V"), WEEKS)
    young = {each for each in days | weeks if now_ms - each <= OLDEST_MS}
    doubtful = set(made) - set(past) if len(days) < DAYS else set()
    return set(made) - young - {past[0]} - doubtful


def rotate(folder: Path, now_ms: int) -> None:
    """Take away what is too many of what this named, and nothing else."""
    found = {}
    for file in folder.iterdir():
        made = made_at(file.name)
        if made is not None:
            found[made] = file
    for made in too_many(list(found), now_ms):
        with suppress(OSError):
            found[made].unlink()


def clear_unfinished(folder: Path) -> None:
    """Take away what was left half-written."""
    for file in list(folder.iterdir()):
        if _UNFINISHED.fullmatch(file.name):
            with suppress(OSError):
                file.unlink()


def _newest_of_each(
    newest_first: Sequence[int], key: Callable[[datetime], str], most: int
) -> set[int]:
    kept: dict[str, int] = {}
    for each in newest_first:
        name = key(moment_of(each))
        if name not in kept and len(kept) < most:
            kept[name] = each
    return set(kept.values())
