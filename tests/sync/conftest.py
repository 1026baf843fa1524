"""A real service in a process of its own, or called as a function, and PCs that use it."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sync.protocol.words import service_words
from sync.service.folder import DATABASE, ServiceKeys, read_folder
from tests.databases import copy_database, forget_databases
from tests.services import once_said, put_service
from tests.sync.exchange.offices import PC, Office

ROOT = Path(__file__).parents[2]
SIGNING = Ed25519PrivateKey.from_private_bytes(b"o" * 32)


class RunningService:
    """`yarrow-service serve` on a folder; stopped and started it keeps its port.

    `log` is the file that its stderr goes to, `signing` the public half of its signing key.
    """

    def __init__(self, folder: Path, log: Path, *options: str) -> None:
        self.folder = folder
        self.log = log
        self.database = folder / DATABASE
        self.url = ""
        self._port = "0"
        self.options = options
        self._running: subprocess.Popen[str] | None = None

    @property
    def keys(self) -> ServiceKeys:
        return read_folder(self.folder).keys

    @property
    def signing(self) -> bytes:
        return self.keys.public

    @property
    def pins(self) -> tuple[bytes, bytes]:
        return self.keys.pins

    @property
    def words(self) -> tuple[str, ...]:
        return service_words(self.signing, self.pins[0])

    @property
    def port(self) -> int:
        return int(self._port)

    @property
    def is_running(self) -> bool:
        return self._running is not None

    def start(self) -> None:
        """Serve, and return once connections are taken."""
        command = [sys.executable, "-m", "sync.service.cli", "serve", str(self.folder)]
        with self.log.open("ab") as log:
            self._running = subprocess.Popen(
                [*command, "--port", self._port, *self.options],
                cwd=ROOT,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
        assert self._running.stdout is not None
        line = self._running.stdout.readline()
        said = re.fullmatch(r"serving on (https://127\.0\.0\.1:(\d+))\n", line)
        if said is None:
            self.kill()
            raise RuntimeError(self.log.read_text())
        self.url, self._port = said[1], said[2]

    def stop(self) -> int:
        """Ask it to end, and give its exit code."""
        if self._running is None:
            return 0
        self._running.terminate()
        return self._ended(self._running)

    def kill(self) -> None:
        """End it as a power cut would."""
        if self._running is not None:
            self._running.kill()
            self._ended(self._running)

    def _ended(self, running: subprocess.Popen[str]) -> int:
        self._running = None
        with running:
            return running.wait(timeout=20)


@contextmanager
def serving(path: Path, settings: str = "") -> Iterator[RunningService]:
    """A service of its own in this folder, running and open for spaces, or set like this."""
    put_service(path / "service", settings)
    service = RunningService(path / "service", path / "service.log")
    service.start()
    try:
        yield service
    finally:
        service.stop()
        forget_databases(path)


@pytest.fixture(autouse=True)
def _words_are_derived_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sync.protocol.words.six_words", once_said)


@pytest.fixture
def stopped_service(tmp_path: Path) -> Iterator[RunningService]:
    """A service that was set up, open for spaces, and is not running."""
    put_service(tmp_path / "service")
    service = RunningService(tmp_path / "service", tmp_path / "service.log")
    yield service
    service.stop()
    forget_databases(tmp_path)


@pytest.fixture(scope="module")
def shared_service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningService]:
    """A service that runs for all tests of a module that leave it running."""
    with serving(tmp_path_factory.mktemp("shared")) as service:
        yield service


@pytest.fixture
def running_service(stopped_service: RunningService) -> RunningService:
    """A service that runs: `url`, `port`, `folder`, `database`, `log`, `signing`, `pins`, `words`.

    `stop()`, `kill()` and `start()` as often as a test likes.
    """
    stopped_service.start()
    return stopped_service


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = Office(tmp_path / "service.db", SIGNING)
    yield opened
    opened.close()
    forget_databases(tmp_path)


@pytest.fixture
def new_pc(tmp_path: Path, office: Office) -> Iterator[Callable[..., PC]]:
    """Make a PC by its person's name, or open the one that is there."""
    opened: list[PC] = []

    def make(name: str = "Wren Pepperday", *, training: bool = True) -> PC:
        pc = PC(tmp_path / name.split()[0].lower(), office, name, training=training)
        opened.append(pc)
        return pc

    yield make
    for pc in opened:
        pc.close()


@pytest.fixture(scope="session")
def made_team(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with Wren's and Linnet's PCs and their service, to be copied and left as it is."""
    folder = tmp_path_factory.mktemp("team")
    office = Office(folder / "service.db", SIGNING)
    a = PC(folder / "wren", office, "Wren Pepperday")
    b = PC(folder / "linnet", office, "Linnet Marrowby")
    a.found()
    b.join(a.invite())
    a.sync()
    b.sync()
    for each in (a, b, office):
        each.close()
    return folder


@pytest.fixture
def team(
    made_team: Path, tmp_path: Path, office: Office, new_pc: Callable[..., PC]
) -> tuple[PC, PC]:
    """Wren's and Linnet's PCs in one space, both synced."""
    office.close()
    shutil.copytree(made_team, tmp_path, dirs_exist_ok=True)
    copy_database(made_team / "service.db", office.database)
    office.restart()
    a, b = new_pc("Wren Pepperday"), new_pc("Linnet Marrowby")
    for pc in (a, b):
        pc.stay()
    return a, b
