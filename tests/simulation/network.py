"""The way from a PC to the service, and everything that happens to a request on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from app.errors import Unreachable, Untrusted
from sync.service.exchange import Request
from sync.transport import Reply
from tests.simulation.central import Central
from tests.simulation.disk import Disk
from tests.simulation.world import World
from tests.sync.exchange.offices import PINS

FAULTY = 0.15
_PAGE = b"<html><body>Please sign in to the guest network</body></html>"
_BROKEN = b"<html><h1>Bad gateway</h1></html>"
Fault = Callable[["Network", Request], Reply]


class Network:
    """Stands where `sync.transport` stands, for one PC."""

    def __init__(self, world: World, central: Central, disk: Disk) -> None:
        self.world = world
        self.central = central
        self.disk = disk
        self.is_up = True
        self.asked: list[str] = []
        self.last: Reply | None = None

    def __enter__(self) -> Network:
        return self

    def __exit__(self, *failure: object) -> None:
        pass

    def connect(self, url: str, pins: tuple[bytes, ...]) -> None:
        if pins:
            assert PINS[0] in pins

    def ask(self, path: str, body: bytes, headers: Mapping[str, str]) -> Reply:
        self.disk.step()
        self.world.now_ms += self.world.chance.randint(1, 400)
        request = Request("POST", path, "", dict(headers), body, "192.0.2.1")
        name = path.rpartition("/")[2]
        self.asked.append(name)
        reply = self._carried(name, request)
        self.world.say("  ", name, len(body), reply.status, len(reply.body))
        self.disk.step()
        return reply

    def _carried(self, name: str, request: Request) -> Reply:
        if not self.is_up:
            raise Unreachable("exchange.unreachable")
        if not self.world.has(FAULTY):
            return self.arrive(request)
        fault = self.world.chance.choice(list(FAULTS))
        self.world.count(fault)
        self.world.say("  ", name, len(request.body), fault)
        return FAULTS[fault](self, request)

    def arrive(self, request: Request) -> Reply:
        """The service's own answer."""
        response = self.central.take(request)
        if response is None:
            return Reply(503, _BROKEN, {}, PINS[0])
        self.last = Reply(response.status, response.body, dict(response.headers), PINS[0])
        return self.last


def _lost(network: Network, request: Request) -> Reply:
    raise Unreachable("exchange.unreachable")


def _reset_after_it_was_done(network: Network, request: Request) -> Reply:
    network.arrive(request)
    raise Unreachable("exchange.cut_off")


def _repeated(network: Network, request: Request) -> Reply:
    network.arrive(request)
    return network.arrive(request)


def _delayed(network: Network, request: Request) -> Reply:
    network.central.take_later(request)
    raise Unreachable("exchange.too_slow")


def _truncated(network: Network, request: Request) -> Reply:
    reply = network.arrive(request)
    return replace(reply, body=reply.body[: network.world.chance.randrange(len(reply.body))])


def _altered(network: Network, request: Request) -> Reply:
    reply = network.arrive(request)
    at = network.world.chance.randrange(len(reply.body))
    changed = bytes([reply.body[at] ^ 1 << network.world.chance.randrange(8)])
    return replace(reply, body=reply.body[:at] + changed + reply.body[at + 1 :])


def _answered_as_before(network: Network, request: Request) -> Reply:
    return network.last or _lost(network, request)


def _other_key(network: Network, request: Request) -> Reply:
    raise Untrusted("exchange.other_key")


def _page(status: int, content: bytes) -> Fault:
    return lambda _network, _request: Reply(status, content, {}, PINS[0])


FAULTS: dict[str, Fault] = {
    "lost": _lost,
    "reset after it was done": _reset_after_it_was_done,
    "repeated": _repeated,
    "delayed": _delayed,
    "truncated": _truncated,
    "altered": _altered,
    "answered as before": _answered_as_before,
    "other key": _other_key,
    "captive portal": _page(200, _PAGE),
    "429": _page(429, _BROKEN),
    "500": _page(500, _BROKEN),
    "502": _page(502, _BROKEN),
}
