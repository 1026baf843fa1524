"""A made-up team, its service, and the log of its space, for tests to build on and to forge."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from random import Random

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.domain.changes import Change, Edit, make_change
from app.errors import Untrusted
from sync.protocol.epoch_making import make_first, make_next
from sync.protocol.epochs import FIRST_EPOCH, FIRST_PLACE, Epoch, Label, Place, seal_text, wrap
from sync.protocol.heads import FIRST_GENERATION, Head, running, sign_head
from sync.protocol.invitations import Code
from sync.protocol.keys import DeviceKeys, public_of
from sync.protocol.membership import Membership
from sync.protocol.rules.applying import apply
from sync.protocol.segments import NONE_BEFORE, Header
from sync.protocol.statements import (
    Admit,
    Cancel,
    Create,
    Invite,
    Join,
    Policy,
    Remove,
    Role,
    Rotate,
    Service,
    Statement,
    parse_statement,
    prove_invited,
    sign_statement,
    space_id,
)

NOW = 1_780_000_000_000
POLICY = Policy(lease_days=30, least_version=1, erase_grace=0, training=True)


@dataclass
class Pc:
    """A device: its id, keys, and the author that works at it."""

    id: bytes
    keys: DeviceKeys
    author: bytes


@dataclass
class Team:
    """A space whose lead is Wren Pepperday, at Willowmere ED."""

    random: Random
    content_key: bytes
    service: Ed25519PrivateKey
    lead: Pc
    log: list[bytes] = field(default_factory=list)
    later_keys: dict[int, bytes] = field(default_factory=dict)

    def bytes(self, size: int) -> bytes:
        return self.random.randbytes(size)

    @property
    def space(self) -> bytes:
        return space_id(self.log[0])

    @property
    def membership(self) -> Membership:
        """The fold over the log as it is."""
        folded = Membership(self.space)
        for position, entry in enumerate(self.log, start=1):
            folded = apply(folded, parse_statement(entry), position)
        return folded

    def text(self, text: str, label: Label, place: Place | None = None) -> bytes:
        place = place or Place(self.space, FIRST_EPOCH)
        return seal_text(self.content_key, text, place=place, label=label, random32=self.bytes(32))

    def pc(self, author: bytes | None = None) -> Pc:
        """A PC of its own author, in no space so far."""
        keys = DeviceKeys.make(self.random.randbytes)
        return Pc(self.bytes(16), keys, author or self.bytes(16))

    def create(self) -> Create:
        epoch = make_first(
            self.content_key,
            device=self.lead.id,
            public=self.lead.keys.hpke.public,
            random=self.random.randbytes,
        )
        return Create(
            device=self.lead.id,
            keys=self.lead.keys.public,
            author=self.lead.author,
            role="lead",
            name=self.text("Wren Pepperday", "author", FIRST_PLACE),
            pc=self.text("ED desk", "pc", FIRST_PLACE),
            title=self.text("Willowmere ED", "title", FIRST_PLACE),
            recovery=None,
            service=Service(public_of(self.service), (self.bytes(32), self.bytes(32))),
            policy=POLICY,
            epoch=epoch,
            time=NOW,
        )

    def invite(self, code: Code, *, role: Role = "member", by: Pc | None = None) -> Invite:
        return Invite(
            previous=self.membership.newest,
            by=(by or self.lead).id,
            invitation=public_of(code.invitation),
            role=role,
            expires=NOW + 900_000,
            author=self.bytes(16),
            epoch=FIRST_EPOCH,
            name=self.text("Linnet Marrowby", "author"),
            locator=self.bytes(32),
            distance=False,
            time=NOW,
        )

    def cancel(self, invite: bytes) -> Cancel:
        newest = self.membership.newest
        return Cancel(previous=newest, by=self.lead.id, invite=invite, time=NOW)

    def join(self, code: Code, pc: Pc, invite: bytes) -> Join:
        return Join(
            previous=self.membership.newest,
            invite=invite,
            device=pc.id,
            keys=pc.keys.public,
            epoch=FIRST_EPOCH,
            pc=self.text("Hollin Bank laptop", "pc"),
            proof=prove_invited(
                code.invitation,
                space=self.space,
                invite=invite,
                device=pc.id,
                keys=pc.keys.public,
            ),
            time=NOW,
        )

    def next_epoch(self, *without: Pc) -> Epoch:
        """The epoch after the newest, its content key kept in `later_keys`, for all but these."""
        known, key = self.membership, self.bytes(32)
        number = max(known.epochs) + 1
        self.later_keys[number] = key
        gone = {pc.id for pc in without}
        return make_next(
            key,
            self.key_of(number - 1),
            place=Place(self.space, number),
            before=known.newest,
            recipients={id: to for id, to in known.recipients.items() if id not in gone},
            leads=[id for id in known.leads if id not in gone],
            random=self.random.randbytes,
        )

    def key_of(self, epoch: int) -> bytes:
        """The content key of an epoch."""
        return self.later_keys.get(epoch, self.content_key)

    def rotate(self, by: Pc | None = None) -> Rotate:
        return Rotate(self.membership.newest, (by or self.lead).id, self.next_epoch(), NOW)

    def remove(self, *pcs: Pc, by: Pc | None = None) -> Remove:
        devices = tuple(sorted(pc.id for pc in pcs))
        epoch = self.next_epoch(*pcs)
        return Remove(self.membership.newest, (by or self.lead).id, devices, epoch, NOW)

    def later_wrap(self, pc: Pc, epoch: int) -> bytes:
        """The content key of an epoch for a PC, as `admit` and `rewrap` carry it."""
        made = self.membership.epochs[epoch].made
        return wrap(
            self.key_of(epoch),
            pc.keys.hpke.public,
            place=Place(self.space, epoch),
            recipient=pc.id,
            before=made,
        )

    def admit(self, pc: Pc, *, audit: bytes | None = None) -> Admit:
        known = self.membership
        epoch = max(known.epochs)
        join = known.devices[pc.id].joined
        return Admit(
            known.newest, self.lead.id, join, epoch, self.later_wrap(pc, epoch), audit, NOW
        )

    def add_from_afar(self, role: Role = "member") -> Pc:
        """Let a PC join by an invitation for a distance; a lead has not admitted it."""
        code, pc = Code.make(self.random.randbytes), self.pc()
        invite = self.state(replace(self.invite(code, role=role), distance=True))
        self.state(self.join(code, pc, invite), pc)
        return pc

    def state(self, content: Statement, by: Pc | None = None) -> bytes:
        """Sign a statement, put it on the log, and give the hash of its entry."""
        self.log.append(sign_statement((by or self.lead).keys.sign, content))
        return self.membership.newest

    def add(self, role: Role = "member") -> Pc:
        """Invite someone, and let her PC join."""
        code, pc = Code.make(self.random.randbytes), self.pc()
        invite = self.state(self.invite(code, role=role))
        self.state(self.join(code, pc, invite), pc)
        return pc

    def head(self) -> Head:
        """The head of the log as it is."""
        reached = self.space
        for entry in self.log:
            reached = running(reached, parse_statement(entry).hash)
        return Head(self.space, FIRST_GENERATION, len(self.log), reached, NOW)

    def base(self, pc: Pc | None = None, *, seq: int = 1) -> Header:
        """What a segment of this PC begins with."""
        return Header(
            space=self.space,
            device=(pc or self.lead).id,
            incarnation=self.bytes(8),
            seq=seq,
            previous=NONE_BEFORE,
            epoch=FIRST_EPOCH,
            seen=sign_head(self.service, self.head()),
            clock=NOW << 16,
        )

    def change(self, said: str) -> Change:
        """A change that a person made."""
        edit = Edit("person", self.bytes(16), self.bytes(16), {"said": said}, {})
        return make_change(edit, salt=self.bytes(16), at=NOW << 16, time=(NOW, None))


def make_team(seed: int = 1) -> Team:
    """A team with nothing on its log but `create`."""
    random = Random(seed)
    lead = Pc(random.randbytes(16), DeviceKeys.make(random.randbytes), random.randbytes(16))
    service = Ed25519PrivateKey.from_private_bytes(random.randbytes(32))
    team = Team(random, random.randbytes(32), service, lead)
    team.log.append(sign_statement(lead.keys.sign, team.create()))
    return team


def refused(team: Team, content: Statement, by: Pc | None = None) -> str:
    """The code with which the next statement is refused; nothing of it stays."""
    before = team.membership
    entry = sign_statement((by or team.lead).keys.sign, content)
    with pytest.raises(Untrusted) as refusal:
        apply(before, parse_statement(entry), before.position + 1)
    assert team.membership == before
    return refusal.value.code
