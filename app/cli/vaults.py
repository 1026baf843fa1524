"""Commands on a vault as a whole: new, passphrase, code, verify, digest, stats; others join."""

from __future__ import annotations

from pathlib import Path

import click

from app.cli import json_text
from app.cli.backing_up import backup, repair, restore
from app.cli.names import a_name
from app.cli.paths import A_PATH
from app.cli.telling import say, told
from app.cli.unlocking import new_passphrase, opened, passphrase, vault_options
from app.errors import Damaged, Refused
from app.wiring.site.file import site_here
from app.wiring.vaults.recovery import keep_slot_current, make_code
from app.wiring.vaults.shares_way import allow_shares, make_code_alone
from app.wiring.vaults.support import facts_of, facts_of_closed, problems_in_words, write_facts
from storage.keys import calibrate
from storage.opening import pc_clock
from storage.rekeying import is_wanted
from storage.slots import change_passphrase
from storage.spaces.store import VaultSpaces
from storage.vault import make_vault, open_vault

_KEEP_CODE = (
    "Write the code on paper and keep it where you keep what matters, not with this PC: whoever "
    "has both opens the vault."
)
_ALONE = "No team’s shares open this vault from now on. Backups made before still open with them."


@click.group()
def vault() -> None:
    """Make a vault, check it, measure it."""


vault.add_command(backup)
vault.add_command(restore)
vault.add_command(repair)


@vault.command()
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
    with make_vault(path, name=person, passphrase=words, training=training) as one:
        code = make_code(one) if with_code else ""
    ready = f"The vault is ready in {path}."
    if with_code:
        say(f"{ready} {_KEEP_CODE}")
        click.echo(code)
        return
    click.echo(ready)
    say(
        "A forgotten passphrase has no way back yet. For one, make a personal code with: "
        "yarrow vault code PATH. Or join a team that has a recovery set."
    )


@vault.command("passphrase", short_help="Change the passphrase.")
@vault_options
@click.option(
    "--new-passphrase-file",
    "new_file",
    type=A_PATH,
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


@vault.command(short_help="Print a personal code, a way back in.")
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
    say(f"{_KEEP_CODE} {_ALONE}" if alone else _KEEP_CODE)
    click.echo(made)


@vault.command(short_help="Check all of it; say what is damaged and what is safe.")
@vault_options
def verify(*, path: Path, passphrase_file: Path | None) -> None:
    """Check every page, change and digest, and say in words what is damaged and what is safe."""
    try:
        with opened(path, passphrase_file) as one:
            findings, of_objects = one.verify(), one.verify_objects()
    except Damaged as error:
        # The usual sentence for this one sends people here.
        raise Damaged("vault.unreadable") if error.code == "vault.damaged" else error from error
    for finding in (*findings, *of_objects):
        click.echo(told(finding))
    if of_objects and not findings:
        raise Damaged("attachment.findings", count=len(of_objects))
    if findings:
        raise Damaged("vault.findings", count=len(findings))
    click.echo("All is well: every page, change and digest is what was written.")


@vault.command()
@vault_options
def digest(*, path: Path, passphrase_file: Path | None) -> None:
    """Print the digest: alike in two vaults that hold the same."""
    with opened(path, passphrase_file) as one:
        click.echo(one.digest())


@vault.command()
@vault_options
@click.option("--json", "as_json", is_flag=True, help="Print one JSON value.")
@click.option(
    "--support",
    type=A_PATH,
    metavar="FILE",
    help="Write facts that a help desk may have, and nothing anybody recorded, into a new file.",
)
def stats(*, path: Path, as_json: bool, support: Path | None, passphrase_file: Path | None) -> None:
    """Print counts and sizes, without content."""
    if support is not None:
        _write_support(path, support, passphrase_file, as_json=as_json)
        return
    with opened(path, passphrase_file) as one:
        numbers = one.statistics()
    if as_json:
        json_text.echo(numbers)
        return
    for name, number in numbers.items():
        click.echo(f"{name}: {number}")


def _write_support(path: Path, file: Path, passphrase_file: Path | None, *, as_json: bool) -> None:
    """Write the file even of a vault that is damaged: there it is needed most."""
    site = site_here()
    if file.exists():
        raise Refused("vault.support_exists", path=str(file))
    try:
        with opened(path, passphrase_file) as one:
            facts = facts_of(one, site, now_ms=pc_clock())
    except Damaged as error:
        write_facts(file, facts_of_closed(path, site, error, now_ms=pc_clock()))
        raise
    write_facts(file, facts)
    if as_json:
        json_text.echo(facts)
    else:
        click.echo(f"Facts for the help desk are in {file}. Nothing that anybody recorded is.")
    for problem in problems_in_words(site):
        click.echo(problem, err=True)
