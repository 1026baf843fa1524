"""A real service on a temporary database, and devices that sign what they ask of it."""

from __future__ import annotations

import http.client
import random
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Engine

from sync.protocol import requests
from sync.protocol.answers import Answer, open_answer
from sync.protocol.cbor import Untrusted
from sync.protocol.epochs import FIRST_PLACE, Place, make_first, seal_text
from sync.protocol.heads import Head, read_head
from sync.protocol.invitations import Code, seal_package
from sync.protocol.invitations import Package as OpenPackage
from sync.protocol.keys import DeviceKeys, public_of
from sync.protocol.marks import Mark, sign_mark
from sync.protocol.segments import NONE_BEFORE, Base, make_entry
from sync.protocol.statements import (
    Cancel,
    Create,
    Invite,
    Join,
    Policy,
    Role,
    prove_invited,
    sign_statement,
)
from sync.protocol.statements import Service as NamedService
from sync.protocol.wire import (
    PACKAGE_PATH,
    SPACES_PATH,
    AppendRequest,
    Ask,
    HelloRequest,
    JoinRequest,
    MarkRequest,
    PackageRequest,
    SpacesRequest,
    StatementRequest,
    space_path,
    to_body,
)
from sync.service.call import Service
from sync.service.core import answer
from sync.service.database import open_database, sqlite_address
from sync.service.exchange import Request, Response
from sync.service.folder import ServiceKeys
from sync.service.limits import Limits, Rates
from sync.service.settings import Settings
from sync.service.store import Store

PINS = (b"p" * 32, b"q" * 32)
CONTENT_KEY = b"k" * 32
START_MS = 1_795_000_000_000


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    opened = open_database(sqlite_address(tmp_path / "kept.db"))
    yield opened
    opened.dispose()


@pytest.fixture
def store(engine: Engine) -> Store:
    return Store(engine)


@dataclass
class Asked:
    """What came back: the raw response, and the answer once its signature was checked."""

    response: Response
    answer: Answer

    @property
    def status(self) -> str:
        return self.answer.status

    def __getitem__(self, name: str) -> Any:
        return self.answer.body[name]


@dataclass
class Office:
    """A service to ask, with its clock in hand."""

    service: Service
    random: Callable[[int], bytes]
    now_ms: int = START_MS

    def send(self, request: Request) -> Asked:
        response = answer(request, self.service, now_ms=self.now_ms)
        asked = requests.Request(request.path, request.body, request.query, request.method)
        try:
            nonce = requests.nonce_of(request.headers)
        except Untrusted:
            nonce = bytes(requests.NONCE_SIZE)
        opened = open_answer(
            response.body,
            self.service.keys.public,
            request=requests.hash_of(asked, nonce),
        )
        return Asked(response, opened)

    def ask(self, path: str, body: Any, *, address: str = "192.0.2.1") -> Asked:
        """Ask without a signature."""
        headers = requests.plain_headers(self.random(requests.NONCE_SIZE))
        return self.send(Request("POST", path, "", headers, to_body(body), address))

    def device(self) -> PC:
        return PC(self, self.random(16), DeviceKeys.make(self.random), self.random(8))

    def space(self, *, permit: str | None = None) -> Team:
        lead = self.device()
        create = lead.create()
        team = Team(self, b"", lead)
        asked = lead.ask(SPACES_PATH, SpacesRequest(create, permit))
        assert asked.status == "ok"
        head = read_head(asked["head"], self.service.keys.public)
        team.space, team.newest = head.space, head.space
        lead.seen = asked["head"]
        return team


@dataclass
class PC:
    """A device with its keys, and what it last pushed."""

    office: Office
    id: bytes
    keys: DeviceKeys
    incarnation: bytes
    seq: int = 0
    previous: bytes = NONE_BEFORE
    seen: bytes = b""

    def signed(self, path: str, body: Any, **changes: Any) -> Request:
        """A request signed by this device; `changes` replace what is signed with."""
        request = requests.Request(path, body if isinstance(body, bytes) else to_body(body))
        signing: dict[str, Any] = {
            "key": self.keys.sign,
            "keyid": self.id.hex(),
            "service": self.office.service.keys.public,
            "created": self.office.now_ms,
            "nonce": self.office.random(requests.NONCE_SIZE),
        }
        headers = requests.sign_request(request, **(signing | changes))
        return Request("POST", path, "", headers, request.body, "192.0.2.1")

    def ask(self, path: str, body: Any, **changes: Any) -> Asked:
        return self.office.send(self.signed(path, body, **changes))

    def create(self, **changes: Any) -> bytes:
        random = self.office.random
        keys = self.office.service.keys

        def seal(text: str, label: Any) -> bytes:
            return seal_text(CONTENT_KEY, text, place=FIRST_PLACE, label=label, random32=random(32))

        said = Create(
            device=self.id,
            keys=self.keys.public,
            author=random(16),
            role="lead",
            name=seal("Wren Pepperday", "author"),
            pc=seal("Desk by the window", "pc"),
            title=seal("Willowmere ED", "title"),
            recovery=None,
            service=NamedService(keys.public, keys.pins),
            policy=Policy(lease_days=30, least_version=1, erase_grace=0, training=True),
            epoch=make_first(
                CONTENT_KEY, device=self.id, public=self.keys.public.hpke, random=random
            ),
            time=self.office.now_ms,
        )
        return sign_statement(self.keys.sign, replace(said, **changes))

    def segment(self, team: Team, groups: tuple[bytes, ...] = (b"sealed",), **changes: Any) -> Any:
        """The next segment, as `append` takes it; the device goes on only with `push`."""
        base = Base(
            space=team.space,
            device=self.id,
            incarnation=self.incarnation,
            seq=self.seq + 1,
            previous=self.previous,
            epoch=1,
            seen=self.seen,
            clock=1,
        )
        return make_entry(self.keys.sign, replace(base, **changes), groups), groups

    def went_on(self, entry: bytes) -> None:
        self.seq += 1
        self.previous = sha256(entry).digest()

    def push(self, team: Team, *groups: bytes) -> Asked:
        segment = self.segment(team, groups or (b"sealed",))
        asked = self.append(team, segment)
        assert [kind for kind, _ in asked["results"]] == ["receipt"]
        self.went_on(segment[0])
        return asked

    def append(self, team: Team, *segments: Any) -> Asked:
        return self.ask(team.path(Ask.APPEND), AppendRequest(tuple(segments)))

    def mark(self, team: Team, head: bytes, **changes: Any) -> bytes:
        made = Mark(
            space=team.space,
            device=self.id,
            incarnation=self.incarnation,
            seq=self.seq,
            head=head,
            have=bytes(32),
            state=bytes(32),
            erasures=0,
            time=self.office.now_ms,
        )
        return sign_mark(self.keys.sign, replace(made, **changes))

    def leave_mark(self, team: Team, mark: bytes) -> Asked:
        return self.ask(team.path(Ask.MARK), MarkRequest(mark))


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
        self, *, role: Role = "member", minutes: int = 15, by: PC | None = None
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
        statement = sign_statement(lead.keys.sign, said)
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

    def cancel(self, invited: Invited) -> Asked:
        said = Cancel(self.newest, self.lead.id, invited.hash, self.office.now_ms)
        statement = sign_statement(self.lead.keys.sign, said)
        asked = self.lead.ask(self.path(Ask.STATEMENT), StatementRequest(statement, None, None))
        if asked.status == "ok":
            self.newest = sha256(statement).digest()
        return asked

    def join_statement(self, invited: Invited, pc: PC, *, key: Any = None) -> bytes:
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
        return sign_statement(pc.keys.sign, said)

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


@pytest.fixture
def make_office(store: Store) -> Callable[..., Office]:
    """A service with these settings; calling it again is a second worker on the same database."""
    seeded = random.Random(7)
    keys = ServiceKeys(Ed25519PrivateKey.from_private_bytes(b"s" * 32), PINS)

    def make(*, mode: str = "open", **limits: int) -> Office:
        settings = Settings(spaces=mode, limits=Limits(**limits))
        service = Service(store, keys, settings, Rates(settings.limits))
        return Office(service, seeded.randbytes)

    return make


@pytest.fixture
def office(make_office: Callable[..., Office]) -> Office:
    return make_office()


@pytest.fixture
def team(office: Office) -> Team:
    return office.space()


@dataclass
class Elsewhere:
    """The same as an office, but over the wire to a service in another process."""

    running: Any
    random: Callable[[int], bytes]

    @property
    def service(self) -> Any:
        return self.running

    @property
    def now_ms(self) -> int:
        return time.time_ns() // 1_000_000

    def send(self, request: Request) -> Asked:
        response = over_tls(self.running, "POST", request.path, request.body, request.headers)
        asked = requests.Request(request.path, request.body)
        opened = open_answer(
            response.body,
            self.running.signing,
            request=requests.hash_of(asked, requests.nonce_of(request.headers)),
        )
        return Asked(response, opened)

    ask = Office.ask
    device = Office.device
    space = Office.space


def over_tls(
    running: Any, method: str, path: str, body: bytes = b"", headers: Any = None
) -> Response:
    """One request to a service over TLS; its certificate is the test's to check."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    connection = http.client.HTTPSConnection("127.0.0.1", running.port, context=context, timeout=20)
    with closing(connection):
        connection.request(method, path, body, dict(headers or {}))
        answered = connection.getresponse()
        return Response(answered.status, answered.read(), dict(answered.getheaders()))


@pytest.fixture
def elsewhere(running_service: Any) -> Elsewhere:
    return Elsewhere(running_service, random.Random(11).randbytes)


@pytest.fixture
def wire(shared_service: Any) -> Elsewhere:
    return Elsewhere(shared_service, random.Random(13).randbytes)


@pytest.fixture
def fetch() -> Callable[..., Response]:
    return over_tls
