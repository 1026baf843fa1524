"""Parcels as use cases see them, and as an exchange does.

A parcel is written in the transaction of the record it tells of; it is sealed when it is sent.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from app.domain.parcels import Apart, Arrived, Carrier, Parcel, ParcelState, Sent, Team
from app.domain.records import Record
from app.ports.introducing import IntroducingStore
from app.ports.ward_pages import WardPageStore


class ParcelReading(Protocol):
    """Teams and parcels, in one consistent view."""

    def teams(self) -> list[Team]:
        """The teams that this vault's spaces were introduced to; ended ones last, else by name."""

    def sent(self, id: bytes, own: bytes) -> Sent | None:
        """How far a parcel came that was written here."""

    def all_sent(self) -> list[Sent]:
        """All that were written here, the oldest first."""

    def carrier(self, record: Record) -> Carrier | None:
        """The PC that last said of a referral how far its parcel came, because it lies there."""

    def is_answer_refused(self, parcel: bytes, own: bytes) -> bool:
        """Whether the last answer to a parcel that was written here was refused."""

    def let_in_by_lead(self, record: Record, field: str) -> bytes | None:
        """The id of the change that set a field of a record, if it came from a PC that had been
        removed and a lead let it count; else None. What that PC still had to send, it cannot.
        """

    def arrived(self) -> list[Arrived]:
        """What is proven and not taken in yet, the oldest first."""

    def apart(self) -> list[Apart]:
        """What was kept apart, the newest first."""

    def content(self, apart: Apart) -> Arrived | None:
        """What one kept apart holds, None where that is not proven."""


class ParcelWriting(ParcelReading, Protocol):
    """The same within a transaction that writes."""

    def write(self, parcel: Parcel, *, subject: bytes | None = None) -> None:
        """Let a parcel wait to be sent; the same again changes nothing.

        `subject` is the file that it tells of: erasing that takes what waits along. Raises Refused
        `parcels.written_otherwise`, `parcels.no_basis` for one to another team without a basis,
        `parcels.no_such_team`, `parcels.ended`, `parcels.too_large`.
        """

    def withdraw(self, id: bytes, own: bytes) -> bool:
        """Take a parcel back; False if it may have left this PC, and then it stays."""

    def drop_refused(self, id: bytes, own: bytes) -> None:
        """Forget one that was refused, so that it can be written anew."""

    def settle(self, arrived: Arrived) -> None:
        """It was taken in, in this transaction; its content is kept in the record made of it."""

    def set_apart(self, arrived: Arrived, why: str) -> None:
        """Keep it apart, whole, with the code why, to be shown."""

    def let_in(self, apart: Apart) -> bool:
        """A person's word that one kept apart counts; False where what it holds is not proven."""

    def drop(self, apart: Apart) -> None:
        """A person's word that one kept apart goes."""


@dataclass(frozen=True, slots=True, repr=False)
class Writing:
    """A parcel that is on its way, as the exchange needs it.

    `sealed` are the bytes it was last sealed to, under `epoch` of the other team, empty before.
    `content` is its plain content as it was written.
    """

    parcel: Parcel
    state: ParcelState
    epoch: int
    sealed: bytes


@dataclass(frozen=True, slots=True, repr=False)
class Brought:
    """A parcel as the service handed it out, and what it proved to be.

    With a `why` it is kept apart; `arrived` is what it holds, None where that is not proven.
    `sealed_ms` is as in `Arrived`, 0 while it is not proven.
    """

    id: bytes
    sender: bytes
    epoch: int
    sealed: bytes
    arrived: Parcel | None
    device: bytes
    why: str = ""
    sealed_ms: int = 0


class ParcelStore(Protocol):
    """Parcels of one space, for its exchange; each call is one transaction."""

    @property
    def introductions(self) -> IntroducingStore:
        """Introductions of the space that are under way here."""

    @property
    def ward_pages(self) -> WardPageStore:
        """What is left for the ward PCs of the space."""

    def keep_teams(self, teams: Sequence[Team]) -> None:
        """Keep the teams as the statements of the space tell of them now."""

    def keep_introduced(self, positions: Mapping[bytes, int]) -> None:
        """Keep where our log introduced each team last; of one that two leads introduced to each
        other anew, what was seen of its log before counts no more.
        """

    def statements_of(self, team: bytes) -> tuple[tuple[int, bytes], ...]:
        """Another team's statements, as far as they were checked here: positions and entries."""

    def seen_of(self, team: bytes) -> int:
        """The furthest position that the service or a parcel showed of another team's log."""

    def keep_seen(self, team: bytes, position: int, entries: Sequence[tuple[int, bytes]]) -> None:
        """Keep statements that were checked, and how far that team's log was seen to reach."""

    def keep_anew(self, team: bytes, position: int, entries: Sequence[tuple[int, bytes]]) -> None:
        """The same in the place of all before: that log goes on anew from an earlier place."""

    def to_send(self) -> list[Writing]:
        """What was written and has not been sent, and what was sent and not received; in order."""

    def keep_sealed(self, id: bytes, epoch: int, sealed: bytes) -> None:
        """Commit sealed bytes before they are sent."""

    def keep_state(self, id: bytes, state: ParcelState, why: str = "") -> None:
        """Say how far a parcel came; it never goes back, but from sent to written."""

    def unanswered(self) -> list[tuple[bytes, str]]:
        """The teams that received what was written here and is no answer, and gave none, each once
        with why none will come, empty where one may; also where that holds no more.
        """

    def may_ask(self, team: bytes, *, now_ms: int) -> bool:
        """Whether this was not asked about this team in the last hour; if so it is asked now."""

    def keep_unanswered(self, team: bytes, why: str) -> None:
        """Say of all that a team received and did not answer why no answer will come, or nothing.

        Of what was answered meanwhile nothing is said any more.
        """

    def knows(self, sender: bytes, id: bytes) -> bool:
        """Whether a parcel came here before."""

    def is_settled(self, sender: bytes, id: bytes) -> bool:
        """Whether the records of one are received, or a person let one go that was apart."""

    def came_before(self, listed: Sequence[tuple[bytes, bytes]]) -> set[tuple[bytes, bytes]]:
        """Which of these, each by sender and id, came here before.

        The service lists what it has no word of this device for: a word that it has forgotten is
        told again. Where there is none to tell again nothing is written, however many there are.
        """

    def bring(self, brought: Sequence[Brought]) -> None:
        """Keep what the service handed out; what is known already changes nothing."""

    def to_try_again(self) -> list[Brought]:
        """What was kept apart for a reason that may have passed."""

    def to_tell(self) -> list[tuple[bytes, bytes]]:
        """What was taken in and not told yet, sender and id, if all records of it are received."""

    def keep_told(self, told: Sequence[tuple[bytes, bytes]]) -> None:
        """The service holds this device's word that these were taken in."""

    def take_in(self) -> int:
        """Let use cases make records of what arrived, in one transaction.

        One that they fail with is kept apart, whole; gives how many. What fails without any is
        raised, as Refused `parcels.not_caught_up` if nobody expected it.
        """
