"""The table of commands, and how each ends: 0 done, 1 refused, 2 wrong usage."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import suppress
from io import TextIOWrapper

import click

from app.cli.closed_output import fail_where_output_is_closed
from app.cli.lazy import LazyGroup, Section
from app.cli.misuse import tell_misuse
from app.cli.stopping import every_stop_alike
from app.cli.telling import say, told
from app.errors import YarrowError
from sync.streams import let_go_of_output

# What each does stands here too, so that the list of all imports none of them.
SECTIONS: dict[str, Section] = {
    "Vaults and trials": {
        "vault": ("app.cli.vaults:vault", "Make a vault, check it, measure it."),
        "trial": ("app.cli.trial:trial", "Make a training vault filled with made-up people."),
        "demo": ("app.cli.demo:demo", "Show a made-up team and caseload."),
    },
    "Records": {
        "add": ("app.cli.recording:add", "Save records, one JSON object a line."),
        "edit": ("app.cli.recording:edit", "Change fields of one record."),
        "show": ("app.cli.reading:show", "Show one record."),
        "list": ("app.cli.reading:list_", "List the records of a kind."),
        "find": ("app.cli.reading:find", "Find records by words."),
        "import": ("app.cli.importing:import_", "Save the rows of a spreadsheet, all or none."),
        "attach": ("app.cli.attaching:attach", "Attach a file to a person's file."),
        "attachment": ("app.cli.attaching:attachment", "Save a copy of an attachment."),
        "history": ("app.cli.histories:history_", "Show all that happened to one record."),
        "clashes": ("app.cli.settling:clashes", "List what has several versions."),
        "settle": ("app.cli.settling:settle", "Settle one of them."),
        "same": ("app.cli.doubles:same", "Show two files of one person as one."),
        "apart": (
            "app.cli.doubles:apart",
            "Take a file out again, or say that two are two people.",
        ),
        "doubles": ("app.cli.doubles:doubles", "List files shown as one, and that look like it."),
    },
    "The team and its service": {
        "space": ("app.cli.spaces:space", "Share records with a team."),
        "invite": ("app.cli.spaces:invite", "Print a code with which one person can join."),
        "join": ("app.cli.spaces:join", "Join the space that a code invites to."),
        "admit": ("app.cli.admitting:admit", "Admit a PC that joined at a distance."),
        "sync": ("app.cli.syncing:sync", "Exchange what is new with the service, once."),
        "devices": ("app.cli.syncing:devices", "List the devices of the vault's spaces."),
        "move": ("app.cli.moving:move", "Move a person's file into another space."),
        "role": ("app.cli.admitting:role", "Give a colleague another role."),
        "remove-device": ("app.cli.removing:remove_device", "Remove a PC, with a new key."),
        "rotate": ("app.cli.removing:rotate", "Begin a new key for everyone in the space."),
        "send-key": ("app.cli.removing:send_key", "Hand the newest key to a PC again."),
        "lease": ("app.cli.leasing:lease", "How long a space is read here; open it by phone."),
        "ward": ("app.cli.ward:ward", "Let anybody on a ward record for the team."),
    },
    "Other teams": {
        "introduce": ("app.cli.introducing:introduce", "Introduce another team, or take its code."),
        "teams": ("app.cli.introducing:teams", "List the teams that yours was introduced to."),
        "team-kind": ("app.cli.introducing:team_kind_", "Say what an introduced team is."),
        "part": ("app.cli.introducing:part_", "End the introduction to a team."),
        "refer": ("app.cli.referring:refer", "Refer somebody to another team, or to our own."),
        "refer-again": ("app.cli.referring_again:refer_again", "Send one that a lost PC holds."),
        "inbox": ("app.cli.inbox:inbox_", "List the referrals that came."),
        "answer": ("app.cli.referring:answer", "Answer a referral, or take one back."),
        "kept-apart": ("app.cli.kept_apart:kept_apart", "Decide on what came and was kept apart."),
    },
    "What a lead decides": {
        "settings": ("app.cli.settings:settings", "Show and change what the team sets for itself."),
        "policy": ("app.cli.governing:policy", "Change what holds for everyone in a space."),
        "held": ("app.cli.holding:held", "List what waits for a lead's decision."),
        "adopt": ("app.cli.holding:adopt", "Let held entries count."),
        "discard": ("app.cli.holding:discard", "Say that held entries never count."),
        "go-on": ("app.cli.renewing:go_on_", "Let history go on without what a service lost."),
        "erase": ("app.cli.erasing:erase", "Erase a file for the whole team."),
        "erasures": ("app.cli.erasing:erasures", "List what was erased, and who has done it."),
        "keep": ("app.cli.erasing:keep", "Take back another lead's erasure."),
        "hold": ("app.cli.erasing:hold", "Put a file on hold, or let go of it."),
        "retention": ("app.cli.retaining:retention", "List files that need be kept no longer."),
        "shares": ("app.cli.shares:shares", "Recovery shares: new, check, recover."),
        "recover": ("app.cli.leading:recover", "Become a lead with two recovery shares."),
    },
    "Who sees what": {
        "log": ("app.cli.access:log", "Show who looked at what."),
        "sensitive": ("app.cli.sensitivity:sensitive", "Mark a file sensitive, or no longer."),
        "keep-out": (
            "app.cli.keeping_out:keep_out",
            "Keep a colleague out of a file, or let one in.",
        ),
    },
    "What leaves": {
        "report": ("app.cli.reporting:report", "Show or save a quarter in figures."),
        "export": ("app.cli.exporting:export", "Save whole files for somebody outside Yarrow."),
    },
}
COMMANDS = {name: entry for section in SECTIONS.values() for name, entry in section.items()}
_ENDS = (
    "PATH is the folder of a vault. A command ends with 0 if it is done, 1 if it is refused (a "
    "line on standard error says why), 2 if it is used wrongly. With --json standard output holds "
    "one JSON value and nothing else."
)
_OUTPUT_CLOSED = (
    "What was printed could not be passed on to its end. What was told as saved is safe."
)
_STOPPED = "Stopped. What was told as saved is safe."


def _show_version(
    ctx: click.Context,
    _: click.Parameter,
    wanted: bool,  # noqa: FBT001 - click's own
) -> None:
    if wanted:
        # Reading what is installed imports more than the rest of this module does.
        from app.cli.version import shown

        click.echo(f"yarrow {shown()}")
        ctx.exit()


@click.command(
    cls=LazyGroup,
    sections=SECTIONS,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=_ENDS,
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_version,
    help="Show the version and exit.",
)
def program() -> None:
    """Record domestic abuse found in health settings, safely. Without a command, opens it."""


def run(arguments: Sequence[str]) -> int:
    """Run one command and give its exit code; a refusal is one line on stderr."""
    fail_where_output_is_closed()
    _print_utf8()
    try:
        with every_stop_alike(), program.make_context("yarrow", list(arguments)) as context:
            program.invoke(context)
        if sys.stdout is not None:
            sys.stdout.flush()
    except click.exceptions.Exit as ended:
        return ended.exit_code
    except click.UsageError as error:
        with suppress(OSError):
            tell_misuse(error)
        let_go_of_output()
        return 2
    except (click.Abort, click.ClickException, YarrowError, OSError, KeyboardInterrupt) as error:
        with suppress(OSError):
            say(_refusal(error))
        let_go_of_output()
        return 1
    return 0


def _refusal(error: BaseException) -> str:
    if isinstance(error, YarrowError):
        return told(error)
    if isinstance(error, click.ClickException):
        return error.format_message()
    if not isinstance(error, OSError):
        return _STOPPED
    if error.filename is None:  # `naming` names a file that is written
        return _OUTPUT_CLOSED
    reason = error.strerror or "the system refused it"
    return f"The file or folder {error.filename} cannot be used: {reason}."


def _print_utf8() -> None:
    """What is piped on or kept in a file is UTF-8 on every system, whatever its code page."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
