"""A connection is kept for the next conversation about its space, and only while it is sound."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import pytest

from app.errors import Unreachable
from sync.asking import Means
from sync.connections import KEPT_SECONDS, Connections
from sync.runner import open_transport
from sync.transport import PinnedContext, Reply
from tests.sync.conftest import RunningService
from tests.sync.exchange.offices import PC, codes

HERE, THERE = b"s" * 32, b"t" * 32
URL, PINS = "https://sync.example", (b"a" * 32, b"b" * 32)


@dataclass
class Line:
    """A transport that counts itself."""

    lines: list[Line]
    is_open: bool = True
    is_up: bool = True
    asked: list[str] = field(default_factory=list)

    def __enter__(self) -> Line:
        self.lines.append(self)
        return self

    def __exit__(self, *failure: object) -> None:
        self.is_open = False

    def connect(self, url: str, pins: tuple[bytes, ...]) -> None:
        pass

    def ask(self, path: str, body: bytes, headers: Mapping[str, str]) -> Reply:
        if not self.is_up:
            raise Unreachable("exchange.cut_off")
        self.asked.append(path)
        return Reply(200, b"", {}, PINS[0])


class Desk:
    """Connections of a PC whose clocks are turned by hand."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.seconds, self.now_ms = 0.0, 0
        means = Means(lambda: self.now_ms, bytes, lambda: self.seconds, b"")
        self.connections = Connections(lambda: Line(self.lines), means)  # type: ignore[arg-type, return-value]

    def talk(self, space: bytes = HERE, pins: tuple[bytes, ...] = PINS) -> None:
        with self.connections.to(space) as connection:
            connection.connect(URL, pins)
            connection.ask("/v1/hello", b"", {})

    def pass_seconds(self, running: float, by_the_clock: float) -> None:
        self.seconds += running
        self.now_ms += round(by_the_clock * 1000)


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_the_next_conversation_about_a_space_uses_the_same_connection(desk: Desk) -> None:
    desk.talk(), desk.talk()
    assert [len(line.asked) for line in desk.lines] == [2]


def test_two_spaces_never_share_one(desk: Desk) -> None:
    """The service would see that one PC is in both."""
    desk.talk(HERE), desk.talk(THERE), desk.talk(HERE), desk.talk(THERE)
    assert [len(line.asked) for line in desk.lines] == [2, 2]


@pytest.mark.parametrize(
    ("running", "by_the_clock"),
    [(KEPT_SECONDS, KEPT_SECONDS), (1, 3_600), (KEPT_SECONDS, 1), (1, -3_600)],
)
def test_one_that_may_be_gone_is_not_used(desk: Desk, running: float, by_the_clock: float) -> None:
    """While a PC sleeps one of its clocks stands, and somebody may set the other."""
    desk.talk()
    desk.pass_seconds(running, by_the_clock)
    desk.talk()
    assert [line.is_open for line in desk.lines] == [False, True]


def test_other_pins_are_asked_of_a_new_handshake(desk: Desk) -> None:
    desk.talk()
    desk.talk(pins=(b"b" * 32, b"c" * 32))
    assert [line.is_open for line in desk.lines] == [False, True]


def test_one_that_failed_is_not_kept(desk: Desk) -> None:
    desk.talk()
    desk.lines[0].is_up = False
    with pytest.raises(Unreachable):
        desk.talk()
    desk.talk()
    assert [line.is_open for line in desk.lines] == [False, True]


def test_nor_is_one_whose_failure_the_conversation_answered_itself(desk: Desk) -> None:
    with desk.connections.to(HERE) as connection:
        connection.connect(URL, PINS)
        desk.lines[0].is_up = False
        with pytest.raises(Unreachable):
            connection.ask("/v1/hello", b"", {})
    assert not desk.lines[0].is_open


def test_another_network_and_the_end_keep_none(desk: Desk) -> None:
    desk.talk(HERE), desk.talk(THERE)
    desk.connections.drop()
    assert not any(line.is_open for line in desk.lines)


def test_exchanges_share_a_handshake_until_the_service_starts_anew(
    new_pc: Callable[..., PC], running_service: RunningService, monkeypatch: pytest.MonkeyPatch
) -> None:
    pc = new_pc()
    pc.close()
    pc.transport = open_transport
    pc.open()
    pc.found(url=running_service.url)
    shaken: list[bytes] = []
    check = PinnedContext.check

    def counted(context: PinnedContext, certificate: bytes | None) -> None:
        check(context, certificate)
        shaken.append(context.met)

    monkeypatch.setattr(PinnedContext, "check", counted)
    assert [codes(pc.sync()) for _ in range(3)] == [[], [], []]
    assert len(shaken) == 1

    running_service.stop()
    running_service.start()

    assert codes(pc.sync()) == []
    assert len(shaken) == 2
