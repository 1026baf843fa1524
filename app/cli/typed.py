"""Words that a person typed after a command."""

from __future__ import annotations

import click

from app.errors import Refused


class _Typed(click.ParamType[str]):
    """Text that every record and log can hold."""

    name = "text"

    def convert(
        self, value: object, _param: click.Parameter | None, _ctx: click.Context | None
    ) -> str:
        """Put "?" for bytes that are not UTF-8: they come as lone surrogates, no text for us."""
        return str(value).encode("utf-8", "replace").decode()


class _Text(click.ParamType[str]):
    """Text that is what was meant, letter for letter: a kind, a name, an address."""

    name = "text"

    def convert(
        self, value: object, _param: click.Parameter | None, _ctx: click.Context | None
    ) -> str:
        """Raise Refused `input.typed_not_text` for bytes that are not UTF-8."""
        text = str(value)
        try:
            text.encode()
        except UnicodeEncodeError as error:
            raise Refused("input.typed_not_text") from error
        return text


TYPED = _Typed()
_TEXT = _Text()


def text_alone(command: click.Command) -> click.Command:
    """The command, whose arguments are text unless they say that they are something else."""
    for each in command.params:
        if each.type is click.STRING:
            each.type = _TEXT
    if isinstance(command, click.Group):
        for part in command.commands.values():
            text_alone(part)
    return command
