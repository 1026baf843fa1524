"""Paths as they are given on the command line."""

from __future__ import annotations

from pathlib import Path

import click

# What stands at the path is for the command to find out: click would call a folder that may not
# be read a wrong use, and not say why.
A_PATH = click.Path(path_type=Path, readable=False)
