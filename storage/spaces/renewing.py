"""Go back in the log of a space: what a service lost for good waits to be sent again."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, cast

from app.domain.encoding import Value
from app.ports.renewing import Rewind, Stated
from storage import settings
from storage.session import VaultSession
from storage.vault import Vault

# Of what others wrote a segment's worth goes as one save, and before what this PC wrote.
_BEFORE_OWN = -(1 << 40)
_WAIT_AGAIN = """
    update change set status = 'waiting', position = null, part = null,
        save = case when status = 'theirs' then ?3 + position else coalesce(save, ?3 + position) end
    where space = ?1 and position > ?2 and status in ('theirs', 'received')
"""
# Held entries that were adopted count from the place of the statement that let them in.
_NO_LONGER_ADOPTED = """
    update change set status = 'waiting', position = null, part = null, save = ?3 + position
    where space = ?1 and position in (
        select position from adopted where space = ?1 and at > ?2 and position <= ?2
    )
"""
_HELD_AGAIN = """
    update log set state = 'held' where space = ?1 and position in (
        select position from adopted where space = ?1 and at > ?2 and position <= ?2
    )
"""
_UNDECIDED = """
    update log set state = 'held'
    where space = ? and state = 'discarded' and position in (select value from json_each(?))
"""
_FORGET = (
    "delete from log where space = ? and position > ?",
    "delete from sealed_entry where space = ? and position > ?",
    "delete from adopted where space = ? and at > ?",
    "delete from adopted where space = ? and position > ?",
    "delete from change_again where space = ? and position > ?",
    # The numbers stay known, so that a segment that comes after all is this vault's own.
    "update receipt set position = 0 where space = ? and position > ?",
    # The lines stay; other entries will stand at these places.
    "update look set position = -position where space = ? and position > ?",
    "update heard set position = min(position, ?2), mark = null where space = ?1",
)
_SENT_ANEW = """
    update object_travel set sent_at = null where sent_at > ? and object in (
        select unhex(state ->> '$.object') from record where space = ? and kind = 'attachment'
    )
"""
_WAS_LOST = """
    select exists (
        select 1 from receipt where space = ? and incarnation = ? and seq = ? and position = 0
    )
"""
_KEEP_STATEMENTS = """
    insert or ignore into lost_statement (space, generation, position, entry)
    select ?1, m.generation, l.position, s.entry from log l
    join membership m on m.space = l.space
    join sealed_entry s on s.space = l.space and s.position = l.position
    where l.space = ?1 and l.state = 'statement' and l.state <> 'applied' and l.position > ?2
"""
_KEEP_KEYS = """
    insert or ignore into lost_key (space, generation, epoch, key)
    select ?1, m.generation, k.epoch, k.key from content_key k
    join membership m on m.space = k.space
    where k.space = ?1 and k.epoch in (select value from json_each(?2))
"""
_NO_LONGER_KEYS = """
    delete from content_key
    where space = ? and epoch in (select value from json_each(?))
"""
_BELONGS = "update device set removed_ms = null, role = ? where space = ? and id = ?"
_GONE = """
    update device set removed_ms = ?1 where space = ?2 and removed_ms is null
        and hex(id) in (select value from json_each(?3))
"""
_MOVE = """
    update membership set generation = ?, position = ?, running = ?, head = x'', mark = null,
        removed_at = case when removed_at > ?2 then null else removed_at end
    where space = ?4
"""


class VaultRenewing:
    """The log of a space of an open vault; see `app.ports.renewing.RenewingStore`."""

    _vault: Vault
    _nr: int

    def was_lost(self, incarnation: bytes, seq: int) -> bool:
        """Whether the receipt for a segment was found to be for nothing."""
        asked = (self._nr, incarnation, seq)
        return self._vault.read_here(
            lambda reading: bool(reading.connection.execute(_WAS_LOST, asked).fetchone()[0])
        )

    def stated(self) -> list[Stated]:
        """What was stated here and not yet read back."""
        kept = self._vault.read_here(lambda each: settings.read(each.connection, self._stated))
        return [Stated(*row) for row in cast("list[list[Any]]", kept or [])]

    def keep_stated(self, stated: Sequence[Stated]) -> None:
        """Keep these, in the place of those before."""
        rows: list[Value] = [[each.generation, each.entry, each.receipt] for each in stated]
        self._vault.write_here(lambda each: settings.write(each.connection, self._stated, rows))

    @property
    def _stated(self) -> str:
        return f"stated/{self._nr}"

    def rewind(self, rewind: Rewind) -> None:
        """Forget the places above a position, in one transaction."""
        self._vault.write_here(lambda session: _rewind(session, self._nr, rewind))


def _rewind(session: VaultSession, space: int, rewind: Rewind) -> None:
    rows, at = session.connection, (space, rewind.position)
    lost_epochs = json.dumps(list(rewind.lost_epochs))
    rows.execute(_KEEP_STATEMENTS, at)
    rows.execute(_KEEP_KEYS, (space, lost_epochs))
    rows.execute(_NO_LONGER_KEYS, (space, lost_epochs))
    rows.execute(_NO_LONGER_ADOPTED, (*at, _BEFORE_OWN))
    rows.execute(_HELD_AGAIN, at)
    rows.execute(_UNDECIDED, (space, json.dumps(list(rewind.undecided))))
    rows.execute(_WAIT_AGAIN, (*at, _BEFORE_OWN))
    for sql in _FORGET:
        rows.execute(sql, at)
    rows.execute(_SENT_ANEW, (rewind.position, space))
    for device, role in rewind.present.items():
        rows.execute(_BELONGS, (role, space, device))
    gone = [id.hex().upper() for id in rewind.gone]
    rows.execute(_GONE, (session.now_ms(), space, json.dumps(gone)))
    rows.execute(_MOVE, (rewind.generation, rewind.position, rewind.running, space))
    settings.write(rows, f"looks_tried/{space}", [0, 0])
