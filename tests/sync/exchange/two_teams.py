"""Two teams on one service that are introduced, and what takes in their parcels."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from app.domain.changes import Edit
from app.domain.encoding import Value
from app.domain.parcels import Apart, Arrived, Parcel, Sent, Team, derived_id
from app.ports import Session
from app.ports.introducing import Introducing
from storage.spaces.store import VaultSpaces
from sync.introducing import confirm, offer, take
from sync.runner import SyncLane
from tests.sync.exchange.offices import PC, codes

FIELDS: dict[str, Value] = {"kind": "referral", "person": {"name": "Wren Pepperday"}}
BASIS: dict[str, Value] = {"agreement": "yes"}


@dataclass
class Taker:
    """Makes one record of each parcel, under ids that follow from the parcel's."""

    taken: list[Arrived] = field(default_factory=list)

    def __call__(self, session: Session) -> None:
        for arrived in session.parcels.arrived():
            parcel = arrived.parcel
            file, record = (derived_id(parcel.team, parcel.id, each) for each in ("file", "record"))
            if session.record(record) is None:
                edit = Edit("referral", file, record, dict(parcel.fields), {})
                session.save([edit], space=parcel.own)
            session.parcels.settle(arrived)
            self.taken.append(arrived)


def let_take(pc: PC) -> Taker:
    """Let this PC make records of the parcels that arrive."""
    taker = Taker()
    pc.lane.close()
    pc.spaces = VaultSpaces(pc.vault, take_in=taker)
    pc.lane = SyncLane(pc.spaces, means=pc.means, transport=pc.transport)
    return taker


def wish(**given: Any) -> Introducing:
    return Introducing(b"", 0, is_offer=False, is_at_once=True, **given)


def introduce(a: PC, b: PC, *, sync: bool = True) -> None:
    """A lead of `a` makes a code, a lead of `b` types it, and both take each other at once."""
    code = a.lane.introducing(partial(offer, wish=wish(), phone="01632 960001")).result()
    known = b.lane.introducing(
        partial(take, typed=code, wish=wish(), phone="01632 960002")
    ).result()
    b.lane.introducing(partial(confirm, known=known)).result()
    if sync:
        assert codes(a.sync()) == codes(b.sync()) == []


def space_of(pc: PC) -> bytes:
    return pc.spaces.spaces()[0]


def teams(pc: PC) -> list[Team]:
    return _read(pc, lambda session: session.parcels.teams())


def write(pc: PC, team: bytes, *, id: bytes = b"p" * 16, **given: Any) -> Parcel:
    fields = given.pop("fields", FIELDS)
    answers = given.pop("answers", None)
    parcel = Parcel(id, space_of(pc), team, answers, fields, BASIS)
    pc.vault.write(lambda session: session.parcels.write(parcel, **given)).result()
    return parcel


def sent(pc: PC, id: bytes = b"p" * 16) -> Sent:
    own = space_of(pc)
    found = _read(pc, lambda session: session.parcels.sent(id, own))
    assert found is not None
    return found


def state(pc: PC, id: bytes = b"p" * 16) -> tuple[str, str]:
    found = sent(pc, id)
    return found.state.value, found.why


def apart(pc: PC) -> list[Apart]:
    return _read(pc, lambda session: session.parcels.apart())


def record_of(sender: PC, id: bytes = b"p" * 16) -> bytes:
    return derived_id(space_of(sender), id, "record")


def _read(pc: PC, work: Callable[[Any], Any]) -> Any:
    return pc.vault.read(work).result()
