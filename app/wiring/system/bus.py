"""Calls over D-Bus on one thread, with the signals that come between kept in their order."""

from __future__ import annotations

import contextlib
from collections import deque
from dataclasses import dataclass, replace
from typing import Any

from jeepney import (  # type: ignore[import-untyped]
    DBusAddress,
    DBusErrorResponse,
    HeaderFields,
    MatchRule,
    Properties,
    new_method_call,
)
from jeepney.bus_messages import message_bus  # type: ignore[import-untyped]
from jeepney.io.blocking import Proxy, open_dbus_connection  # type: ignore[import-untyped]
from jeepney.wrappers import unwrap_msg  # type: ignore[import-untyped]

CALL_S = 2.0
_MOST_WAITING = 256

Failed = (OSError, DBusErrorResponse, KeyError, ValueError, LookupError, RuntimeError)
"""What a bus that is not there, does not answer or answers otherwise may raise."""


@dataclass(frozen=True, slots=True)
class Address:
    """An interface of an object of a program on the bus."""

    program: str
    path: str
    interface: str

    def at(self, path: str) -> Address:
        """The same interface of another object."""
        return replace(self, path=path)

    def face(self, interface: str) -> Address:
        """Another interface of the same object."""
        return replace(self, interface=interface)


@dataclass(frozen=True, slots=True)
class News:
    """A signal that came: its name and what it says."""

    member: str
    body: tuple[Any, ...]


class Bus:
    """One connection, used by one thread alone. Every method may raise one of `Failed`."""

    def __init__(self, which: str) -> None:
        self._connection = open_dbus_connection(which, enable_fds=True)
        self._proxy = Proxy(message_bus, self._connection, timeout=CALL_S)
        self._heard: list[deque[Any]] = []

    @property
    def socket(self) -> int:
        """What to wait on for news."""
        return int(self._connection.sock.fileno())

    def call(self, at: Address, method: str, signature: str = "", *values: object) -> Any:
        """The body of the answer."""
        return self._ask(new_method_call(_address(at), method, signature or None, values))

    def value(self, at: Address, name: str) -> Any:
        """A property."""
        (_signature, value), *_ = self._ask(Properties(_address(at)).get(name))
        return value

    def listen(self, at: Address) -> None:
        """Hear the signals of an interface from now on."""
        named = {"type": "signal", "path": at.path, "interface": at.interface}
        # The bus knows programs by the names they own, a message names its sender by a number.
        self._proxy.AddMatch(MatchRule(sender=at.program, **named))
        heard: deque[Any] = deque(maxlen=_MOST_WAITING)
        self._connection.filter(MatchRule(**named), queue=heard)
        self._heard.append(heard)

    def news(self) -> list[News]:
        """The signals that have come, without waiting."""
        with contextlib.suppress(TimeoutError):
            while True:
                self._connection.recv_messages(timeout=0)
        found = [_news(message) for heard in self._heard for message in heard]
        for heard in self._heard:
            heard.clear()
        return found

    def close(self) -> None:
        """Leave the bus."""
        self._connection.close()

    def _ask(self, message: Any) -> Any:
        return unwrap_msg(self._connection.send_and_get_reply(message, timeout=CALL_S))


def open_bus(which: str) -> Bus | None:
    """The `SYSTEM` or `SESSION` bus, None if there is none."""
    try:
        return Bus(which)
    except Failed:
        return None


def _address(at: Address) -> Any:
    return DBusAddress(at.path, bus_name=at.program, interface=at.interface)


def _news(message: Any) -> News:
    return News(str(message.header.fields.get(HeaderFields.member, "")), tuple(message.body))
