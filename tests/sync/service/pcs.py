"""A device that signs what it asks of a service."""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sync.protocol import requests
from sync.protocol.answers import Answer
from sync.protocol.cbor import encode
from sync.protocol.cose import sign
from sync.protocol.epoch_making import make_first
from sync.protocol.epochs import FIRST_PLACE, seal_text
from sync.protocol.keys import DeviceKeys
from sync.protocol.marks import Mark, sign_mark
from sync.protocol.segments import NONE_BEFORE, Header, make_entry
from sync.protocol.shapes import to_map
from sync.protocol.statements import FORMAT, STATEMENT_TYPE, Create, Policy, Statement
from sync.protocol.statements import Service as NamedService
from sync.protocol.wire import (
    AppendRequest,
    Ask,
    MarkRequest,
    to_body,
)
from sync.service.exchange import Request, Response

if TYPE_CHECKING:
    from tests.sync.service.offices import Office
    from tests.sync.service.teams import Team

CONTENT_KEY = b"k" * 32


def signed_anyway(key: Ed25519PrivateKey, said: Statement) -> bytes:
    """The statement signed, even if our own program would not sign it."""
    content = {"format": FORMAT, "kind": type(said).__name__.lower(), **to_map(said)}
    return sign(key, STATEMENT_TYPE, encode(content))


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
        return signed_anyway(self.keys.sign, replace(said, **changes))

    def segment(self, team: Team, groups: tuple[bytes, ...] = (b"sealed",), **changes: Any) -> Any:
        """The next segment, as `append` takes it; the device goes on only with `push`."""
        base = Header(
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
