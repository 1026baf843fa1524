"""The command `shares`: a new recovery set, whether a share is good, and the way back in."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

import click

from app.cli.inputs import line_that_says_something
from app.cli.paths import A_FILE, A_FOLDER, A_PATH
from app.cli.share_files import read_file, written
from app.cli.telling import or_refused, say
from app.cli.unlocking import opened, passphrase, passphrase_option
from app.errors import Refused
from app.usecases.recovering import How
from app.wiring.vaults import recovery
from app.wiring.vaults.recovery import KeyOf, MadeSet, ShareState
from storage.spaces.store import VaultSpaces
from sync.protocol.codes import read_code
from sync.protocol.shares import NEEDED
from sync.runner import SyncLane

_NOT_GOOD = {ShareState.RETIRED: "space.share_retired", ShareState.OTHER: "space.share_other"}
_NEW = (
    "The new recovery set is in force, and all sets before it are retired. Give each share to "
    "another person, on paper; then destroy the old papers and any file of these words."
)
_GOOD = "This share is of the set in force. The rehearsal is noted; nothing was opened."


@click.command()
@click.argument("path", type=A_PATH)
@click.argument("what", type=click.Choice(["new", "check", "recover"]))
@click.option("--to", "folder", type=A_FOLDER, help="new: write files there.")
@click.option(
    "--share-file",
    "files",
    type=A_FILE,
    multiple=True,
    help="check, recover: read a share from this file; else from standard input, one a line.",
)
@click.option("--code", "by_code", is_flag=True, help="recover: with the personal code instead.")
@passphrase_option
def shares(
    *,
    path: Path,
    what: str,
    folder: Path | None,
    files: tuple[Path, ...],
    by_code: bool,
    passphrase_file: Path | None,
) -> None:
    """Recovery shares: make a new set, check one share, or open a vault with two.

    recover takes two shares or the personal code, and sets the passphrase given as the new one.
    """
    if what == "new":
        _new(path, folder, passphrase_file)
    elif what == "check":
        _check(path, files, passphrase_file)
    else:
        _recover(path, files, passphrase_file, by_code=by_code)


def _new(path: Path, folder: Path | None, passphrase_file: Path | None) -> None:
    with (
        opened(path, passphrase_file) as vault,
        SyncLane(VaultSpaces(vault)) as lane,
        ExitStack() as kept,
    ):
        made = recovery.make_set()
        if folder is not None:
            kept.enter_context(written(made.shares, folder))
        unsure = _put_in_force(lane, made)
        if unsure is None:
            recovery.keep_slot_current(vault)
    if folder is None:
        with or_refused("space.shares_unseen"):
            for share in made.shares:
                click.echo(share)
    if unsure is None:
        say(_NEW)
    else:
        raise unsure  # what was printed or written may be the only way back in


def _put_in_force(lane: SyncLane, made: MadeSet) -> Refused | None:
    """Put a set in force; gives the refusal that leaves open whether it is."""
    try:
        lane.set_recovery(made.set).result()
    except Refused as refused:
        if refused.code != "space.recovery_unsure":
            raise
        return refused
    return None


def _check(path: Path, files: Sequence[Path], passphrase_file: Path | None) -> None:
    (typed,) = _asked(files, count=1, what="Share")
    with opened(path, passphrase_file, input_is_taken=not files) as vault:
        state = recovery.rehearse(vault, typed)
    if state in _NOT_GOOD:
        raise Refused(_NOT_GOOD[state])
    click.echo(_GOOD)


def _recover(
    path: Path, files: Sequence[Path], passphrase_file: Path | None, *, by_code: bool
) -> None:
    key_of, how = way_of(files, by_code=by_code)
    words = passphrase(passphrase_file, confirm=True, input_is_taken=not files)
    with recovery.recover(path, key_of, words, how=how) as vault:
        if vault.is_read_only:
            raise Refused("vault.ways_read_only")
    click.echo(
        "The vault opens with the new passphrase. Colleagues in its spaces can see that it was "
        "opened this way."
    )


def way_of(files: Sequence[Path], *, by_code: bool = False) -> tuple[KeyOf, How]:
    """What opens a vault, from files that hold two shares or a code, else asked for."""
    first = _asked(files[:1], count=1, what="Code" if by_code else "First share")
    if by_code or _is_code(first[0]):
        return recovery.by_code(first[0]), "code"
    if files:
        second = _asked(files[1:2], count=1, what="Second share") if files[1:] else []
    else:
        second = _asked((), count=1, what="Second share")
    if len(second) < NEEDED - 1 or len(files) > NEEDED:
        raise Refused("vault.two_shares")
    return recovery.by_shares([*first, *second]), "shares"


def two_shares(files: Sequence[Path]) -> list[str]:
    """Two shares from files, else asked for."""
    if files and len(files) != NEEDED:
        raise Refused("vault.two_shares")
    if not files:
        return _asked((), count=NEEDED, what="Share")
    return [read_file(file) for file in files]


def _is_code(typed: str) -> bool:
    try:
        read_code(typed)
    except Refused:
        return False
    return True


def _asked(files: Sequence[Path], *, count: int, what: str) -> list[str]:
    """Shares from files, a hidden prompt, or lines of standard input; blank lines are none."""
    if files:
        if len(files) != count:
            raise Refused("input.one_share")
        return [read_file(file) for file in files]
    if sys.stdin is not None and sys.stdin.isatty():
        return [str(click.prompt(what, hide_input=True, err=True)) for _ in range(count)]
    found = [line_that_says_something() for _ in range(count)]
    if not all(found):
        raise Refused("input.no_share")
    return found
