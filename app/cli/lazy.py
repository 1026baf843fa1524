"""A group of commands that imports one only when it is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click

from app.cli.typed import text_alone

Section = dict[str, tuple[str, str]]


class LazyGroup(click.Group):
    """Commands in sections: of each its name, where it stands as `module:name`, what it does."""

    def __init__(self, *arguments: Any, sections: Mapping[str, Section], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._sections = sections
        self._places = {
            name: place for section in sections.values() for name, (place, _) in section.items()
        }

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        return list(self._places)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command with this name, or None."""
        if cmd_name not in self._places:
            return None
        module, _, name = self._places[cmd_name].partition(":")
        command: click.Command = getattr(import_module(module), name)
        return text_alone(command)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The sections as they stand in the table; their columns are of one width."""
        widest = max(map(len, self._places))
        for title, section in self._sections.items():
            rows = [(name.ljust(widest), does) for name, (_, does) in section.items()]
            with formatter.section(title):
                formatter.write_dl(rows)
