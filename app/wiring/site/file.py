"""site.toml: read key by key, so that one slip of the pen does not cost the rest."""

from __future__ import annotations

import math
import os
import stat
import sys
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.errors import Refused, YarrowError
from app.wiring.site.trust import is_protected, programs_data
from app.wiring.site.values import Site, this_pc

NAME = "site.toml"
_MOST_BYTES = 64 * 1024
_LONGEST, _LONGEST_KEY = 200, 40
_LEAST_IDLE, _MOST_IDLE = 2, 10
_WORDS = 6
_MOST_MIB = 200

Check = Callable[[Any], object]
"""The value to take for what the file says, or None if it is not of that kind."""


def site_here() -> Site:
    """What holds on this PC: what IT has set, and the usual for the rest."""
    return next((read_site(path) for path in site_paths() if _is_there(path)), this_pc())


def site_paths() -> tuple[Path, ...]:
    """Where the file may lie, the first one that is there counts.

    Written out here rather than asked of the environment: who starts the program can set that.
    """
    if sys.platform == "win32":
        return (programs_data() / "Yarrow" / NAME,)
    if sys.platform == "darwin":
        return (Path("/Library/Application Support/Yarrow") / NAME,)
    return (Path("/etc/xdg/yarrow") / NAME, Path("/etc/yarrow") / NAME)


def read_site(path: Path, *, owner: int = 0) -> Site:
    """The settings in a file, with a problem for each part that was not taken.

    The file counts only if it and every folder above it belong to `owner` (root, by number) or
    root, and no one else may write there; on Windows its access list decides.
    """
    usual = this_pc()
    try:
        table = tomllib.loads(_text(path, owner))
    except (OSError, UnicodeDecodeError):
        return replace(usual, problems=(Refused("site.unreadable", path=str(path)),))
    except (tomllib.TOMLDecodeError, RecursionError):
        return replace(usual, problems=(Refused("site.not_toml", path=str(path)),))
    except YarrowError as error:
        return replace(usual, problems=(error,))
    return _taken(usual, table)


def _text(path: Path, owner: int) -> str:
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
    with os.fdopen(os.open(path, flags), "rb") as file:
        # What is looked at is what is read, whatever is put in its place meanwhile.
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise Refused("site.unreadable", path=str(path))
        if not is_protected(path, os.fstat(file.fileno()), owner=owner):
            raise Refused("site.not_protected", path=str(path))
        content = file.read(_MOST_BYTES + 1)
    if len(content) > _MOST_BYTES:
        raise Refused("site.unreadable", path=str(path))
    return content.decode("utf-8-sig")


def _taken(usual: Site, table: Mapping[str, Any]) -> Site:
    taken: dict[str, Any] = {}
    problems: list[YarrowError] = []
    for key, value in table.items():
        if key not in _KEYS:
            problems.append(Refused("site.unknown_key", key=_printable(key)))
            continue
        wanted, check = _KEYS[key]
        found = check(value)
        if found is None:
            problems.append(Refused("site.wrong_value", key=key, wanted=wanted))
        else:
            taken[key] = found
    numbers = {name: taken.pop(key) for key, name in _NUMBERS.items() if key in taken}
    if "service_words" in taken and "service_url" not in taken:
        # Words of one service compared with another's would warn of nothing but a slip of ours.
        del taken["service_words"]
        problems.append(Refused("site.words_alone"))
    return replace(usual, **taken, numbers=numbers, problems=tuple(problems))


def _line(value: object) -> str | None:
    is_line = isinstance(value, str) and len(value) <= _LONGEST and value.isprintable()
    return str(value).strip() or None if is_line else None


def _minutes(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    return float(value) if _LEAST_IDLE <= value <= _MOST_IDLE else None


def _mebibytes(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    return float(value) if 0 <= value <= _MOST_MIB else None


def _flag(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def _address(value: object) -> str | None:
    line = _line(value)
    is_address = line is not None and line.startswith("https://") and len(line.split()) == 1
    return line if is_address and "@" not in str(line) else None


def _six_words(value: object) -> str | None:
    words = (_line(value) or "").split()
    is_good = len(words) == _WORDS and all(each.isascii() and each.isalpha() for each in words)
    return " ".join(words).lower() if is_good else None


def _rules(value: object) -> tuple[str, ...] | None:
    # Read where a file names some: forms are not imported before the lock screen.
    from app.forms.schedules import load_rules

    known = {rule.key for rule in load_rules()}
    if not isinstance(value, list):
        return None
    named = tuple(each for each in value if isinstance(each, str) and each in known)
    return named if len(named) == len(value) else None


def _counting(value: object) -> str | None:
    return value if value in ("clock_hours", "working_days") else None


def _folder(value: object) -> str | None:
    line = _line(value)
    return line if line is not None and Path(line).is_absolute() else None


_A_LINE: tuple[str, Check] = (f"a line of text in quotes, up to {_LONGEST} characters", _line)
_NUMBERS = {
    f"{name}_number": name
    for name in (
        *("security", "safeguarding", "out_of_hours", "interpreters"),
        *("mental_health", "sexual_assault", "forced_marriage"),
    )
}
"""Whom the steps beside New tell her to ring, as well as `ring_who`."""
_KEYS: dict[str, tuple[str, Check]] = {
    **dict.fromkeys(_NUMBERS, _A_LINE),
    "computer": _A_LINE,
    "place": _A_LINE,
    "service_desk": _A_LINE,
    "contact": _A_LINE,
    "ring_who": _A_LINE,
    "ring_number": _A_LINE,
    "idle_minutes": (f"a number from {_LEAST_IDLE} to {_MOST_IDLE}", _minutes),
    "bedside": ("true or false", _flag),
    "fetch_mib": (f"a number from 0 to {_MOST_MIB}", _mebibytes),
    "service_url": ("an address that begins with https://", _address),
    "service_words": ("six words in quotes", _six_words),
    "first_contact": ("clock_hours or working_days", _counting),
    "retention": ("a list of names of retention rules", _rules),
    "ward_door": ("the whole path of a folder", _folder),
    "backup_folder": ("the whole path of a folder", _folder),
}


def _printable(key: str) -> str:
    shown = "".join(sign if sign.isprintable() else "?" for sign in key[:_LONGEST_KEY])
    return f"{shown}…" if len(key) > _LONGEST_KEY else shown


def _is_there(path: Path) -> bool:
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return True
