"""`service.toml`: what the administrator may set, read once at start."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, fields
from ipaddress import ip_address
from pathlib import Path

from sync.service.limits import Limits
from sync.service.unfit import Unfit

OPEN = "open"
PERMIT = "permit"
LOOPBACK = ("127.0.0.1", "::1")

_TEXT = """\
# Settings of this service, read when it starts.

# "permit": a new space needs a one-time permit (`yarrow-service space permit DIR`).
# "open": anyone who reaches the service may make a space; it then listens on this machine only.
spaces = "{spaces}"

# Empty: the file yarrow.db in this folder. Else postgresql://user:password@host/name
database = ""

# Where attachments are kept: empty for the database, else the whole path of a folder.
objects = ""

# From which addresses /metrics may be read; from anywhere else it is not there.
metrics_from = ["127.0.0.1", "::1"]

[limits]
# Sizes in bytes; requests a minute, counted in each worker.
{limits}
"""


@dataclass(frozen=True)
class Settings:
    """The settings of one service."""

    spaces: str = PERMIT
    database: str = ""
    limits: Limits = field(default_factory=Limits)
    objects: str = ""
    metrics_from: tuple[str, ...] = LOOPBACK


def starting_text(spaces: str) -> str:
    """The file as `init` writes it, every limit with its usual number."""
    limits = Limits()
    lines = (f"{each.name} = {getattr(limits, each.name)}" for each in fields(limits))
    return _TEXT.format(spaces=spaces, limits="\n".join(lines))


def read_settings(text: str) -> Settings:
    """The settings in the text of the file.

    Raises Unfit `bad_settings` with the name of what is not understood.
    """
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Unfit("bad_settings", name="service.toml") from error
    for name in sorted(found.keys() - {each.name for each in fields(Settings)}):
        raise Unfit("bad_settings", name=name)
    return Settings(
        spaces=_spaces(found.get("spaces", PERMIT)),
        database=_database(found.get("database", "")),
        limits=_limits(found.get("limits", {})),
        objects=_objects(found.get("objects", "")),
        metrics_from=_addresses(found.get("metrics_from", list(LOOPBACK))),
    )


def _spaces(found: object) -> str:
    if found not in (OPEN, PERMIT):
        raise Unfit("bad_settings", name="spaces")
    return str(found)


def _database(found: object) -> str:
    if not isinstance(found, str):
        raise Unfit("bad_settings", name="database")
    return found


def _objects(found: object) -> str:
    if not isinstance(found, str) or (found and not Path(found).is_absolute()):
        raise Unfit("bad_settings", name="objects")
    return found


def _addresses(found: object) -> tuple[str, ...]:
    if not isinstance(found, list):
        raise Unfit("bad_settings", name="metrics_from")
    try:
        return tuple(str(ip_address(str(each))) for each in found)
    except ValueError as error:
        raise Unfit("bad_settings", name="metrics_from") from error


def _limits(found: object) -> Limits:
    if not isinstance(found, dict):
        raise Unfit("bad_settings", name="limits")
    known = {each.name for each in fields(Limits)}
    for name, number in found.items():
        if name not in known or type(number) is not int or number < 1:
            raise Unfit("bad_settings", name=str(name))
    return Limits(**found)
