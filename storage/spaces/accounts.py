"""How the last exchange of a space went, the newest receipt, and what was refused."""

from __future__ import annotations

from collections.abc import Sequence

from app.ports.accounts import Account, KeptReceipt
from storage import settings
from storage.connection import Connection

_NEWEST = """
    select r.position, r.receipt, m.signing, l.hash, s.entry from receipt r
    join membership m on m.space = r.space
    left join log l on l.space = r.space and l.position = r.position
    left join sealed_entry s on s.space = r.space and s.position = r.position
    where r.space = ? and r.position > 0 order by r.position desc limit 1
"""
# The index holds few rows; SQLite takes it only for the very words that it was made with.
_UNSENT = """
    select c.record from change c indexed by change_to_send
    where c.status in ('waiting', 'sealed', 'refused')
    group by c.record order by min(c.status <> 'refused'), min(c.ms), c.record limit ?
"""


def keep(connection: Connection, space: int, account: Account) -> None:
    """Keep how an exchange went, in place of the one before."""
    parts = [account.sent, account.received, account.refused, account.took_ms]
    settings.write(connection, _account(space), [*parts])


def read(connection: Connection, space: int) -> Account | None:
    """How the last exchange went, None before the first."""
    kept = settings.read(connection, _account(space))
    if not isinstance(kept, list):
        return None
    return Account(*(each for each in kept if isinstance(each, int)))


def keep_signed(connection: Connection, space: int, *, position: int, records: int) -> None:
    """Keep for how many records the newest receipt is."""
    settings.write(connection, _signed(space), [position, records])


def newest_receipt(connection: Connection, space: int) -> KeptReceipt | None:
    """The receipt with the greatest position, None if the service signed for nothing yet."""
    row = connection.execute(_NEWEST, (space,)).fetchone()
    if row is None:
        return None
    position, receipt, signing, hash, entry = row
    records = _records(connection, space, position)
    return KeptReceipt(position, receipt, signing, hash, entry, records)


def unsent(connection: Connection, most: int) -> Sequence[int]:
    """Row numbers of records without all their receipts: refused ones first, then the oldest."""
    return [row[0] for row in connection.execute(_UNSENT, (most,))]


def _records(connection: Connection, space: int, position: int) -> int:
    kept = settings.read(connection, _signed(space))
    is_of_it = isinstance(kept, list) and len(kept) == 2 and kept[0] == position
    records = kept[1] if isinstance(kept, list) and is_of_it else 0
    return records if isinstance(records, int) else 0


def _account(space: int) -> str:
    return f"exchange/{space}"


def _signed(space: int) -> str:
    return f"signed/{space}"
