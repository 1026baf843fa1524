"""Commands that save: add and edit."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import click

from app.cli import json_lines, json_text
from app.cli.ids import an_id
from app.cli.json_lines import Line
from app.cli.stopping import stop_later
from app.cli.telling import say, told
from app.cli.unlocking import opened, vault_options
from app.domain.encoding import Value
from app.errors import FormRefused, Refused, YarrowError
from app.ports import Session
from app.usecases import editing, recording
from storage.vault import Vault

Outcome = tuple[int, bytes | YarrowError]

_JSON = click.option("--json", "source", default="-", metavar="FILE", help="Read from FILE or -.")


@click.command()
@vault_options
@click.argument("kind")
@_JSON
@click.option("--space", default=None, metavar="SPACE", help="Where a new file goes.")
@click.pass_context
def add(
    ctx: click.Context,
    *,
    path: Path,
    kind: str,
    source: str,
    space: str | None,
    passphrase_file: Path | None,
) -> None:
    """Save records of KIND, one JSON object a line; each id is printed once it is durable.

    KIND is person, identification, note or another: a wrong one is told with all there are. Each
    object has the fields of its form, and `subject` for the file it belongs to; without, an
    identification or note opens a new file. A line that is refused is told with its number and
    field, and the others are saved.
    """
    where = None if space is None else an_id(space, digits=(64,))
    refused = 0
    with (
        json_lines.source(source) as stream,
        opened(path, passphrase_file, input_is_taken=source == "-") as vault,
    ):
        recording.require_kind(kind)  # a form pack of this vault may bring it
        for portion in json_lines.portions(stream):
            refused += _add_all(vault, partial(_add, kind=kind, space=where), portion)
    if refused:
        ctx.exit(1)


@click.command()
@vault_options
@click.argument("id")
@_JSON
def edit(*, path: Path, id: str, source: str, passphrase_file: Path | None) -> None:
    """Change fields of one record; {"entered_in_error": "reason"} puts it away.

    A key "reason" among the fields says why, and stays in the history.
    """
    record = an_id(id)
    answers = json_text.an_object(json_text.read(source))
    file, reason = _subject(answers), _reason(answers)
    with opened(path, passphrase_file, input_is_taken=source == "-") as vault:
        vault.write(
            lambda session: editing.edit(session, record, answers, subject=file, reason=reason)
        ).result()


def _add_all(vault: Vault, add: Callable[..., bytes], portion: list[Line]) -> int:
    """Save these lines in one transaction and tell of each; gives how many were refused."""

    def save(session: Session) -> list[Outcome]:
        return [(number, _outcome(session, add, line)) for number, line in portion]

    with stop_later():
        try:
            outcomes = vault.write(save).result()
        except YarrowError as error:
            if len(portion) > 1:  # what cannot be saved together may be saved alone
                return sum(_add_all(vault, add, [line]) for line in portion)
            outcomes = [(number, error) for number, _ in portion]
        return _tell(outcomes)


def _outcome(session: Session, add: Callable[..., bytes], line: bytes) -> bytes | YarrowError:
    """The id of the record that this line became, or why it was refused before it wrote."""
    try:
        return add(session, json_text.an_object(json_text.decoded(line)))
    except YarrowError as error:
        return error


def _add(session: Session, answers: dict[str, Value], *, kind: str, space: bytes | None) -> bytes:
    file = _subject(answers)
    return recording.record(session, kind, answers, subject=file, space=space).id


def _tell(outcomes: list[Outcome]) -> int:
    refused = 0
    for number, outcome in outcomes:
        if isinstance(outcome, YarrowError):
            say(f"line {number}: {told(outcome)}")
            refused += 1
        else:
            click.echo(outcome.hex())
    return refused


def _reason(answers: dict[str, Value]) -> str:
    """Why a record is changed, taken out of the object; raises FormRefused."""
    reason = answers.pop("reason", None)
    if reason is None:
        return ""
    editing.require_reason(reason, named="reason")
    return str(reason)


def _subject(answers: dict[str, Value]) -> bytes | None:
    """The file that an object names, taken out of it; raises FormRefused."""
    subject = answers.pop("subject", None)
    if subject is None:
        return None
    if not isinstance(subject, str):
        raise FormRefused({"subject": "wants_text"})
    try:
        return an_id(subject, digits=(32,))
    except Refused as error:
        raise FormRefused({"subject": "not_an_id"}) from error
