"""The parcels of one space as an exchange sees them (`app.ports.parcels.ParcelStore`)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from app.domain.parcels import Arrived, Parcel, ParcelState
from app.errors import Refused, YarrowError
from app.ports import Session
from app.ports.parcels import Brought, Writing
from storage import parcel_rows, settings
from storage.connection import Connection
from storage.failures import is_of_vault
from storage.session import VaultSession
from storage.spaces.introductions import VaultIntroductions
from storage.spaces.team_logs import VaultTeamLogs
from storage.spaces.ward_pages import VaultWardPages
from storage.vault import Vault

T = TypeVar("T")
TakeIn = Callable[[Session], object]
MOST_APART = 200
_STRANGERS = b""
NOT_TAKEN = "parcels.not_taken"
_TO_SEND = """
    select id, team, answers, content, state, epoch, sealed from parcel_sent
    where space = ? and state in ('written', 'sent') and content <> x'' order by written_ms, id
"""
_KEEP_SEALED = "update parcel_sent set epoch = ?, sealed = ? where space = ? and id = ?"
_KEEP_STATE = """
    update parcel_sent set state = ?1, why = ?2,
        since_ms = case when state = ?1 then since_ms else ?3 end,
        content = case when ?1 = 'received' then x'' else content end,
        sealed = case when ?1 = 'received' then x'' else sealed end
    where space = ?4 and id = ?5 and state <> 'received' and (state <> ?1 or why <> ?2)
"""
_HOUR_MS = 3_600_000
# A parcel that answers one of ours stands among those that arrived, on every PC of the team.
_UNANSWERED = """
    select p.team, max(p.why) from parcel_sent p
    where p.space = ? and p.state = 'received' and p.answers is null
        and (p.why <> '' or not exists (
            select 1 from parcel_arrived a where a.space = p.space and a.sender = p.team
                and a.answers = p.id and a.state <> 'apart'
        ))
    group by p.team order by p.team
"""
_KEEP_UNANSWERED = """
    with told as (
        select answers from parcel_arrived
        where space = ?1 and sender = ?2 and state <> 'apart' and answers is not null
    )
    update parcel_sent set why = iif(id in (select answers from told), '', ?3)
    where space = ?1 and team = ?2 and state = 'received' and answers is null
        and why <> iif(id in (select answers from told), '', ?3)
"""
_STATE = "select state from parcel_arrived where space = ? and sender = ? and id = ?"
_ADD = """
    insert into parcel_arrived (
        space, sender, id, device, answers, content, epoch, sealed, came_ms, state, why
    ) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    on conflict do update set device = excluded.device, answers = excluded.answers,
        content = excluded.content, state = excluded.state, why = excluded.why
    where parcel_arrived.state = 'apart' and parcel_arrived.sealed = excluded.sealed
        and (parcel_arrived.content = x'' or parcel_arrived.why = 'parcels.door_not_vouched')
"""
_APART = """
    select a.sender, count(*), a.sender = ?2 or exists (
        select 1 from team t where t.space = a.space and t.team = a.sender
    )
    from parcel_arrived a
    where a.space = ?1 and a.state = 'apart' and a.content = x'' and a.sealed <> x''
    group by a.sender
"""
_IS_KNOWN = "select ?1 = ?2 or exists (select 1 from team where space = ?3 and team = ?1)"
_TRY_AGAIN = """
    select id, sender, epoch, sealed, device, why from parcel_arrived
    where space = ? and state = 'apart' and sealed <> x''
        and (content = x'' or why = 'parcels.door_not_vouched')
    order by came_ms, id
"""
_TO_TELL = """
    select sender, id from parcel_arrived where space = ?1 and state = 'taken'
        and not exists (
            select 1 from change indexed by change_to_send
            where space = ?1 and status in ('waiting', 'sealed', 'refused') and status <> 'refused'
        )
"""
_TELL_AGAIN = """
    update parcel_arrived set state = 'taken'
    where space = ? and sender = ? and id = ? and state = 'told'
"""
_KEEP_TOLD = """
    update parcel_arrived set state = 'told'
    where space = ? and sender = ? and id = ? and state = 'taken'
"""


class VaultParcelStore(VaultTeamLogs):
    """Parcels of an open vault's space; `take_in` makes records of what arrived."""

    def __init__(self, vault: Vault, *, nr: int, id: bytes, take_in: TakeIn | None) -> None:
        super().__init__(vault, nr=nr)
        self._id, self._take_in = id, take_in

    @property
    def introductions(self) -> VaultIntroductions:
        """Introductions of the space that are under way here."""
        return VaultIntroductions(self._vault, space=self._id)

    @property
    def ward_pages(self) -> VaultWardPages:
        """What is left for the ward PCs of the space."""
        return VaultWardPages(self._vault, space=self._id)

    def to_send(self) -> list[Writing]:
        """What was written and not sent, or sent and not received."""
        rows = self._read(lambda each: each.execute(_TO_SEND, (self._nr,)).fetchall())
        return [
            Writing(
                Parcel(id, self._id, team, answers, *parcel_rows.unpack(content)),
                ParcelState(state),
                epoch,
                sealed,
            )
            for id, team, answers, content, state, epoch, sealed in rows
        ]

    def keep_sealed(self, id: bytes, epoch: int, sealed: bytes) -> None:
        """Commit sealed bytes before they are sent."""
        self._write(lambda rows: rows.execute(_KEEP_SEALED, (epoch, sealed, self._nr, id)))

    def keep_state(self, id: bytes, state: ParcelState, why: str = "") -> None:
        """Say how far a parcel came."""

        def keep(session: VaultSession) -> None:
            row = (state.value, why, session.now_ms(), self._nr, id)
            session.connection.execute(_KEEP_STATE, row)

        self._vault.write_here(keep)

    def unanswered(self) -> list[tuple[bytes, str]]:
        """The teams that received something and gave no answer, with why none will come."""
        return self._read(lambda rows: rows.execute(_UNANSWERED, (self._nr,)).fetchall())

    def may_ask(self, team: bytes, *, now_ms: int) -> bool:
        """Whether this was not asked about this team in the last hour; if so it is asked now."""
        name = f"team_asked/{self._nr}/{team.hex()}"
        last = self._read(lambda rows: settings.read(rows, name))
        if isinstance(last, int) and abs(now_ms - last) < _HOUR_MS:
            return False
        self._write(lambda rows: settings.write(rows, name, now_ms))
        return True

    def keep_unanswered(self, team: bytes, why: str) -> None:
        """Say of all that a team received and did not answer why no answer will come."""
        self._write(lambda rows: rows.execute(_KEEP_UNANSWERED, (self._nr, team, why)))

    def knows(self, sender: bytes, id: bytes) -> bool:
        """Whether a parcel came here before."""
        row = self._read(lambda rows: rows.execute(_STATE, (self._nr, sender, id)).fetchone())
        return row is not None

    def is_settled(self, sender: bytes, id: bytes) -> bool:
        """Whether the records of one are received, or a person let one go that was apart."""
        row = self._read(lambda rows: rows.execute(_STATE, (self._nr, sender, id)).fetchone())
        return row is not None and row[0] in ("told", "dropped")

    def came_before(self, listed: Sequence[tuple[bytes, bytes]]) -> set[tuple[bytes, bytes]]:
        """Which of these came here before; a word that the service has forgotten is told again."""
        found = self._read(
            lambda rows: {
                each: row[0]
                for each in listed
                if (row := rows.execute(_STATE, (self._nr, *each)).fetchone()) is not None
            }
        )
        again = [(self._nr, *each) for each, state in found.items() if state == "told"]
        if again:
            self._write(lambda rows: rows.executemany(_TELL_AGAIN, again))
        return set(found)

    def bring(self, brought: Sequence[Brought]) -> None:
        """Keep what the service handed out; of what proves nothing, beyond so many, that it came.

        So many of each team that is known here, and of all others together: what one sends in
        heaps takes nobody else's place. What is proven is kept whole, even if a person has to let
        it in: it is somebody's record.
        """

        def keep(session: VaultSession) -> None:
            rows = session.connection
            counted = self._apart(rows)
            for each in brought:
                whose = self._whose(rows, each.sender)
                counted[whose] += each.arrived is None
                is_kept = each.arrived is not None or counted[whose] <= MOST_APART
                kept = each if is_kept else _without_content(each)
                rows.execute(_ADD, self._row(kept, session.now_ms()))

        if brought:
            self._vault.write_here(keep)

    def _apart(self, rows: Connection) -> Counter[bytes]:
        """How much is kept that proves nothing, by team; of those not known under no id."""
        counted: Counter[bytes] = Counter()
        for sender, count, is_known in rows.execute(_APART, (self._nr, self._id)):
            counted[sender if is_known else _STRANGERS] += count
        return counted

    def _whose(self, rows: Connection, sender: bytes) -> bytes:
        asked = (sender, self._id, self._nr)
        return sender if rows.execute(_IS_KNOWN, asked).fetchone()[0] else _STRANGERS

    def to_try_again(self) -> list[Brought]:
        """What was kept apart for a reason that may have passed."""
        rows = self._read(lambda each: each.execute(_TRY_AGAIN, (self._nr,)).fetchall())
        return [
            Brought(id, sender, epoch, sealed, None, device, why)
            for id, sender, epoch, sealed, device, why in rows
        ]

    def to_tell(self) -> list[tuple[bytes, bytes]]:
        """What was taken in and not told yet, if nothing of the space waits to be received."""
        return self._read(lambda rows: rows.execute(_TO_TELL, (self._nr,)).fetchall())

    def keep_told(self, told: Sequence[tuple[bytes, bytes]]) -> None:
        """The service holds this device's word for these."""
        self._write(lambda rows: rows.executemany(_KEEP_TOLD, [(self._nr, *each) for each in told]))

    def take_in(self) -> int:
        """Let use cases make records of what arrived; gives how many they could not."""
        take_in = self._take_in
        if take_in is None:
            return 0
        try:
            self._vault.write_here(lambda session: take_in(session))
        except Exception as error:
            if is_of_vault(error):
                raise
            failed = self._alone(take_in)
            if not failed and not isinstance(error, YarrowError):
                raise Refused("parcels.not_caught_up") from error
            if not failed:
                raise
            return failed
        return 0

    def _alone(self, take_in: TakeIn) -> int:
        """Each in a transaction of its own, those apart that it fails with; gives how many."""
        failed = 0
        for each in self._vault.read_here(lambda reading: reading.parcels.arrived()):
            if each.parcel.own == self._id:
                failed += self._is_apart(take_in, each)
        return failed

    def _is_apart(self, take_in: TakeIn, arrived: Arrived) -> bool:
        def work(session: VaultSession) -> None:
            session.only_parcel = (arrived.parcel.team, arrived.parcel.id)
            take_in(session)

        try:
            self._vault.write_here(work)
        except Exception as error:
            if is_of_vault(error):
                raise
            # What another team wrote must not stop ours.
            self._vault.write_here(lambda session: session.parcels.set_apart(arrived, NOT_TAKEN))
            return True
        return False

    def _row(self, brought: Brought, now_ms: int) -> tuple[object, ...]:
        parcel = brought.arrived
        content = b""
        if parcel is not None:
            content = parcel_rows.pack(parcel, sealed_ms=brought.sealed_ms)
        return (
            self._nr,
            brought.sender,
            brought.id,
            brought.device,
            None if parcel is None else parcel.answers,
            content,
            brought.epoch,
            brought.sealed,
            now_ms,
            "apart" if brought.why else "arrived",
            brought.why,
        )


def _without_content(brought: Brought) -> Brought:
    return replace(brought, sealed=b"", arrived=None)
