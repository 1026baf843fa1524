"""The real service, called as a function: restarted, put back to an older copy, and restored."""

from __future__ import annotations

from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sync.protocol.heads import running
from sync.service import restoring
from sync.service.core import answer
from sync.service.exchange import Request, Response
from sync.service.limits import Limits
from sync.service.store import tip
from tests.databases import copy_database
from tests.simulation.world import World
from tests.sync.exchange.offices import Office

_LIMITS = Limits(device_requests=10**6, newcomer_requests=10**6, package_requests=10**6)
_KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
_WRITES = ("append", "statement", "join", "mark", "spaces")
_LOG = """
    select position, hash, running, device, incarnation, seq from entries where space = ?
    order by position
"""


class Central:
    """The service of one world; while an older copy is in its place it takes no writes."""

    def __init__(self, folder: Path, world: World) -> None:
        self.world = world
        self.older: Path | None = None
        self.newer: Path | None = None
        self._late: list[Request] = []
        self.office = Office(folder / "service.db", _KEY, _LIMITS, now_ms=lambda: world.now_ms)

    def take(self, request: Request) -> Response | None:
        """The answer, None from a service that serves reads alone while it is being restored."""
        self._take_late()
        return self._take(request)

    def take_later(self, request: Request) -> None:
        """Let a request arrive after ones that were sent after it."""
        self._late.append(request)

    def restart(self) -> None:
        self.office.restart()

    def keep_copy(self) -> bool:
        """The copy that a service would be put back to; whether one was made."""
        if self.newer is None:
            self.older = self._copy("older.db")
        return self.newer is None

    def roll_back(self) -> bool:
        """Put the copy in place; whether there was one."""
        if self.older is None or self.newer is not None:
            return False
        self.newer = self._copy("newer.db")
        self.put(self.older)
        return True

    def restore(self) -> bool:
        """Put back what was there before; whether it was not."""
        if self.newer is None:
            return False
        self.put(self.newer)
        self.newer = None
        return True

    def lose(self) -> bool:
        """Put the copy in place for good, as an administrator does; whether there was one."""
        if self.older is None or self.newer is not None:
            return False
        self.put(self.older)
        with self.office.service.store.writing() as connection:
            restoring.begin_everywhere(connection)
        return True

    def log(self, space: bytes) -> list[tuple[int, bytes, bytes, bytes, bytes | None, int | None]]:
        """All entries of a space, checked to be without gap and in one chain of hashes."""
        with self.office.service.store.reading() as connection:
            rows = [tuple(row) for row in connection.exec_driver_sql(_LOG, (space,))]
        assert [row[0] for row in rows] == list(range(1, len(rows) + 1))
        before = space
        for _, hash, after, *_ in rows:
            before = running(before, hash)
            assert before == after
        return rows

    def lets_in(self, space: bytes, device: bytes) -> bool:
        """Whether a PC is in by all that reached the log, and nothing late could send it away."""
        if self._late or self.newer is not None:
            return False
        service = self.office.service
        with service.store.reading() as connection:
            at = tip(connection, space)
            assert at is not None
            known = service.memberships.at(connection, at).present.get(device)
        return known is not None and known.is_admitted

    def set_in_force(self, space: bytes) -> bytes:
        """The recovery set of a space by its log as the service has it, empty for none."""
        service = self.office.service
        with service.store.reading() as connection:
            at = tip(connection, space)
            assert at is not None
            known = service.memberships.at(connection, at).recovery
        return known.set if known is not None else b""

    def close(self) -> None:
        self.office.close()

    def _take_late(self) -> None:
        late, self._late = self._late, []
        for request in late:
            if self.world.chance.random() < 0.5:
                self._take(request)
            else:
                self._late.append(request)

    def _take(self, request: Request) -> Response | None:
        if self.newer is not None and request.path.rpartition("/")[2] in _WRITES:
            return None
        return answer(request, self.office.service, now_ms=self.world.now_ms)

    def _copy(self, name: str) -> Path:
        self.office.close()
        copy = self.office.database.with_name(name)
        copy_database(self.office.database, copy)
        self.restart()
        return copy

    def put(self, copy: Path) -> None:
        """Put another database in the service's place."""
        self.office.close()
        copy_database(copy, self.office.database)
        self.restart()
