"""Where the demonstration lives: a folder of its own, made afresh, never a person's vaults."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import platformdirs

from app.errors import Refused
from storage.process_lock import ProcessLock


@contextmanager
def fresh_place() -> Iterator[Path]:
    """An empty folder for this demonstration alone; what the last one left is taken away.

    Raises Refused `demo.is_open` while another demonstration of this user goes on.
    """
    folder = platformdirs.user_data_path("Yarrow demonstration", appauthor=False, roaming=False)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        lock = ProcessLock.take(folder)
    except Refused as error:
        raise Refused("demo.is_open") from error
    try:
        play = folder / "play"
        shutil.rmtree(play, ignore_errors=True)
        play.mkdir(mode=0o700)
        yield play
    finally:
        lock.release()
