"""Lock: cover at once, seal what is on the screen, and end the process that held the keys."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as TooLong
from contextlib import suppress
from dataclasses import dataclass

from app.domain.encoding import Value
from app.errors import Refused, WrongPassphrase, YarrowError
from app.ports import Access
from storage import access_log, settings, vault_file
from storage.keys import Slot, open_slot
from storage.passphrases import wait_s
from storage.reading import VaultReading
from storage.session import VaultSession
from storage.unlocked import Vault

SETTING = "last_session"
LATEST_S = 1.8
_SEALING_S = 1.2


@dataclass(frozen=True, slots=True)
class LastSession:
    """How the session before ended; `why` is empty if it ended without a lock.

    `place` is the page that was shown, `subject` the file on it, `unkept` how many drafts the
    disk did not take, `box` kind and thing of the box that lay over the page (of Settings the
    section and the field, of a blank New the words looked with), `scroll` how far its parts were
    scrolled.
    """

    at_ms: int
    why: str
    place: str
    subject: bytes | None
    unkept: int = 0
    box: tuple[str, str] | None = None
    scroll: tuple[int, ...] = ()


def begin(session: VaultSession) -> LastSession | None:
    """How the last session ended, None if there was none; from now on one is open."""
    before = _read(settings.read(session.connection, SETTING))
    opened: dict[str, Value] = {"at": session.now_ms(), "why": ""}
    settings.write(session.connection, SETTING, opened)
    return before


def last(reading: VaultReading) -> LastSession | None:
    """How the last session ended, as a vault that takes no writes can tell."""
    return _read(settings.read(reading.connection, SETTING))


def seal(
    session: VaultSession,
    *,
    why: str,
    place: str,
    subject: bytes | None,
    unkept: int = 0,
    box: tuple[str, str] | None = None,
    scroll: Sequence[int] = (),
) -> None:
    """Keep when and why it was locked, the place to come back to, and what was not written."""
    kept: dict[str, Value] = {"at": session.now_ms(), "why": why, "place": place}
    if unkept:
        kept["unkept"] = unkept
    if any(scroll):
        kept["scroll"] = list(scroll)
    if box is not None:
        kept["box"] = list(box)
    if subject is not None:
        kept["subject"] = subject
    settings.write(session.connection, SETTING, kept)


def _read(value: Value) -> LastSession | None:
    if not isinstance(value, Mapping):
        return None
    kept = {str(name): each for name, each in value.items()}
    at, subject, unkept = kept.get("at"), kept.get("subject"), kept.get("unkept")
    return LastSession(
        at_ms=at if isinstance(at, int) else 0,
        why=str(kept.get("why") or ""),
        place=str(kept.get("place") or ""),
        subject=subject if isinstance(subject, bytes) else None,
        unkept=unkept if isinstance(unkept, int) else 0,
        box=_box(kept.get("box")),
        scroll=_scroll(kept.get("scroll")),
    )


def _scroll(value: Value) -> tuple[int, ...]:
    places = value if isinstance(value, list) else []
    return tuple(each for each in places if isinstance(each, int))


def _box(value: Value) -> tuple[str, str] | None:
    if isinstance(value, list) and len(value) == 2:
        return str(value[0]), str(value[1])
    return None


@dataclass(frozen=True, slots=True)
class Ending:
    """What a lock does, in this order.

    `cover` hides the screen in one paint. `keep` hands every open draft to the write lane. `seal`
    writes the place behind them. `close` ends the lanes. `replace` puts a fresh process in this
    one's place and does not come back.
    """

    cover: Callable[[], object]
    keep: Sequence[Callable[[], object]]
    seal: Callable[[], Future[None]]
    close: Callable[[], object]
    replace: Callable[[], object]


def lock_now(ending: Ending, *, latest_s: float = LATEST_S) -> None:
    """Lock, and end within `latest_s` even if the disk hangs: what was not written by then is not.

    The clock runs on a thread of its own, since the one of the screen may be the one that waits,
    for the disk or for the screen itself.
    """
    clock = threading.Timer(latest_s, ending.replace)
    clock.daemon = True
    clock.start()
    ending.cover()
    for keep in ending.keep:
        keep()
    # One lane, one thread: once this is written, so is every draft that went before it.
    with suppress(TooLong, YarrowError):
        ending.seal().result(timeout=min(_SEALING_S, latest_s))
    ending.close()
    clock.cancel()
    ending.replace()


class Passphrase:
    """Whether a passphrase opens a vault that is open already, for whoever comes back to a cover.

    Wrong ones wait as on the lock screen, and stand in the access log like those there; the two
    minutes behind the cover end it anyway.
    """

    def __init__(self, vault: Vault, now_ms: Callable[[], int]) -> None:
        self._vault = vault
        self._now_ms = now_ms
        self._wrong_ms: list[int] = []

    def require(self, passphrase: str) -> None:
        """Raise WrongPassphrase `vault.wrong_passphrase` or Refused `vault.wait` unless it opens.

        Takes as long as unlocking does: call it off the screen's thread.
        """
        seconds = wait_s(self._wrong_ms, self._now_ms())
        if seconds:
            raise Refused("vault.wait", seconds=seconds)
        content = vault_file.read(self._vault.path)
        for slot in content.slots:
            if isinstance(slot, Slot):
                with suppress(WrongPassphrase):
                    open_slot(passphrase, slot, vault=content.vault)
                    return
        self._note(self._now_ms())
        raise WrongPassphrase("vault.wrong_passphrase")

    def _note(self, ms: int) -> None:
        """A vault that takes no writes, or is being closed, goes without the line."""
        self._wrong_ms.append(ms)
        entry = Access(ms, "", "wrong_passphrase", b"", None, "")
        with suppress(YarrowError):
            self._vault.write(lambda session: access_log.note(session.connection, entry)).result()
