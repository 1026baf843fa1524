"""A real service called as a function, real vaults, and a wire between them that can be bent."""

from __future__ import annotations

import itertools
import random
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.domain.changes import Edit
from app.domain.encoding import Value
from app.domain.records import Reach
from app.errors import Unreachable, Untrusted, YarrowError
from storage.spaces import overview
from storage.spaces.clashing import await_everywhere
from storage.spaces.overview import SyncOverview
from storage.spaces.store import VaultSpaces
from storage.unlocked import Vault, unlock
from storage.vault_file import VaultFile
from sync.asking import Means
from sync.founding import Wish
from sync.protocol import requests
from sync.protocol.answers import Answer, make_answer, open_answer
from sync.protocol.segments import parse_entry
from sync.runner import SyncLane
from sync.service import store
from sync.service.call import Service
from sync.service.core import answer
from sync.service.exchange import Request
from sync.service.folder import ServiceKeys
from sync.service.limits import Limits, Rates
from sync.service.settings import Settings
from sync.service.store import NewEntry, Store
from sync.totals import Totals
from sync.transport import Reply
from tests.databases import open_new
from tests.vaults import build

URL = "https://sync.example"
PINS = (b"p" * 32, b"q" * 32)
KEY = bytes(range(32))
LINES: list[Value] = [{"label": "fact", "text": "Seen in Willowmere ED"}]

Bend = Callable[[str, Answer], Answer]


@dataclass
class Office:
    """A service on a database file; `restart` forgets what a process would."""

    database: Path
    signing: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    limits: Limits = field(default_factory=lambda: Limits(device_requests=10**6))
    spaces: str = "open"
    now_ms: Callable[[], int] = lambda: time.time_ns() // 1_000_000
    is_up: bool = True

    def __post_init__(self) -> None:
        self.restart()

    def restart(self) -> None:
        self.close()
        self.engine = open_new(self.database)
        keys = ServiceKeys(self.signing, PINS)
        settings = Settings(self.spaces, "", self.limits)
        self.service = Service(Store(self.engine), keys, settings, Rates(self.limits))

    def close(self) -> None:
        if hasattr(self, "engine"):
            self.engine.dispose()


@dataclass
class Wire:
    """Stands where `sync.transport` stands; `bend` changes answers, which are then signed anew.

    `asked` are the last parts of the paths asked for.
    """

    office: Office
    pin: bytes = PINS[0]
    bend: Bend | None = None
    before: Callable[[str], None] | None = None
    after: Callable[[str], None] | None = None
    asked: list[str] = field(default_factory=list)

    def __enter__(self) -> Wire:
        return self

    def __exit__(self, *failure: object) -> None:
        pass

    def hang_up(self) -> None:
        pass

    def connect(self, url: str, pins: tuple[bytes, ...]) -> None:
        self.url = url

    def ask(self, path: str, body: bytes, headers: Mapping[str, str]) -> Reply:
        name = path.rpartition("/")[2]
        self.asked.append(name)
        if self.before is not None:
            self.before(name)
        if not self.office.is_up:
            raise Unreachable("exchange.unreachable")
        request = Request("POST", path, "", dict(headers), body, "192.0.2.1")
        response = answer(request, self.office.service, now_ms=self.office.now_ms())
        content = response.body
        if self.bend is not None:
            content = self._bent(name, path, body, headers, content)
        if self.after is not None:
            self.after(name)
        return Reply(response.status, content, dict(response.headers), self.pin)

    def _bent(
        self, name: str, path: str, body: bytes, headers: Mapping[str, str], content: bytes
    ) -> bytes:
        hash = requests.hash_of(requests.Request(path, body), requests.nonce_of(headers))
        public = self.office.service.keys.public
        said = open_answer(content, public, request=hash)
        assert self.bend is not None
        return make_answer(self.office.signing, self.bend(name, said), request=hash)


class PC:
    """One person's vault and its sync lane."""

    def __init__(
        self,
        folder: Path,
        office: Office,
        name: str,
        *,
        training: bool = True,
        transport: Callable[[], Any] | None = None,
    ) -> None:
        self.folder = folder
        self.content = VaultFile(b"vault-id-16bytes", (), "TB", training)
        self.wire = Wire(office)
        self.clock: Callable[[], int] = lambda: time.time_ns() // 1_000_000
        self.transport = transport or (lambda: self.wire)
        self._count = itertools.count()
        if not folder.exists():
            folder.mkdir()
            build(folder, self.content, name=name, **self._given())
        self.open()

    def _given(self) -> dict[str, Any]:
        seed = random.Random(f"{self.folder} {next(self._count)} {time.perf_counter_ns()}")
        return {"key": KEY, "clock": self.now_ms, "random": seed.randbytes}

    def now_ms(self) -> int:
        return self.clock()

    def open(self) -> None:
        self.vault: Vault = unlock(self.folder, self.content, **self._given())
        self.spaces = VaultSpaces(self.vault)
        chance = random.Random(time.perf_counter_ns())
        self.means = Means(self.now_ms, chance.randbytes, time.perf_counter, self.spaces.place())
        self.lane = SyncLane(self.spaces, means=self.means, transport=self.transport)

    def close(self) -> None:
        self.lane.close()
        self.vault.close()

    def stay(self) -> None:
        """Hold the folder that this is a copy of to be this one, and its numbers to go on."""
        self.alter("update membership set place = ?", self.means.place)

    def found(self, **wish: Any) -> bytes:
        given = {"title": "Willowmere", "url": URL, **wish}
        return self.lane.found(Wish(**given)).result().space

    def invite(self, **options: Any) -> str:
        return self.lane.invite(**options).result()

    def join(self, code: str, *, url: str = URL) -> bytes:
        return self.lane.join(code, url).result()

    def sync(self) -> Totals:
        return self.lane.sync().result()

    def note(self, text: str = "Seen in Willowmere ED", *, subject: bytes | None = None) -> bytes:
        lines: list[Value] = [{"label": "fact", "text": text}]
        return self.save("note", {"lines": lines}, record=None, subject=subject)

    def save(
        self,
        kind: str,
        fields: dict[str, Value],
        *,
        record: bytes | None,
        subject: bytes | None = None,
        over: dict[str, list[bytes]] | None = None,
    ) -> bytes:
        def work(session: Any) -> bytes:
            edit = Edit(kind, subject or session.new_id(), record, fields, over or {})
            return bytes(session.save([edit])[0].of)

        return self.vault.write(work).result()

    def save_many(self, edits: list[Edit]) -> None:
        self.vault.write(lambda session: session.save(edits)).result()

    def take_clashes(self) -> None:
        """A person says that however many clashes are to be taken in."""
        self.vault.write(lambda session: await_everywhere(session.connection)).result()

    def has(self, id: bytes) -> bool:
        return self.vault.read(lambda reading: reading.record(id)).result() is not None

    def holds(self, id: bytes) -> bool:
        """Whether a record is here, shown or not."""
        return bool(self.rows("select 1 from record where id = ?", id))

    def state_of(self, id: bytes) -> tuple[str, int]:
        record = self.vault.read(lambda reading: reading.record(id)).result()
        assert record is not None
        return record.sync.value, record.seen_by

    def reach_of(self, id: bytes) -> Reach:
        record = self.vault.read(lambda reading: reading.record(id)).result()
        assert record is not None
        return record.reach

    @property
    def device(self) -> bytes:
        """Its id in the home space."""
        return bytes(self.rows("select device from membership")[0][0])

    def digest(self) -> str:
        return self.vault.digest()

    def overview(self) -> SyncOverview:
        return self.vault.read(lambda reading: overview.read(reading.connection)).result()

    def rows(self, sql: str, *parameters: object) -> list[Any]:
        return self.vault.read(
            lambda reading: reading.connection.execute(sql, parameters).fetchall()
        ).result()

    def alter(self, sql: str, *parameters: object) -> None:
        self.vault.write(lambda session: session.connection.execute(sql, parameters)).result()


def codes(totals: Totals) -> list[str]:
    return [problem.code for problem in totals.problems]


def done(totals: Totals) -> tuple[int, int, int]:
    """Sent, received, refused, of an exchange without problems."""
    assert codes(totals) == []
    return totals.sent, totals.received, totals.refused


def code_of(failure: BaseException | None) -> str:
    assert isinstance(failure, YarrowError)
    return failure.code


def bending(ask: str, change: Callable[[dict[str, Any]], dict[str, Any]]) -> Bend:
    """Change the body of answers to one kind of request."""

    def bend(name: str, said: Answer) -> Answer:
        if name != ask or said.status != "ok":
            return said
        return replace(said, body=change(dict(said.body)))

    return bend


def plant(
    office: Office,
    space: bytes,
    entry: bytes,
    *,
    device: bytes,
    groups: tuple[bytes, ...] = (),
    seq: int = 0,
) -> None:
    """Put an entry into a log as a service without rules would, listed under another number."""
    base = None
    with suppress(Untrusted):
        base = parse_entry(entry).base
    with office.service.store.writing() as connection:
        tip = store.lock(connection, space)
        assert tip is not None
        new = NewEntry(
            entry,
            sha256(entry).digest(),
            device,
            taken=office.now_ms(),
            incarnation=base.incarnation if base else b"planted." if seq else None,
            seq=seq or (base.seq if base else None),
            groups=groups,
        )
        store.append(connection, tip, new)
