"""A small logind and desktop: as much of their interfaces as Yarrow asks for."""

from __future__ import annotations

import os
import threading
from typing import Any

from jeepney import (
    DBusAddress,
    HeaderFields,
    MessageType,
    new_error,
    new_method_return,
    new_signal,
)
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import Proxy, open_dbus_connection

LOGIN = "org.freedesktop.login1"
MANAGER = DBusAddress("/org/freedesktop/login1", LOGIN, f"{LOGIN}.Manager")
MINE = "/org/freedesktop/login1/session/_32"
OTHER = "/org/freedesktop/login1/session/_39"
USER = "/org/freedesktop/login1/user/_7"


class StandIn:
    """Answers on a thread of its own. What it was asked for stands in `inhibited`."""

    def __init__(self, address: str, *, ways: tuple[str, ...] = ("GetUser",)) -> None:
        self.ways = set(ways)
        self.idle_ms: int | None = None
        self.allows_inhibit = True
        self.inhibited: list[tuple[str, ...]] = []
        self._pipe: int | None = None
        self.properties: dict[tuple[str, str], tuple[str, Any]] = {
            (MINE, "User"): ("(uo)", (os.getuid(), USER)),
            (OTHER, "User"): ("(uo)", (os.getuid(), USER)),
            (OTHER, "Remote"): ("b", True),
            (USER, "Display"): ("(so)", ("2", MINE)),
        }
        self._connection = open_dbus_connection(address, enable_fds=True)
        bus = Proxy(message_bus, self._connection)
        for name in (LOGIN, "org.gnome.Mutter.IdleMonitor"):
            bus.RequestName(name)
        self._is_over = False
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def say(self, at: DBusAddress, signal: str, signature: str = "", *body: object) -> None:
        """Send a signal to everyone."""
        self._connection.send(new_signal(at, signal, signature or None, body))

    def say_of_session(self, signal: str) -> None:
        """Send a signal of the session."""
        self.say(DBusAddress(MINE, LOGIN, f"{LOGIN}.Session"), signal)

    def change(self, name: str, value: object) -> None:
        """Tell that a property of the session is another now."""
        at = DBusAddress(MINE, LOGIN, "org.freedesktop.DBus.Properties")
        changed = {name: ("b", value)}
        self.say(at, "PropertiesChanged", "sa{sv}as", f"{LOGIN}.Session", changed, [])

    def holds_back(self) -> bool:
        """Whether someone still holds the end of the pipe that holds sleep back."""
        if self._pipe is None:
            return False
        os.set_blocking(self._pipe, False)
        try:
            return os.read(self._pipe, 1) != b""
        except BlockingIOError:
            return True

    def close(self) -> None:
        """Leave the bus, as a logind that was stopped."""
        self._is_over = True
        self._thread.join(timeout=2)
        self._connection.close()
        if self._pipe is not None:
            os.close(self._pipe)

    def _run(self) -> None:
        while not self._is_over:
            try:
                message = self._connection.receive(timeout=0.05)
            except TimeoutError:
                continue
            except OSError:
                return
            if message.header.message_type is MessageType.method_call:
                self._answer(message)

    def _answer(self, message: Any) -> None:
        fields = message.header.fields
        member, path = fields[HeaderFields.member], fields[HeaderFields.path]
        found = self._found(member, path, message.body)
        if found is None:
            answer = new_error(message, "org.freedesktop.DBus.Error.UnknownMethod")
        else:
            answer = new_method_return(message, *found)
        self._connection.send(answer)
        if member == "Inhibit" and found is not None:
            os.close(found[1][0])

    def _found(self, member: str, path: str, body: Any) -> tuple[str, tuple[Any, ...]] | None:
        if member in self.ways:
            return "o", (USER if member == "GetUser" else MINE,)
        if member == "Get" and (path, body[1]) in self.properties:
            return "v", (self.properties[path, body[1]],)
        if member == "GetIdletime" and self.idle_ms is not None:
            return "t", (self.idle_ms,)
        if member == "Inhibit" and self.allows_inhibit:
            self.inhibited.append(tuple(body))
            self._pipe, given = os.pipe()
            return "h", (given,)
        return None
