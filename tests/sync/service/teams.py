"""A space with its lead's PC: inviting, joining, cancelling."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from sync.protocol.epochs import Place, seal_text
from sync.protocol.heads import Head, read_head
from sync.protocol.invitations import Code, seal_package
from sync.protocol.invitations import Package as OpenPackage
from sync.protocol.keys import public_of
from sync.protocol.statements import (
    Cancel,
    Invite,
    Join,
    Role,
    prove_invited,
)
from sync.protocol.wire import (
    PACKAGE_PATH,
    Ask,
    HelloRequest,
    JoinRequest,
    PackageRequest,
    StatementRequest,
    space_path,
)
from tests.sync.service.pcs import CONTENT_KEY, PC, Asked, signed_anyway

if TYPE_CHECKING:
    from tests.sync.service.offices import Office


PINS = (b"p" * 32, b"q" * 32)


@dataclass
class Invited:
    """An invitation as its lead made it."""

    code: Code
    statement: bytes
    package: bytes

    @property
    def hash(self) -> bytes:
        return sha256(self.statement).digest()


@dataclass
class Team:
    """A space, its lead's PC, and the statement that the next one must follow."""

    office: Office
    space: bytes
    lead: PC
    newest: bytes = b""
    joined: list[PC] = field(default_factory=list)

    def path(self, ask: Ask) -> str:
        return space_path(self.space, ask)

    def head(self) -> Head:
        asked = self.lead.ask(self.path(Ask.HELLO), HelloRequest(0, self.space))
        return read_head(asked["head"], self.office.service.keys.public)

    def invitation(
        self, *, role: Role = "member", minutes: int = 15, by: PC | None = None, **changes: Any
    ) -> Invited:
        office, lead = self.office, by or self.lead
        code = Code.make(office.random)
        expires = office.now_ms + minutes * 60_000
        said = Invite(
            previous=self.newest,
            by=lead.id,
            invitation=public_of(code.invitation),
            role=role,
            expires=expires,
            author=office.random(16),
            epoch=1,
            name=seal_text(
                CONTENT_KEY,
                "Linnet Marrowby",
                place=Place(self.space, 1),
                label="author",
                random32=office.random(32),
            ),
            locator=sha256(code.locator).digest(),
            distance=False,
            time=office.now_ms,
        )
        statement = signed_anyway(lead.keys.sign, replace(said, **changes))
        package = OpenPackage(
            space=self.space,
            invite=sha256(statement).digest(),
            signing=office.service.keys.public,
            pins=PINS,
            content_key=CONTENT_KEY,
            epoch=1,
            expires=expires,
            training=True,
        )
        sealed = seal_package(code, package, random32=office.random(32))
        return Invited(code, statement, sealed)

    def send_invitation(self, invited: Invited, *, by: PC | None = None) -> Asked:
        return (by or self.lead).ask(
            self.path(Ask.STATEMENT),
            StatementRequest(invited.statement, invited.package, invited.code.locator),
        )

    def invite(self, **how: Any) -> Invited:
        invited = self.invitation(**how)
        assert self.send_invitation(invited).status == "ok"
        self.newest = invited.hash
        return invited

    def cancel(self, invited: Invited, **changes: Any) -> Asked:
        said = Cancel(self.newest, self.lead.id, invited.hash, self.office.now_ms)
        statement = signed_anyway(self.lead.keys.sign, replace(said, **changes))
        asked = self.lead.ask(self.path(Ask.STATEMENT), StatementRequest(statement, None, None))
        if asked.status == "ok":
            self.newest = sha256(statement).digest()
        return asked

    def join_statement(self, invited: Invited, pc: PC, *, key: Any = None, **changes: Any) -> bytes:
        said = Join(
            previous=self.newest,
            invite=invited.hash,
            device=pc.id,
            keys=pc.keys.public,
            epoch=1,
            pc=seal_text(
                CONTENT_KEY,
                "Clinic room 2",
                place=Place(self.space, 1),
                label="pc",
                random32=self.office.random(32),
            ),
            proof=prove_invited(
                key or invited.code.invitation,
                space=self.space,
                invite=invited.hash,
                device=pc.id,
                keys=pc.keys.public,
            ),
            time=self.office.now_ms,
        )
        return signed_anyway(pc.keys.sign, replace(said, **changes))

    def send_join(self, pc: PC, statement: bytes) -> Asked:
        return pc.ask(self.path(Ask.JOIN), JoinRequest(statement))

    def join(self, **how: Any) -> PC:
        pc = self.office.device()
        statement = self.join_statement(self.invite(**how), pc)
        assert self.send_join(pc, statement).status == "ok"
        self.newest = sha256(statement).digest()
        pc.seen = self.lead.ask(self.path(Ask.HELLO), HelloRequest(0, self.space))["head"]
        return pc

    def fetch(self, invited: Invited, *, address: str = "192.0.2.9") -> Asked:
        return self.office.ask(PACKAGE_PATH, PackageRequest(invited.code.locator), address=address)
