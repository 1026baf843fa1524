"""Paths as they are given on the command line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click


class _Place(click.Path):
    """A path under the name that the help gives it."""

    def __init__(self, name: str) -> None:
        # What stands there is for the command to find out: click would call a folder that may not
        # be read a wrong use, and not say why.
        super().__init__(path_type=Path, readable=False)
        self.name = name


A_PATH = _Place("path")  # the folder of a vault, and nothing else
A_FILE = _Place("file")
A_FOLDER = _Place("dir")


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """Give an error of the disk that names no file the name of the one that is written here."""
    try:
        yield
    except OSError as error:
        if error.filename is None:
            error.filename = str(path)
        raise
