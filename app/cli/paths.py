"""Paths as they are given on the command line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

# What stands at the path is for the command to find out: click would call a folder that may not
# be read a wrong use, and not say why.
A_PATH = click.Path(path_type=Path, readable=False)


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """Give an error of the disk that names no file the name of the one that is written here."""
    try:
        yield
    except OSError as error:
        if error.filename is None:
            error.filename = str(path)
        raise
