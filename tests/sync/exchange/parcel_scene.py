"""A team and a practice that refer to each other, and parcels as nobody should make them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from sync.exchange.talk import Report, begin
from sync.protocol.parcels import Content, seal_parcel
from sync.service import mail, store
from sync.service.mail import Address
from tests.sync.exchange.offices import PC, Office, codes
from tests.sync.exchange.two_teams import (
    BASIS,
    FIELDS,
    Taker,
    apart,
    space_of,
    write,
)


@dataclass
class Scene:
    """A team with a lead's PC, and a practice with two PCs; they are introduced."""

    office: Office
    team: PC
    clinic: PC
    second: PC
    taker: Taker
    count: int = 0

    def new_id(self) -> bytes:
        self.count += 1
        return self.count.to_bytes(16, "big")

    def plant(self, sealed: bytes, *, id: bytes, sender: bytes, epoch: int = 1) -> None:
        """Put a parcel into the team's box as a service without rules would."""
        to = space_of(self.team)
        with self.office.service.store.writing() as connection:
            store.lock(connection, to)
            at = Address(to, sender, id)
            now_ms = self.office.now_ms()
            mail.keep(connection, at, sealed, epoch=epoch, device=b"", now_ms=now_ms)

    def forge(self, pc: PC, id: bytes, **other: Any) -> bytes:
        """A parcel of this PC to the team, right in all but what a test asks for."""
        talk = begin(pc.spaces.space(space_of(pc)), pc.means, Report())
        own = begin(self.team.spaces.space(space_of(self.team)), self.team.means, Report())
        key = other.pop("key", talk.keys.sign)
        content = Content(
            sender=talk.space,
            to=own.space,
            parcel=id,
            device=talk.device,
            answers=None,
            head=talk.cursor.head,
            fields=FIELDS,
            basis=BASIS,
        )
        inbox = own.membership.epoch.content.inbox.public
        return seal_parcel(inbox, key, replace(content, **other), epoch=1)

    def why(self) -> str:
        """Why the one that comes now is kept apart, and that nothing is made of it."""
        before, taken = {each.id for each in apart(self.team)}, len(self.taker.taken)
        assert codes(self.team.sync()) == []
        assert len(self.taker.taken) == taken
        (came,) = (each for each in apart(self.team) if each.id not in before)
        return came.why


def send(scene: Scene, **given: Any) -> bytes:
    id = scene.new_id()
    write(scene.clinic, space_of(scene.team), id=id, **given)
    return id
