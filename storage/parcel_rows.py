"""Parcels and teams as rows of the vault: what use cases read and write of them."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any, cast

from app.domain.encoding import Value, decode, encode
from app.domain.parcels import Apart, Arrived, Carrier, Parcel, ParcelState, Sent, Team
from app.domain.records import Record
from app.domain.referral import ROAD
from app.errors import NotFound, Refused
from storage import space_rows
from storage.connection import Connection

ERASED = "parcels.erased"
MOST_BYTES = 240 * 1024
_TEAMS = """
    select t.team, s.id, t.name, t.phone, t.is_closed from team t join space s on s.nr = t.space
    order by t.is_closed, t.name collate nocase, t.team
"""
_TEAM = "select is_closed from team where space = ? and team = ?"
_SENT = """
    select p.id, s.id, p.team, p.state, p.why, p.since_ms, p.written_ms
    from parcel_sent p join space s on s.nr = p.space
"""
_BY_ID = " where p.id = ? and s.id = ?"
_IN_ORDER = " order by p.written_ms, p.id"
_HASH = "select hash from parcel_sent where space = ? and id = ?"
_WRITE = """
    insert into parcel_sent (
        space, id, team, subject, answers, content, hash, written_ms, state, since_ms
    ) values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 'written', ?8)
"""
_WITHDRAW = """
    delete from parcel_sent where space = ? and id = ? and state = 'written' and sealed = x''
"""
_LAST_ANSWER = """
    select p.state from parcel_sent p join space s on s.nr = p.space
    where p.answers = ? and s.id = ? order by p.written_ms desc limit 1
"""
_DROP_REFUSED = "delete from parcel_sent where space = ? and id = ? and state = 'refused'"
_ARRIVED = """
    select p.id, s.id, p.sender, p.answers, p.content, p.device, p.came_ms, p.why
    from parcel_arrived p join space s on s.nr = p.space
"""
_IN_ORDER_OF_COMING = " where p.state = 'arrived' order by p.came_ms, p.id"
_OF_APART = (
    " where p.state = 'apart' and p.content <> x'' and s.id = ? and p.sender = ? and p.id = ?"
)
_CARRIER = """
    select d.name, a.name, c.ms, d.is_own, d.removed_ms is not null from change c
    join device d on d.nr = c.device
    join author a on a.nr = d.author
    where c.id in (select unhex(value) from json_each(?)) order by c.at desc, c.id desc limit 1
"""
_LET_IN_BY_LEAD = """
    select c.id from change c
    join device d on d.nr = c.device and d.removed_ms is not null
    join adopted a on a.space = c.space and a.position = c.position
    where c.id in (select unhex(value) from json_each(?)) order by c.at desc, c.id desc limit 1
"""
_SETTLE = """
    update parcel_arrived set state = 'taken', content = x'', sealed = x''
    where space = ? and sender = ? and id = ? and state = 'arrived'
"""
_SET_APART = """
    update parcel_arrived set state = 'apart', why = ?
    where space = ? and sender = ? and id = ? and state = 'arrived'
"""
_APART = """
    select p.id, s.id, p.sender, p.why, p.came_ms, p.content <> x'', p.device
    from parcel_arrived p join space s on s.nr = p.space
    where p.state = 'apart' order by p.came_ms desc, p.id
"""
_LET_IN = """
    update parcel_arrived set state = 'arrived'
    where space = ? and sender = ? and id = ? and state = 'apart' and content <> x''
"""
_DROP = """
    update parcel_arrived set state = 'dropped', content = x'', sealed = x''
    where space = ? and sender = ? and id = ? and state = 'apart'
"""
# Nothing of it is sent any more. The row stays: a referral by who had not seen the erasure stays
# too, and says why it does not go.
_EMPTY = """
    update parcel_sent set content = x'', sealed = x'', why = ?1,
        state = case when state = 'written' then 'refused' else state end
    where subject = ?2 and space = coalesce(?3, space)
"""


class VaultParcels:
    """Teams and parcels within one transaction; see `app.ports.parcels.ParcelWriting`."""

    def __init__(
        self, connection: Connection, now_ms: int, *, only: tuple[bytes, bytes] | None = None
    ) -> None:
        self._connection, self._now_ms, self._only = connection, now_ms, only

    def teams(self) -> list[Team]:
        """The teams that this vault's spaces were introduced to."""
        rows = self._connection.execute(_TEAMS).fetchall()
        return [Team(id, own, name, phone, bool(ended)) for id, own, name, phone, ended in rows]

    def sent(self, id: bytes, own: bytes) -> Sent | None:
        """How far a parcel came that was written here."""
        row = self._connection.execute(_SENT + _BY_ID, (id, own)).fetchone()
        return None if row is None else _sent(*row)

    def all_sent(self) -> list[Sent]:
        """All that were written here, the oldest first."""
        return [_sent(*row) for row in self._connection.execute(_SENT + _IN_ORDER)]

    def carrier(self, record: Record) -> Carrier | None:
        """The PC that said last how far a referral's parcel came."""
        heads = json.dumps([head.hex() for head in record.heads.get(ROAD, ())])
        row = self._connection.execute(_CARRIER, (heads,)).fetchone()
        if row is None:
            return None
        pc, author, since_ms, is_here, is_gone = row
        return Carrier(pc, author, since_ms, bool(is_here), bool(is_gone))

    def is_answer_refused(self, parcel: bytes, own: bytes) -> bool:
        """Whether the last answer to a parcel that was written here was refused."""
        row = self._connection.execute(_LAST_ANSWER, (parcel, own)).fetchone()
        return row is not None and row[0] == ParcelState.REFUSED.value

    def let_in_by_lead(self, record: Record, field: str) -> bytes | None:
        """The change that set a field, if a removed PC wrote it and a lead let it count."""
        heads = json.dumps([head.hex() for head in record.heads.get(field, ())])
        row = self._connection.execute(_LET_IN_BY_LEAD, (heads,)).fetchone()
        return None if row is None else bytes(row[0])

    def arrived(self) -> list[Arrived]:
        """What is proven and not taken in yet."""
        rows = self._connection.execute(_ARRIVED + _IN_ORDER_OF_COMING).fetchall()
        found = [_arrived(*row) for row in rows]
        only = self._only
        return [each for each in found if only in (None, (each.parcel.team, each.parcel.id))]

    def apart(self) -> list[Apart]:
        """What was kept apart."""
        rows = self._connection.execute(_APART).fetchall()
        return [
            Apart(id, own, by, why, ms, bool(kept), device)
            for id, own, by, why, ms, kept, device in rows
        ]

    def content(self, apart: Apart) -> Arrived | None:
        """What one kept apart holds, if that is proven."""
        asked = (apart.own, apart.sender, apart.id)
        row = self._connection.execute(_ARRIVED + _OF_APART, asked).fetchone()
        return None if row is None else _arrived(*row)

    def write(self, parcel: Parcel, *, subject: bytes | None = None) -> None:
        """Let a parcel wait to be sent."""
        space = space_rows.space_nr(self._connection, parcel.own)
        content = pack(parcel)
        if len(content) > MOST_BYTES:
            raise Refused("parcels.too_large")
        hash = sha256(parcel.team + (parcel.answers or b"") + content).digest()
        known = self._connection.execute(_HASH, (space, parcel.id)).fetchone()
        if known is not None:
            if known[0] != hash:
                raise Refused("parcels.written_otherwise")
            return
        if parcel.team != parcel.own:
            self._require_open(space, parcel)
        row = (space, parcel.id, parcel.team, subject, parcel.answers, content, hash, self._now_ms)
        self._connection.execute(_WRITE, row)

    def withdraw(self, id: bytes, own: bytes) -> bool:
        """Take a parcel back, unless it may have left this PC."""
        space = space_rows.space_nr(self._connection, own)
        return self._connection.execute(_WITHDRAW, (space, id)).rowcount > 0

    def drop_refused(self, id: bytes, own: bytes) -> None:
        """Forget one that was refused."""
        space = space_rows.space_nr(self._connection, own)
        self._connection.execute(_DROP_REFUSED, (space, id))

    def settle(self, arrived: Arrived) -> None:
        """It was taken in."""
        self._connection.execute(_SETTLE, self._key(arrived))

    def set_apart(self, arrived: Arrived, why: str) -> None:
        """Keep it apart, whole."""
        self._connection.execute(_SET_APART, (why, *self._key(arrived)))

    def let_in(self, apart: Apart) -> bool:
        """Let one count that was kept apart."""
        space = space_rows.space_nr(self._connection, apart.own)
        let = self._connection.execute(_LET_IN, (space, apart.sender, apart.id))
        return let.rowcount > 0

    def drop(self, apart: Apart) -> None:
        """Let one go that was kept apart."""
        space = space_rows.space_nr(self._connection, apart.own)
        self._connection.execute(_DROP, (space, apart.sender, apart.id))

    def _key(self, arrived: Arrived) -> tuple[int, bytes, bytes]:
        parcel = arrived.parcel
        return space_rows.space_nr(self._connection, parcel.own), parcel.team, parcel.id

    def _require_open(self, space: int, parcel: Parcel) -> None:
        team = self._connection.execute(_TEAM, (space, parcel.team)).fetchone()
        if team is None:
            raise NotFound("parcels.no_such_team")
        if team[0]:
            raise Refused("parcels.ended")
        if not parcel.basis:
            raise Refused("parcels.no_basis")


def pack(parcel: Parcel, **beside: Value) -> bytes:
    """What of a parcel is kept in one value."""
    kept: dict[str, Value] = {"fields": dict(parcel.fields), "basis": dict(parcel.basis)}
    return encode({**kept, **beside})


def unpack(content: bytes) -> tuple[dict[str, Value], dict[str, Value]]:
    """The fields and the basis that `pack` packed."""
    kept = cast("dict[str, Any]", decode(content))
    return kept["fields"], kept["basis"]


def _sealed_ms(content: bytes) -> int | None:
    found = cast("dict[str, Any]", decode(content)).get("sealed_ms")
    return found if type(found) is int else None


def erase_of(connection: Connection, subject: bytes, space: int | None = None) -> None:
    """Forget what waits here about a file, and what was kept of it to be sent again: of one space,
    or of all.
    """
    connection.execute(_EMPTY, (ERASED, subject, space))


def _sent(
    id: bytes, own: bytes, team: bytes, state: str, why: str, since_ms: int, written_ms: int
) -> Sent:
    return Sent(id, own, team, ParcelState(state), why, since_ms, written_ms)


def _arrived(
    id: bytes,
    own: bytes,
    sender: bytes,
    answers: bytes | None,
    content: bytes,
    device: bytes,
    came_ms: int,
    why: str,
) -> Arrived:
    sealed_ms = _sealed_ms(content) or came_ms
    parcel = Parcel(id, own, sender, answers, *unpack(content))
    return Arrived(parcel, device, came_ms, sealed_ms, why)
