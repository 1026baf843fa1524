"""Where a command's vault and passphrase come from."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from app.cli.inputs import line_of_input
from app.cli.paths import A_FILE, A_PATH
from app.errors import Refused
from app.wiring.team.in_force import put_settings_in_force
from storage.vault import Vault, open_vault

PASSPHRASE_FILE = "YARROW_PASSPHRASE_FILE"
_MOST_BYTES = 64 * 1024

Command = Callable[..., Any]


def vault_options(command: Command) -> Command:
    """The argument PATH and the option for the passphrase, alike for every command on a vault."""
    return click.argument("path", type=A_PATH)(passphrase_option(command))


def passphrase_option(command: Command) -> Command:
    """The option `--passphrase-file`."""
    return click.option(
        "--passphrase-file",
        type=A_FILE,
        help=f"Read the passphrase from this file. Else from the file that {PASSPHRASE_FILE} "
        "names, else it is asked for.",
    )(command)


def passphrase(file: Path | None, *, confirm: bool = False, input_is_taken: bool = False) -> str:
    """The passphrase from the file given, the environment's, or a prompt.

    `input_is_taken` says that standard input holds something else. The file's last line end is
    dropped. Raises Refused `vault.passphrase_file` for one that cannot be read,
    `vault.passphrase_not_text`, and `vault.passphrase_blank` where there is none, which counts as
    no wrong try.
    """
    named = os.environ.get(PASSPHRASE_FILE)
    if file is None and named:
        file = Path(named)
    if file is not None:
        words = _read(file)
    elif has_terminal():
        words = _asked("Passphrase", confirm=confirm)
    else:
        words = "" if input_is_taken else _line_of_input()
    if not words:
        raise Refused("vault.passphrase_blank", variable=PASSPHRASE_FILE)
    return words


def new_passphrase(file: Path | None) -> str:
    """A passphrase to come, from the file given, a prompt twice, or the next line of input.

    The environment's file is that of the old one. Raises Refused as `passphrase` does.
    """
    if file is not None:
        words = _read(file)
    elif has_terminal():
        words = _asked("New passphrase", confirm=True)
    else:
        words = _line_of_input()
    if not words:
        raise Refused("vault.new_passphrase_blank")
    return words


def has_terminal() -> bool:
    """Whether somebody can be asked, whatever standard input is."""
    if sys.stdin is not None and sys.stdin.isatty():
        return True
    try:
        os.close(os.open("/dev/tty", os.O_RDWR))
    except OSError:
        return False
    return True


@contextmanager
def opened(path: Path, file: Path | None, *, input_is_taken: bool = False) -> Iterator[Vault]:
    """The vault at this path, open while the command runs; `input_is_taken` as above."""
    vault = open_vault(path, passphrase(file, input_is_taken=input_is_taken))
    try:
        put_settings_in_force(vault)
        yield vault
    finally:
        vault.close()


def _read(file: Path) -> str:
    try:
        with file.open("rb") as stream:
            text = stream.read(_MOST_BYTES + 1).decode("utf-8-sig")
    except OSError as error:
        raise Refused("vault.passphrase_file", path=str(file)) from error
    except UnicodeDecodeError as error:
        raise Refused("vault.passphrase_not_text", path=str(file)) from error
    if len(text) > _MOST_BYTES:
        raise Refused("vault.passphrase_not_text", path=str(file))
    return _without_line_end(text)


def _asked(what: str, *, confirm: bool) -> str:
    return str(click.prompt(what, hide_input=True, confirmation_prompt=confirm, err=True))


def _line_of_input() -> str:
    return _without_line_end(line_of_input())


def _without_line_end(text: str) -> str:
    return text.removesuffix("\n").removesuffix("\r")
