"""Commands on what opens a vault: new, passphrase, code."""

from __future__ import annotations

from pathlib import Path

import click

from app.cli.names import a_name
from app.cli.paths import A_FILE, naming
from app.cli.telling import or_refused, say
from app.cli.unlocking import new_passphrase, opened, passphrase, vault_options
from app.errors import Refused
from app.wiring.vaults.recovery import keep_slot_current, make_code
from app.wiring.vaults.shares_way import allow_shares, make_code_alone
from storage.keys import calibrate
from storage.rekeying import is_wanted
from storage.slots import change_passphrase
from storage.spaces.store import VaultSpaces
from storage.vault import make_vault, open_vault

_KEEP_CODE = (
    "Write the code on paper and keep it where you keep what matters, not with this PC: whoever "
    "has both opens the vault."
)
_ALONE = "No team’s shares open this vault from now on. Backups made before still open with them."


@click.command()
@vault_options
@click.option("--name", required=True, help="Your name, as colleagues see it on what you write.")
@click.option("--training", is_flag=True, help="For trials: takes made-up NHS numbers alone.")
@click.option("--code", "with_code", is_flag=True, help="Print a personal code, a way back in.")
def new(
    *, path: Path, name: str, training: bool, with_code: bool, passphrase_file: Path | None
) -> None:
    """Make a new vault in the folder PATH.

    With --code the personal code stands alone on standard output, this once.
    """
    person = a_name(name)
    words = passphrase(passphrase_file, confirm=True)
    with naming(path), make_vault(path, name=person, passphrase=words, training=training) as one:
        code = make_code(one) if with_code else ""
    ready = f"The vault is ready in {path}."
    if with_code:
        with or_refused("vault.code_unseen"):
            click.echo(code)
        say(f"{ready} {_KEEP_CODE}")
        return
    click.echo(ready)
    say(
        "A forgotten passphrase has no way back yet. For one, make a personal code with: "
        "yarrow vault code PATH. Or join a team that has a recovery set."
    )


@click.command("passphrase")
@vault_options
@click.option(
    "--new-passphrase-file",
    "new_file",
    type=A_FILE,
    help="Read the new passphrase from this file; else it is asked for twice.",
)
@click.option("--new-key", is_flag=True, help="Somebody may know the old one: new vault key too.")
def passphrase_(
    *, path: Path, new_file: Path | None, new_key: bool, passphrase_file: Path | None
) -> None:
    """Change the passphrase; the old one opens nothing here any more.

    With --new-key a copy of the vault's key that somebody made opens nothing either. A personal
    code ends with it.
    """
    with opened(path, passphrase_file) as one:
        words = new_passphrase(new_file)
        name = VaultSpaces(one).person().name
        change_passphrase(one, words, kdf=calibrate(), name=name, new_key=new_key)
    if new_key:
        with open_vault(path, words) as one:
            is_left = one.read(lambda reading: is_wanted(reading.connection)).result()
            keep_slot_current(one)
        if is_left:
            raise Refused("vault.key_later")
    click.echo("The new passphrase is in force. Backups made before still open with the old one.")


@click.command()
@vault_options
@click.option(
    "--alone/--with-shares",
    default=None,
    help="Whether the code is the only way back, and no team's recovery shares are.",
)
def code(*, path: Path, alone: bool | None, passphrase_file: Path | None) -> None:
    """Print a personal code that opens the vault if the passphrase is forgotten.

    It is shown this once, and the one before opens nothing any more. A space for named people may
    ask for a code alone; --with-shares takes that back.
    """
    with opened(path, passphrase_file) as one:
        if alone is False:
            allow_shares(one)
        made = make_code_alone(one) if alone else make_code(one)
        keep_slot_current(one)
    with or_refused("vault.code_unseen"):
        click.echo(made)
    say(f"{_KEEP_CODE} {_ALONE}" if alone else _KEEP_CODE)
