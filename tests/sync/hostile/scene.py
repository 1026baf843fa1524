"""A PC in two spaces of one service that lies about the first of them, and what must not move."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any
from unittest.mock import patch

from sqlalchemy import text

from app.errors import YarrowError
from resources.words import sentence
from sync.protocol import requests
from sync.protocol.answers import Answer, make_answer, open_answer
from sync.protocol.heads import Head, read_head, sign_head
from sync.service.call import Service
from sync.totals import Totals
from sync.transport import Reply
from tests.databases import copy_database
from tests.sync.exchange.offices import PC, Office, Wire

WREN, LINNET = "Wren Pepperday", "Linnet Marrowby"
_KEPT = (
    "select position, hash, state from log where space = 2 order by position",
    "select position, running, head, mark from membership where space = 2",
    "select id, registers from record order by nr",
    "select have, state from space where nr = 2",
    "select device, position from heard where space = 2 order by device",
)


class LyingWire(Wire):
    """Bends answers about one space, or puts other bytes in their place."""

    lie: Any
    raw: Any
    about: bytes

    def __init__(self, office: Office, about: bytes) -> None:
        super().__init__(office)
        self.lie = self.raw = None
        self.about = about

    def ask(self, path: str, body: bytes, headers: Mapping[str, str]) -> Reply:
        reply = super().ask(path, body, headers)
        if self.about.hex() not in path:
            return reply
        name = path.rpartition("/")[2]
        if self.lie is not None:
            hash = requests.hash_of(requests.Request(path, body), requests.nonce_of(headers))
            said = open_answer(reply.body, self.office.service.keys.public, request=hash)
            told = self.lie(name, said)
            reply = replace(reply, body=make_answer(self.office.signing, told, request=hash))
        if self.raw is not None:
            reply = self.raw(name, reply)
        return reply


@dataclass
class Scene:
    """Wren's PC `a` has not read what Linnet's `b` sent; her own note waits.

    `ours` waits in the first space, `theirs` are Linnet's notes there.
    """

    office: Office
    a: PC
    space: bytes
    ours: bytes
    theirs: list[bytes]

    @cached_property
    def b(self) -> PC:
        """Opened by those who need it."""
        return PC(self.a.folder.parent / LINNET, self.office, LINNET)

    @property
    def wire(self) -> LyingWire:
        wire = self.a.wire
        assert isinstance(wire, LyingWire)
        return wire

    @property
    def service(self) -> Service:
        return self.office.service

    def head(self, signed: bytes, *, key: Any = None, **other: Any) -> bytes:
        """This head with something else in it, signed by the service as if it were true."""
        head: Head = read_head(signed, self.service.keys.public)
        return sign_head(key or self.office.signing, replace(head, **other))

    def entries(self) -> list[tuple[bytes, list[bytes]]]:
        """The log as it stands on the service."""
        with self.service.store.reading() as connection:
            found: dict[int, tuple[bytes, list[bytes]]] = {}
            here = {"space": self.space}
            sql = "select position, entry from entries where space = :space order by position"
            for position, entry in connection.execute(text(sql), here):
                found[position] = (entry, [])
            sql = (
                "select position, sealed from groups where space = :space order by position, place"
            )
            for position, sealed in connection.execute(text(sql), here):
                found[position][1].append(sealed)
        return list(found.values())

    def kept(self) -> list[Any]:
        """What the vault holds of the first space; sealing what waits changes none of it."""
        changes = self.a.rows("select id, position from change order by id")
        return [changes, *(self.a.rows(sql) for sql in _KEPT)]

    def evidence(self) -> list[str]:
        return [code for (code,) in self.a.rows("select code from evidence order by nr")]

    def close(self) -> None:
        self.a.close()
        if "b" in self.__dict__:
            self.b.close()
        self.office.close()


def make(folder: Path) -> Scene:
    """Both people, both spaces, the first space's log read by Wren up to the joining alone."""
    office = Office(folder / "service.db")
    a, b = (PC(folder / name, office, name) for name in (WREN, LINNET))
    with patch("sync.founding.service_words", lambda *_given: ("six",) * 6):  # a second each
        space, other = a.found(), a.found(title="Restricted")
    b.join(a.lane.invite(space=space).result())
    b.join(a.lane.invite(space=other).result())
    for pc in (a, b, a):
        pc.sync()
    theirs = []
    for number in range(3):
        theirs.append(b.note(f"from Linnet {number}"))
        b.sync()
        if number == 0:
            b.lane.invite_own().result()
    ours = a.note("from Wren")
    a.wire = LyingWire(office, space)
    b.close()
    return Scene(office, a, space, ours, theirs)


def again(template: Scene, folder: Path) -> Scene:
    """The same from copies, so that one lie leaves nothing for the next."""
    copy_database(template.office.database, folder / "service.db")
    office = Office(folder / "service.db", template.office.signing)
    for name in (WREN, LINNET):
        shutil.copytree(template.a.folder.parent / name, folder / name)
    a = PC(folder / WREN, office, WREN)
    a.wire = LyingWire(office, template.space)
    return Scene(office, a, template.space, template.ours, template.theirs)


def told(totals: Totals) -> list[str]:
    """The codes of the problems, each of which has a sentence with its facts in place."""
    for problem in totals.problems:
        assert isinstance(problem, YarrowError)
        assert len(sentence(problem).split()) > 8
    return [problem.code for problem in totals.problems]


def saying(ask: str, change: Any) -> Any:
    """A lie about the body of one kind of answer."""

    def lie(name: str, said: Answer) -> Answer:
        if name != ask or said.status != "ok":
            return said
        return replace(said, body=change(dict(said.body)))

    return lie
