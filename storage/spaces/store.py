"""The vault as exchanges, and the making and joining of spaces, see it (`app.ports.exchange`)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TypeVar

from app.domain.digest import Digest
from app.domain.travel import SMALL_BYTES
from app.errors import Refused
from app.ports.exchange import (
    Ended,
    EntryState,
    Evidence,
    Heard,
    LogEntry,
    Page,
    Received,
    Sealed,
    SpaceState,
    Waiting,
)
from storage import clock_reading, space_rows
from storage.connection import Connection
from storage.session import VaultSession
from storage.slots import ways_of
from storage.spaces import (
    accounts,
    clashing,
    copies,
    erasing,
    evidence,
    heard,
    log_rows,
    membership_rows,
    outgoing,
    pages,
)
from storage.spaces.entering import VaultEntering
from storage.spaces.erasures import VaultErasures
from storage.spaces.lease_rows import VaultLease
from storage.spaces.leaving import VaultLeaving
from storage.spaces.look_store import VaultLooks
from storage.spaces.object_store import VaultObjects
from storage.spaces.parcel_store import TakeIn, VaultParcelStore
from storage.spaces.place import place_of
from storage.spaces.renewing import VaultRenewing
from storage.vault import Vault

T = TypeVar("T")


class VaultSpaces(VaultEntering):
    """An open vault, for making and joining spaces; see `app.ports.entering.EnteringStore`.

    Contents of attachments of up to `small` bytes are fetched without being asked for; `take_in`
    makes records of the parcels that arrive.
    """

    def __init__(
        self, vault: Vault, *, small: int = SMALL_BYTES, take_in: TakeIn | None = None
    ) -> None:
        super().__init__(vault)
        self._small, self._take_in = small, take_in

    def place(self) -> bytes:
        """Which folder, PC and person this is, hashed."""
        return place_of(self._vault.path)

    def spaces(self) -> list[bytes]:
        """The ids of the spaces it belongs to, its home first."""
        return [id for _, id in _read(self._vault, membership_rows.spaces)]

    def space(self, id: bytes) -> VaultSpace:
        """One of them; raises NotFound `vault.no_such_space`."""
        nr = _read(self._vault, lambda rows: space_rows.space_nr(rows, id))
        return VaultSpace(self._vault, nr=nr, id=id)

    def objects(self, id: bytes) -> VaultObjects:
        """The attachments' contents in one of them; raises as `space` does."""
        nr = _read(self._vault, lambda rows: space_rows.space_nr(rows, id))
        return VaultObjects(self._vault, nr=nr, small=self._small)

    def looks(self, id: bytes, *, patience_ms: int) -> VaultLooks:
        """The access log about one of them; lines younger than that wait. Raises as `space`."""
        nr = _read(self._vault, lambda rows: space_rows.space_nr(rows, id))
        return VaultLooks(self._vault, nr=nr, patience_ms=patience_ms)

    def parcels(self, id: bytes) -> VaultParcelStore:
        """What goes between one of them and other teams. Raises as `space`."""
        nr = _read(self._vault, lambda rows: space_rows.space_nr(rows, id))
        return VaultParcelStore(self._vault, nr=nr, id=id, take_in=self._take_in)


class VaultSpace(VaultLease, VaultRenewing):
    """One space of an open vault; see `app.ports.exchange.SpaceStore`."""

    def __init__(self, vault: Vault, *, nr: int, id: bytes) -> None:
        super().__init__(vault, nr=nr, id=id)
        self._clashes = 0

    @property
    def leaving(self) -> VaultLeaving:
        """What leaving it needs."""
        return VaultLeaving(self._vault, self._nr)

    @property
    def erasures(self) -> VaultErasures:
        """What was erased of it here."""
        return VaultErasures(self._vault, self._nr)

    def is_open_to_shares(self) -> bool:
        """Whether two of a team's recovery shares open the vault."""
        return ways_of(self._vault.file).shares

    def note_copied(self) -> None:
        """Tell the leads that a copy of this vault sends in its name."""
        self._vault.write_here(lambda session: copies.note(session, self._nr))

    def load(self) -> SpaceState:
        """What is kept now."""
        return _read(self._vault, lambda rows: membership_rows.read(rows, self._nr, self._id))

    def digest(self) -> Digest:
        """The digest over what is applied."""
        return _read(self._vault, lambda rows: space_rows.read_digest(rows, self._nr))

    def clock(self) -> int:
        """The last reading of the vault's hybrid logical clock."""
        return _read(self._vault, clock_reading.last)

    def running_at(self, position: int) -> bytes | None:
        """The running hash at a position that is taken in."""
        return _read(self._vault, lambda rows: log_rows.running_at(rows, self._nr, position))

    def hashes(self, first: int, last: int) -> list[bytes]:
        """The hashes of the entries from one position to another."""
        return _read(self._vault, lambda rows: log_rows.hashes(rows, self._nr, first, last))

    def taken_ms(self, position: int) -> int:
        """When the entry at a position was taken in."""
        return _read(self._vault, lambda rows: log_rows.taken_ms(rows, self._nr, position))

    def last_segment(self, device: bytes) -> bytes | None:
        """The hash of a device's last segment that is taken in."""
        return _read(self._vault, lambda rows: log_rows.last_segment(rows, self._nr, device))

    def last_sent(self) -> bytes | None:
        """The hash of this device's last segment known to be in the log."""
        return _read(self._vault, lambda rows: log_rows.last_sent(rows, self._nr))

    def is_in_log(self, hash: bytes) -> bool:
        """Whether an entry is taken in."""
        return _read(self._vault, lambda rows: log_rows.is_in_log(rows, self._nr, hash))

    def convicted(self) -> list[bytes]:
        """The devices that named a head which the service never signed."""
        return _read(self._vault, lambda rows: log_rows.convicted(rows, self._nr))

    def holds(self, incarnation: bytes, seq: int) -> bytes | None:
        """The hash of the segment of this device under a number."""
        return _read(
            self._vault, lambda rows: log_rows.own_number(rows, self._nr, incarnation, seq)
        )

    def entry_at(self, position: int) -> LogEntry | None:
        """The entry at a position, if its sealed bytes are kept."""
        return _read(self._vault, lambda rows: log_rows.entry_at(rows, self._nr, position))

    def in_state(self, state: EntryState) -> list[LogEntry]:
        """The entries that are parked, or held."""
        return _read(self._vault, lambda rows: log_rows.in_state(rows, self._nr, state))

    def set_apart(self, state: EntryState) -> Mapping[int, tuple[bytes, str]]:
        """The entries that are parked, or held, without what was sealed."""
        return _read(self._vault, lambda rows: log_rows.set_apart(rows, self._nr, state))

    def count(self, state: EntryState) -> int:
        """How many entries are parked, or held."""
        return _read(self._vault, lambda rows: log_rows.count(rows, self._nr, state))

    def begin_incarnation(self, incarnation: bytes, place: bytes) -> None:
        """Number from 1 again under a new name."""

        def begin(rows: Connection) -> None:
            membership_rows.set_incarnation(rows, self._nr, incarnation=incarnation, place=place)
            outgoing.unseal(rows, self._nr)

        _write(self._vault, begin)

    def take_page(self, page: Page, *, most_clashes: int | None = None) -> int:
        """Take in a stretch of the log, unless too many fields would clash by it."""

        def work(session: VaultSession) -> tuple[int, int]:
            applied = pages.take(session.connection, self._nr, page, pc_ms=session.now_ms())
            found = clashing.with_own(session.connection, applied.came_to_clash)
            if most_clashes is not None and self._clashes + found > most_clashes:
                raise Refused("exchange.many_clashes", count=self._clashes + found)
            return len(applied.taken), found

        taken, found = self._vault.write_here(work)
        self._clashes += found
        return taken

    def awaits_clashes(self) -> bool:
        """Whether a person said that however many clashes are to be taken in."""
        return _read(self._vault, lambda rows: clashing.are_awaited(rows, self._nr))

    def await_clashes(self, *, awaited: bool) -> None:
        """Keep that a person said so, or that it has been done."""
        _write(self._vault, lambda rows: clashing.keep_awaited(rows, self._nr, awaited=awaited))

    def waiting(self, most_bytes: int) -> list[Waiting]:
        """Changes that wait, whole saves in order."""
        return _read(self._vault, lambda rows: outgoing.waiting(rows, self._nr, most_bytes))

    def keep_sealed(self, segments: Sequence[Sealed]) -> None:
        """Commit sealed segments."""
        _write(self._vault, lambda rows: outgoing.keep_sealed(rows, self._nr, segments))

    def sealed(self) -> list[Sealed]:
        """The segments that have no receipt yet."""
        return _read(self._vault, lambda rows: outgoing.sealed(rows, self._nr))

    def keep_received(
        self, received: Sequence[Received], *, erased: Collection[tuple[int, int]] = ()
    ) -> None:
        """Keep receipts; what came to stand where it was erased meanwhile goes."""

        def keep(rows: Connection) -> None:
            outgoing.keep_received(rows, self._nr, received)
            if erased:
                erasing.erase_places(rows, self._nr, erased)

        _write(self._vault, keep)

    def receipts(self, first: int, last: int) -> list[bytes]:
        """The receipts for positions from one to another."""
        return _read(
            self._vault, lambda rows: outgoing.receipts(rows, self._nr, first=first, last=last)
        )

    def take_back(self, positions: Sequence[int]) -> None:
        """Let wait again what receipts for these positions said was received."""
        _write(self._vault, lambda rows: outgoing.take_back(rows, self._nr, positions))

    def refuse(self, segment: Sealed, why: str) -> None:
        """Set a segment's changes aside."""
        self._vault.write_here(
            lambda session: outgoing.refuse(
                session.connection, self._nr, segment, why=why, now_ms=session.now_ms()
            )
        )

    def set_aside(self, changes: Sequence[int], why: str) -> None:
        """Set waiting changes aside."""
        self._vault.write_here(
            lambda session: outgoing.set_aside(
                session.connection, changes, why=why, now_ms=session.now_ms()
            )
        )

    def send_again(self) -> int:
        """Let what was refused wait again; gives how many changes."""
        return _write(self._vault, lambda rows: outgoing.release(rows, self._nr))

    def keep_heard(self, heard_of: Sequence[Heard]) -> None:
        """Keep others' marks."""
        _write(self._vault, lambda rows: heard.keep_marks(rows, self._nr, heard_of))

    def keep_own_mark(self, mark: bytes) -> None:
        """Keep the mark this device left."""
        _write(self._vault, lambda rows: membership_rows.set_mark(rows, self._nr, mark))

    def keep_evidence(self, found: Evidence) -> None:
        """Keep what convicts someone."""
        _write(self._vault, lambda rows: evidence.keep(rows, self._nr, found))

    def keep_ended(self, ended: Ended) -> None:
        """Keep how an exchange ended."""

        def end(rows: Connection) -> None:
            if membership_rows.set_ended(rows, self._nr, ended):
                accounts.keep(rows, self._nr, ended.account)

        _write(self._vault, end)


def _read(vault: Vault, work: Callable[[Connection], T]) -> T:
    return vault.read_here(lambda reading: work(reading.connection))


def _write(vault: Vault, work: Callable[[Connection], T]) -> T:
    return vault.write_here(lambda session: work(session.connection))
