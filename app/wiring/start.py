"""How the program was started, and how it starts itself again so that no key is left."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from app.wiring.site.file import site_here
from app.wiring.site.values import Site

_SECRET = ("YARROW_PASSPHRASE",)


@dataclass(frozen=True, slots=True)
class Start:
    """What the desktop begins with.

    `folder` holds a folder for each vault. `command` and `environment` are those of the process
    that takes this one's place at a lock. `shown_passphrase` stands on the lock screen of a demo.
    `door` is where a ward PC's folder would be, `window` the file that says how the window stood.
    """

    folder: Path
    site: Site
    command: tuple[str, ...]
    environment: Mapping[str, str]
    shown_passphrase: str = ""
    door: Path | None = None
    window: Path | None = None


def start_here() -> Start:
    """What holds when nothing else was said: this user's own folder, never a roaming one."""
    site = site_here()
    vaults = user_folder() / "vaults"
    command, environment = original_command(), plain_environment()
    window = user_folder() / "window.json"
    return Start(vaults, site, command, environment, door=door_folder(site), window=window)


def user_folder() -> Path:
    """This user's own folder for Yarrow's data."""
    return platformdirs.user_data_path("Yarrow", appauthor=False, roaming=False)


def door_folder(site: Site) -> Path:
    """Where a ward PC lies: the folder IT named for all accounts of this PC, else one of this
    user's own.
    """
    return Path(site.ward_door) if site.ward_door else user_folder() / "ward"


def original_command() -> tuple[str, ...]:
    """The command line that started this process, its interpreter first."""
    return (sys.executable, *sys.orig_argv[1:])


def plain_environment() -> dict[str, str]:
    """The environment without anything that leads to a passphrase."""
    return {name: value for name, value in os.environ.items() if not name.startswith(_SECRET)}


def end_at_once() -> None:
    """End this process, whatever waits on its other threads: with them go the keys.

    Python's own end waits for each of them, one that asks a slow network for minutes.
    """
    os._exit(0)


def take_its_place(start: Start) -> None:
    """Let a fresh process stand where this one was; it never comes back from here."""
    if sys.platform == "win32":
        subprocess.Popen(start.command, env=dict(start.environment), close_fds=True)
        os._exit(0)
    os.execve(start.command[0], list(start.command), dict(start.environment))
