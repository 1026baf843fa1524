"""Folders and files as an administrator gives them on the command line."""

from __future__ import annotations

from pathlib import Path

import click

# What stands there is for the command to find out: click would call a folder that may not be read
# a wrong use, and tell it in four lines.
A_PLACE = click.Path(path_type=Path, readable=False)
A_FOLDER = click.argument("folder", metavar="DIR", type=A_PLACE)
A_FILE = click.argument("file", metavar="FILE", type=A_PLACE)
