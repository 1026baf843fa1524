"""Facts for the help desk: what stands in them, and the file they are sent in."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from app.errors import Refused, YarrowError
from app.wiring.site.values import Site
from resources.words import sentence
from storage.support import Facts, facts_inside, facts_outside
from storage.unlocked import Vault

_HEAD = (
    "Facts about one vault of Yarrow, for a help desk. "
    "No names, records, addresses or folders stand in here."
)
_PACKAGES = {
    "yarrow": "yarrow",
    "qt": "PySide6-Essentials",
    "cryptography": "cryptography",
    "sqlcipher3": "sqlcipher3",
}
_MOST_FILES = 100


def facts_of(vault: Vault, site: Site, *, now_ms: int) -> Facts:
    """Everything that is told of an open vault; waits for it."""
    outside = facts_outside(vault.path, now_ms=now_ms)
    return {**_program(), **outside, **facts_inside(vault, now_ms=now_ms), **_site(site)}


def facts_of_closed(path: Path, site: Site, error: YarrowError, *, now_ms: int) -> Facts:
    """What is told of a vault that did not open, and the code of why."""
    return {
        **_program(),
        **facts_outside(path, now_ms=now_ms),
        **_site(site),
        "did_not_open": error.code,
    }


def write_facts(path: Path, facts: Facts) -> None:
    """Write them as lines of text; raises Refused `vault.support_exists` over anything there."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    try:
        descriptor = os.open(path, flags, 0o600)
    except FileExistsError as error:
        raise Refused("vault.support_exists", path=str(path)) from error
    with os.fdopen(descriptor, "wb") as file:
        file.write(as_text(facts).encode("utf-8"))
        file.flush()
        os.fsync(file.fileno())


def save_beside_others(folders: Sequence[Path], facts: Facts, *, day: str) -> Path:
    """Write them into the first of these folders that is there, under a name not taken."""
    folder = next((each for each in folders if each.is_dir()), folders[-1])
    for number in range(1, _MOST_FILES):
        path = folder / f"yarrow-facts-{day}{'' if number == 1 else f'-{number}'}.txt"
        if not path.exists():
            write_facts(path, facts)
            return path
    raise Refused("vault.support_exists", path=str(folder))


def as_text(facts: Facts) -> str:
    """A line for each fact, under a line that says what this is."""
    lines = (f"{name}: {_shown(value)}" for name, value in facts.items())
    return "\n".join((_HEAD, "", *lines, ""))


def _program() -> Facts:
    versions: Facts = {name: _version(package) for name, package in _PACKAGES.items()}
    return {
        **versions,
        "python": platform.python_version(),
        "system": platform.system(),
        "system_release": platform.release(),
        "machine": platform.machine(),
        "cores": os.cpu_count() or 0,
        "encoding": sys.getfilesystemencoding(),
    }


def _site(site: Site) -> Facts:
    """Which settings IT made, not what they say."""
    set_here = [
        name
        for name in ("service_desk", "service_url", "service_words", "backup_folder", "contact")
        if getattr(site, name)
    ]
    told = sorted({" ".join((each.code, _known_key(each))).strip() for each in site.problems})
    return {
        "idle_minutes": f"{site.idle_minutes:g}",
        "bedside": site.bedside,
        "site_file_sets": " ".join(set_here),
        "site_file_problems": ", ".join(told),
    }


def _known_key(problem: YarrowError) -> str:
    """The key that was not taken; one that Yarrow does not know could say anything."""
    return str(problem.facts["key"]) if problem.code == "site.wrong_value" else ""


def problems_in_words(site: Site) -> tuple[str, ...]:
    """What of the site file was not taken, a sentence each."""
    return tuple(sentence(each) for each in site.problems)


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "not known" if value is None else str(value)
