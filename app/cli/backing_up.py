"""Commands that keep a vault and bring it back: backup, restore, repair."""

from __future__ import annotations

from pathlib import Path

import click

from app.cli.paths import A_FILE, A_PATH, naming
from app.cli.shares import way_of
from app.cli.telling import told
from app.cli.unlocking import opened, passphrase, passphrase_option, vault_options
from app.errors import Damaged, Refused
from storage.backup.making import make_backup
from storage.backup.repairing import Repaired, repair_vault
from storage.backup.restoring import Restored, Restoring
from storage.opening import pc_clock

_PART = (
    " Part of the vault could not be read when this backup was made, and is not in it. "
    "Keep older backups too."
)


@click.command()
@vault_options
@click.argument("file", type=A_FILE)
def backup(*, path: Path, file: Path, passphrase_file: Path | None) -> None:
    """Write the vault in PATH into FILE, encrypted, and check it by opening it."""
    if file.resolve().is_relative_to(path.resolve()):
        raise Refused("backup.inside")
    with opened(path, passphrase_file) as one:
        made = make_backup(one, file, made_ms=pc_clock())
    part = "" if made.is_whole else _PART
    click.echo(f"The backup is in {file}, and was checked by opening it.{part}")


@click.command()
@click.argument("file", type=A_FILE)
@click.argument("path", type=A_PATH)
@click.option(
    "--share",
    "shares",
    type=A_FILE,
    multiple=True,
    help="A recovery share in a file, given twice, or a personal code, in place of a passphrase.",
)
@passphrase_option
def restore(
    *, file: Path, path: Path, shares: tuple[Path, ...], passphrase_file: Path | None
) -> None:
    """Bring the backup FILE back into the folder PATH; newer work there stays."""
    with naming(path):
        if shares:
            key_of, how = way_of(shares)
            restored = Restoring(path).run(file, key_of, tried=f"wrong_{how}")
        else:
            restored = Restoring(path).run(file, passphrase(passphrase_file))
    click.echo(_told_restored(restored, path))


@click.command()
@vault_options
@click.option("--from", "file", type=A_FILE, help="Fill gaps from this backup.")
def repair(*, path: Path, file: Path | None, passphrase_file: Path | None) -> None:
    """Repair a damaged vault from its changes, a backup, and the service at its next exchange."""
    words = passphrase(passphrase_file)
    if file is not None:
        click.echo(_told_restored(Restoring(path).run(file, words), path))
        return
    try:
        repaired = repair_vault(path, words)
    except Damaged as error:
        # The usual sentence for this one sends people here.
        raise Damaged("vault.unreadable") if error.code == "vault.damaged" else error from error
    for finding in repaired.found:
        click.echo(told(finding))
    click.echo(_told_repaired(repaired, path))


def _told_restored(restored: Restored, path: Path) -> str:
    part = "" if restored.is_whole else _PART
    if restored.how == "new":
        return f"The vault is back in {path}, with {_changes(restored.changes)}.{part}"
    if restored.how == "added":
        return (
            f"What is in {path} stayed. From the backup came what it lacked: "
            f"{_changes(restored.changes)}.{part}"
        )
    return (
        f"The vault in {path} was damaged. All of it that can be read and the backup stand there "
        f"now, with {_changes(restored.changes)}. The damaged folder was kept: "
        f"{restored.aside}{part}"
    )


def _told_repaired(repaired: Repaired, path: Path) -> str:
    if repaired.aside is None:
        if not repaired.found:
            return "All is well: nothing had to be repaired."
        return "Everything was made again from the changes, which were all whole. Nothing is lost."
    back = (
        " What could not be read comes back from the service at the next exchange, as far as it "
        "was sent."
        if repaired.has_service
        else " What could not be read may be in a backup: yarrow vault restore FILE PATH"
    )
    return (
        f"The vault in {path} was made anew with what could be read: {_changes(repaired.changes)}."
        f"{back} The damaged folder was kept: {repaired.aside}"
    )


def _changes(number: int) -> str:
    return "1 change" if number == 1 else f"{number} changes"
