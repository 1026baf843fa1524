"""Joins what a lead does with a file for good: erase it or one record, hold it, let go of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import timedelta
from functools import partial

from PySide6.QtCore import QObject, Signal

from app.domain.erasure import BACKUP_DAYS
from app.domain.moments import moment_of
from app.usecases.retention import erasing as rules
from app.usecases.retention import holding
from app.wiring.desk import Desk
from app.wiring.person import erasing
from sync.runner import SyncLane
from ui.boxes.ask_box import AskBox
from ui.formats import moment_within
from ui.person.erasing import EraseAsking, EraseFacts
from ui.person.menus import ERASE, ERASE_RECORD, HOLD, LET_GO
from ui.team.facts import DOOR, DeviceFacts, SpaceFacts, TeamFacts
from ui.team.wording import UNNAMED_PC

_DAY = timedelta(days=1)
_ERASED = "Erased here and on the service. Every other PC erases it when it next syncs."
_ASKED = "It is erased once the days of grace are over. Settings says who has done it."


class LeadErasing(QObject):
    """Opens the boxes; `facts` gives the vault's spaces as they are known now.

    Signals: `erased(object, bool)` with a file that was erased as a whole, and whether it is still
    here until its days of grace are over.
    """

    erased = Signal(object, bool)

    def __init__(self, desk: Desk, lane: SyncLane, facts: Callable[[], TeamFacts]) -> None:
        super().__init__(desk)
        self._desk, self._lane, self._facts = desk, lane, facts
        self._thread = thread = ThreadPoolExecutor(1, thread_name_prefix="yarrow-erase")
        desk.destroyed.connect(lambda: thread.shutdown(wait=False, cancel_futures=True))

    @property
    def led(self) -> frozenset[bytes]:
        """The spaces that this person leads."""
        return frozenset(each.id for each in self._facts().spaces if each.is_lead)

    def erase(
        self,
        subject: bytes,
        space: bytes | None,
        *,
        record: bytes | None = None,
        title: str = "",
        reason: str = "",
        parts: tuple[str, ...] = (),
        untold: tuple[str, ...] = (),
    ) -> AskBox | None:
        """Ask why a file, or one record of it, is erased.

        `title` names the record; `reason` is what stands there to begin with; `parts` are the
        references of the other files shown in this one, `untold` teams with an open referral.
        """
        found = next((each for each in self._facts().spaces if each.id == space), None)
        asking = self._asking()
        if found is None or asking is None or not found.is_lead:
            return None
        others = [each for each in found.devices if _may_hold(each)]
        facts = EraseFacts(
            title=title,
            grace_days=found.grace_days,
            others=len(others),
            unheard=tuple(self._unheard(found)),
            backup_days=BACKUP_DAYS,
            reason=reason,
            parts=parts,
            untold=untold,
        )

        def erase(reason: str) -> Future[bytes]:
            return self._thread.submit(self._erase, subject, record, reason)

        box = asking.erase(facts, erase, partial(self._on_erased, found, subject, record))
        kind, about = (ERASE, "") if record is None else (ERASE_RECORD, record.hex())
        self._desk.hold_box(box, kind, subject=subject, about=about)
        return box

    def hold(self, subject: bytes) -> AskBox | None:
        """Ask what a file is kept for, and put it on hold."""

        def hold(because: str, why: str) -> Future[None]:
            return self._desk.write(
                lambda session: holding.hold(session, subject, because=because, why=why)
            )

        asking = self._asking()
        if asking is None:
            return None
        box = asking.hold(hold, partial(self._on_held, subject, "It is on hold."))
        self._desk.hold_box(box, HOLD, subject=subject)
        return box

    def let_go(self, subject: bytes) -> AskBox | None:
        """Ask why a file is on hold no longer, and let go of it."""

        def let_go(why: str) -> Future[None]:
            return self._desk.write(lambda session: holding.let_go(session, subject, why=why))

        asking = self._asking()
        if asking is None:
            return None
        box = asking.let_go(let_go, partial(self._on_held, subject, "It is on hold no longer."))
        self._desk.hold_box(box, LET_GO, subject=subject)
        return box

    def _erase(self, subject: bytes, record: bytes | None, reason: str) -> bytes:
        vault = self._desk.vault
        target = vault.read(lambda reading: rules.target_of(reading, subject, record)).result()
        return erasing.erase(vault, self._lane, target, reason)

    def _unheard(self, space: SpaceFacts) -> Iterator[str]:
        """Each PC that may hold it for a while yet, and when it was last heard of."""
        for person in space.people:
            for device in person.devices:
                if _may_hold(device) and not self._is_near(device):
                    name = ", ".join(filter(None, (person.name, device.pc))) or UNNAMED_PC
                    yield f"{name}: {self._heard(device)}"

    def _is_near(self, device: DeviceFacts) -> bool:
        heard = device.heard_ms
        return heard is not None and self._desk.now() - moment_of(heard) < _DAY

    def _heard(self, device: DeviceFacts) -> str:
        if device.heard_ms is None:
            return "not heard of yet"
        now = self._desk.now()
        at = moment_of(device.heard_ms).astimezone(now.tzinfo)
        return f"last heard of {moment_within(at, now=now)}"

    def _asking(self) -> EraseAsking | None:
        desk = self._desk
        return None if desk.host is None else EraseAsking(desk.host, desk.theme, desk.jobs)

    def _on_erased(
        self, space: SpaceFacts, subject: bytes, record: bytes | None, _erasure: bytes
    ) -> None:
        if record is None:
            self.erased.emit(subject, bool(space.grace_days))
        self._desk.saved.emit(None)
        self._desk.told.emit(_ASKED if space.grace_days else _ERASED)

    def _on_held(self, subject: bytes, words: str, _nothing: None) -> None:
        self._desk.saved.emit(subject)
        self._desk.told.emit(words)


def _may_hold(device: DeviceFacts) -> bool:
    """Whether another PC may have it: a ward PC reads nothing of the team's."""
    return not device.is_own and device.role != DOOR
