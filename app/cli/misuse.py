"""A command that was not written as it takes it: what it takes, never what was typed."""

from __future__ import annotations

import click

_USAGE = "Usage: yarrow COMMAND [ARGS]..."
_TOO_MANY = "There is more than this command takes. Put words that belong together in quotes."
_PLAIN = (click.NoSuchOption, click.MissingParameter, click.BadOptionUsage)


class Misuse(click.UsageError):
    """A wrong use whose message is our own and holds nothing that was typed."""


def tell_misuse(error: click.UsageError) -> None:
    """Say on standard error how the command is used and what was wrong."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        error.show()
        return
    usage = _USAGE if error.ctx is None else error.ctx.get_usage()
    click.echo(usage, err=True)
    click.echo(_message(error), err=True)


def _message(error: click.UsageError) -> str:
    if isinstance(error, (Misuse, *_PLAIN)):
        return " ".join(error.format_message().split())
    if isinstance(error, click.BadParameter) and error.param is not None and error.ctx is not None:
        return (
            f"{_name(error.param)} does not take that; it takes {_taken(error.param, error.ctx)}."
        )
    if error.message.startswith(("No such command", "Missing command")):
        return "There is no such command here. With --help instead, all are shown."
    return _TOO_MANY


def _name(param: click.Parameter) -> str:
    return param.opts[0] if isinstance(param, click.Option) else param.human_readable_name.upper()


def _taken(param: click.Parameter, context: click.Context) -> str:
    if isinstance(param.type, click.Choice):
        return f"one of {', '.join(map(str, param.type.choices))}"
    if isinstance(param.type, click.IntRange):
        return f"whole numbers from {param.type.min}"
    if isinstance(param.type, click.types.IntParamType):
        return "a whole number"
    return param.make_metavar(context)
