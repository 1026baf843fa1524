"""Which of the backups in a folder stay: seven days, four weeks, and never fewer than one.

What stays is counted in the order in which backups were made, which their names tell by a number;
no clock, right or wrong, can clear a folder. Age takes one away only once that age is sure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from app.domain.moments import moment_of

DAYS = 7
WEEKS = 4
OLDEST_MS = 35 * 24 * 3_600_000
_DAY_MS = 24 * 3_600_000
_MOMENT = "%Y%m%d-%H%M%S"
_FORM = r"yarrow-(\d{8}-\d{6})(?:-([0-9a-f]{8})-(\d{5,}))?\.backup"
_NAME = re.compile(_FORM)
_UNFINISHED = re.compile(rf"\.?{_FORM}\.(part|copy(-wal|-shm|-journal)?)")


@dataclass(frozen=True, slots=True, order=True)
class Name:
    """What a backup's name tells: its number among those of one copy of the vault, when it was
    made by that PC's clock (ms since 1970), and which copy made it. They sort as they were made.

    `copy` is eight hex digits; empty, with number 0, in a name that tells of neither.
    """

    number: int
    made_ms: int
    copy: str

    @property
    def text(self) -> str:
        """The name of the file."""
        return f"yarrow-{moment_of(self.made_ms):{_MOMENT}}-{self.copy}-{self.number:05d}.backup"


def read_name(text: str) -> Name | None:
    """What a file's name tells, None for one that this never gave."""
    found = _NAME.fullmatch(text)
    if found is None:
        return None
    try:
        moment = datetime.strptime(found[1], _MOMENT).replace(tzinfo=UTC)
    except ValueError:
        return None
    return Name(int(found[3] or 0), int(moment.timestamp() * 1000), found[2] or "")


def names_in(folder: Path) -> dict[Name, Path]:
    """The backups in a folder by their names; none where there is no folder."""
    found = ((read_name(file.name), file) for file in folder.glob("*"))
    return {name: file for name, file in found if name is not None}


def too_many(names: Iterable[Name], *, copy: str, now_ms: int, sure_ms: int) -> set[Name]:
    """Those that go; of each copy of the vault the newest never does.

    `copy` is the one that asks: it counts its own. Those of another copy, which may be at work on
    another PC, go by age alone. `sure_ms` is a moment that is past for sure, such as the newest
    that the service signed, 0 if none is known.
    """
    groups: dict[str, list[Name]] = {}
    for name in names:
        groups.setdefault(name.copy or copy, []).append(name)
    gone: set[Name] = set()
    for of_copy, group in groups.items():
        newest_first = sorted(group, reverse=True)
        is_old = _is_surely_old if of_copy != copy else _is_old
        stay = newest_first if of_copy != copy else _counted(newest_first)
        kept = [each for each in stay if not is_old(each, stay, now_ms, sure_ms)]
        gone |= set(group) - {newest_first[0], *kept}
    return gone


def rotate(folder: Path, *, copy: str, now_ms: int, sure_ms: int) -> None:
    """Take away what is too many of what this named, and nothing else."""
    found = names_in(folder)
    for name in too_many(found, copy=copy, now_ms=now_ms, sure_ms=sure_ms):
        with suppress(OSError):
            found[name].unlink()


def newest_first(folder: Path) -> list[Path]:
    """The backups in a folder: of each copy the newest before all others, then by their moments."""
    found = names_in(folder)
    newest: dict[str, Name] = {}
    for name in sorted(found):
        newest[name.copy] = name
    first = sorted(newest.values(), key=lambda name: name.made_ms, reverse=True)
    rest = sorted(found.keys() - set(first), reverse=True)
    return [found[name] for name in (*first, *rest)]


def clear_unfinished(folder: Path) -> None:
    """Take away what was left half-written."""
    for file in list(folder.iterdir()):
        if _UNFINISHED.fullmatch(file.name):
            with suppress(OSError):
                file.unlink()


def _counted(newest_first: Sequence[Name]) -> list[Name]:
    days = _newest_of_each(newest_first, lambda moment: moment.date().isoformat(), DAYS)
    weeks = _newest_of_each(newest_first, lambda moment: moment.strftime("%G-%V"), WEEKS)
    return sorted({*days, *weeks}, reverse=True)


def _newest_of_each(
    newest_first: Sequence[Name], key: Callable[[datetime], str], most: int
) -> list[Name]:
    kept: dict[str, Name] = {}
    for each in newest_first:
        group = key(moment_of(each.made_ms))
        if group not in kept and len(kept) < most:
            kept[group] = each
    return list(kept.values())


def _is_surely_old(name: Name, _stay: Sequence[Name], now_ms: int, sure_ms: int) -> bool:
    return min(now_ms, sure_ms) - name.made_ms > OLDEST_MS


def _is_old(name: Name, stay: Sequence[Name], now_ms: int, sure_ms: int) -> bool:
    """Whether it is over 35 days old, and not only by a clock that has just jumped: seven later
    ones, each of another day, say so too.
    """
    if now_ms - name.made_ms <= OLDEST_MS:
        return False
    later = [each for each in stay if each > name and abs(now_ms - each.made_ms) <= OLDEST_MS]
    days = {moment_of(each.made_ms).date() for each in later}
    return len(days) >= DAYS or _is_surely_old(name, stay, now_ms, sure_ms)
