"""The table of commands, and how each ends: 0 done, 1 refused, 2 wrong usage."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module

import click

from app.errors import YarrowError
from resources.words import sentence

COMMANDS = {
    "demo": "app.cli.demo:demo",
    "trial": "app.cli.trial:trial",
    "vault": "app.cli.vaults:vault",
    "add": "app.cli.recording:add",
    "edit": "app.cli.recording:edit",
    "show": "app.cli.reading:show",
    "list": "app.cli.reading:list_",
    "find": "app.cli.reading:find",
    "log": "app.cli.reading:log",
    "clashes": "app.cli.settling:clashes",
    "settle": "app.cli.settling:settle",
    "space": "app.cli.spaces:space",
    "invite": "app.cli.spaces:invite",
    "join": "app.cli.spaces:join",
    "sync": "app.cli.syncing:sync",
    "devices": "app.cli.syncing:devices",
}


class LazyGroup(click.Group):
    """A group that imports a command only when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command with this name, or None."""
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(import_module(module), name)
        return command


@click.command(cls=LazyGroup)
@click.version_option(package_name="yarrow", message="%(prog)s %(version)s")
def program() -> None:
    """Record domestic abuse found in health settings, safely. Without a command, opens it."""


def run(arguments: Sequence[str]) -> int:
    """Run one command and give its exit code; a refusal is one line on stderr."""
    try:
        ended = program.main(args=list(arguments), prog_name="yarrow", standalone_mode=False)
    except click.UsageError as error:
        error.show()
        return 2
    except click.Abort:
        return _refused("Stopped. Nothing more was done.")
    except click.ClickException as error:
        return _refused(error.format_message())
    except YarrowError as error:
        return _refused(sentence(error))
    except OSError as error:
        reason = error.strerror or "the system refused it"
        return _refused(f"The file or folder {error.filename or ''} cannot be used: {reason}.")
    return ended if isinstance(ended, int) else 0


def _refused(text: str) -> int:
    click.echo(" ".join(text.split()), err=True)
    return 1
