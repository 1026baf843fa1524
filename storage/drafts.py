"""What is being typed and not yet saved."""

from __future__ import annotations

from typing import cast

from app.domain.encoding import Value, decode, encode
from app.ports import Draft
from storage.connection import Connection

_KEEP = """
    insert or replace into draft (id, form, subject, answers, place, kept_ms)
    values (?, ?, ?, ?, ?, ?)
"""
_DROP = "delete from draft where id = ?"
_ALL = "select id, form, subject, answers, place, kept_ms from draft order by kept_ms desc, id"
_ANY = "select exists (select 1 from draft)"


def keep(connection: Connection, draft: Draft) -> None:
    """Keep a draft in place of the one with its id."""
    answers = encode(draft.answers)
    row = (draft.id, draft.form, draft.subject, answers, draft.place, draft.kept_ms)
    connection.execute(_KEEP, row)


def drop(connection: Connection, id: bytes) -> None:
    """Forget a draft."""
    connection.execute(_DROP, (id,))


def read_all(connection: Connection) -> list[Draft]:
    """All drafts, newest first."""
    return [
        Draft(id, form, subject, cast("dict[str, Value]", decode(answers)), place, kept_ms)
        for id, form, subject, answers, place, kept_ms in connection.execute(_ALL)
    ]


def is_any(connection: Connection) -> bool:
    """Whether a draft is kept."""
    return bool(connection.execute(_ANY).fetchone()[0])
