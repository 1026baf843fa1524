"""The session as logind knows it: its lock, who is at the seat, and the PC going to sleep."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from typing import Any

from app.wiring.system.bus import Address, Bus, Failed, News
from app.wiring.system.telling import REMOTE, SCREEN, SHUTDOWN, SLEEP, SWITCH

_NAME = "org.freedesktop.login1"
_MANAGER = Address(_NAME, "/org/freedesktop/login1", f"{_NAME}.Manager")
_SESSION = Address(_NAME, "", f"{_NAME}.Session")
_PROPERTIES = "org.freedesktop.DBus.Properties"


class Logind:
    """One session of logind; raises one of `bus.Failed` while it is made if there is none.

    From the start it holds sleep and shutdown back until `let_sleep`, for as long as logind
    allows: 5 seconds unless IT set another time.
    """

    offers = frozenset({SCREEN, SWITCH, SLEEP, SHUTDOWN, REMOTE})

    def __init__(self, bus: Bus) -> None:
        self._bus = bus
        self._session = self._find_session()
        for at in (self._session, self._session.face(_PROPERTIES), _MANAGER):
            bus.listen(at)
        self._held_back = self._hold_back()

    def reasons(self, news: list[News]) -> Iterator[str]:
        """The reasons to lock among what came."""
        return filter(None, map(self._reason, news))

    def let_sleep(self) -> None:
        """Hold sleep and shutdown back no more."""
        held, self._held_back = self._held_back, None
        if held is not None:
            held.close()

    def _find_session(self) -> Address:
        for look in (self._by_name, self._by_process, self._by_user):
            with contextlib.suppress(*Failed):
                found = _SESSION.at(look())
                if self._is_ours(found):
                    return found
        raise LookupError("no session of this user")

    def _by_name(self) -> str:
        return str(self._bus.call(_MANAGER, "GetSession", "s", os.environ["XDG_SESSION_ID"])[0])

    def _by_process(self) -> str:
        return str(self._bus.call(_MANAGER, "GetSessionByPID", "u", os.getpid())[0])

    def _by_user(self) -> str:
        """The one the user looks at: what the user's service manager starts belongs to none."""
        path = str(self._bus.call(_MANAGER, "GetUser", "u", os.getuid())[0])
        return str(self._bus.value(Address(_NAME, path, f"{_NAME}.User"), "Display")[1])

    def _is_ours(self, session: Address) -> bool:
        return bool(self._bus.value(session, "User")[0] == os.getuid())

    def _hold_back(self) -> Any:
        words = ("sleep:shutdown", "Yarrow", "Closes its window first", "delay")
        try:
            (held,) = self._bus.call(_MANAGER, "Inhibit", "ssss", *words)
        except Failed:
            # It still tells of sleep; only nothing waits for us.
            return None
        # The process that takes this one's place must not go on holding it.
        os.set_inheritable(held.fileno(), False)
        return held

    def _reason(self, news: News) -> str:
        if news.member == "Lock":
            return SCREEN
        if news.member == "PropertiesChanged":
            return _of_properties(news.body[1])
        if news.member == "PrepareForSleep":
            return SLEEP if news.body[0] else ""
        if news.member == "PrepareForShutdown":
            return SHUTDOWN if news.body[0] else ""
        if news.member == "SessionNew":
            return REMOTE if self._is_from_outside(str(news.body[1])) else ""
        return ""

    def _is_from_outside(self, path: str) -> bool:
        """Whether a new session is this same user's, from another PC."""
        session = _SESSION.at(path)
        with contextlib.suppress(*Failed):
            return self._is_ours(session) and bool(self._bus.value(session, "Remote"))
        return False


def _of_properties(changed: dict[str, tuple[str, Any]]) -> str:
    if changed.get("LockedHint", ("b", False))[1]:
        return SCREEN
    return SWITCH if changed.get("Active", ("b", True))[1] is False else ""
