"""Where a command's vault and passphrase come from."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from app.errors import Refused
from storage.vault import Vault, open_vault

PASSPHRASE_FILE = "YARROW_PASSPHRASE_FILE"

Command = Callable[..., Any]


def vault_options(command: Command) -> Command:
    """The argument PATH and the option for the passphrase, alike for every command on a vault."""
    command = click.option(
        "--passphrase-file",
        type=click.Path(path_type=Path, dir_okay=False),
        help=f"Read the passphrase from this file. Else from the file that {PASSPHRASE_FILE} "
        "names, else it is asked for.",
    )(command)
    return click.argument("path", type=click.Path(path_type=Path))(command)


def passphrase(file: Path | None, *, confirm: bool = False) -> str:
    """The passphrase from the file given, the environment's, or a prompt.

    The file's last line end is dropped. Raises Refused `vault.passphrase_file`.
    """
    named = os.environ.get(PASSPHRASE_FILE)
    if file is None and named:
        file = Path(named)
    if file is None:
        return str(
            click.prompt("Passphrase", hide_input=True, confirmation_prompt=confirm, err=True)
        )
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Refused("vault.passphrase_file", path=str(file)) from error
    return text.removesuffix("\n").removesuffix("\r")


@contextmanager
def opened(path: Path, file: Path | None) -> Iterator[Vault]:
    """The vault at this path, open while the command runs."""
    vault = open_vault(path, passphrase(file))
    try:
        yield vault
    finally:
        vault.close()
