"""Joins what is not shown now: the strip over the pages, and the boxes of the call to a lead."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cached_property
from typing import TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.wiring.desk import Desk
from storage.spaces.store import VaultSpaces
from sync.asking import Means
from sync.reopening import answer_words, asked_words, reopen
from sync.runner import pc_means
from ui.boxes.running import run_box
from ui.sync.facts import HiddenFacts
from ui.sync.hidden_note import HiddenNote
from ui.team.facts import DeviceFacts, PersonFacts, SpaceFacts
from ui.team.reopening import AnswerBox, PhoneCalls, ReopenBox

T = TypeVar("T")


class LeaseWiring(QObject):
    """Signals: `opened()` when a lead's words opened a space again."""

    opened = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._spaces = VaultSpaces(desk.vault)
        self._thread = thread = ThreadPoolExecutor(1, thread_name_prefix="yarrow-lease")
        desk.destroyed.connect(lambda: thread.shutdown(wait=False, cancel_futures=True))
        self._calls = PhoneCalls(self._asked, self._reopen, self._answered)

    @cached_property
    def note(self) -> HiddenNote:
        """The strip over the pages."""
        note = HiddenNote(self._desk.theme)
        note.wanted.connect(self._on_wanted)
        return note

    def ask(self, hidden: HiddenFacts) -> ReopenBox | None:
        """Show the words to read out, and take a lead's."""
        desk = self._desk
        if desk.host is None:
            return None
        box = ReopenBox(desk.host, desk.theme, title=hidden.title)
        asked = self._calls.asked(hidden.space)
        desk.jobs.when_done(asked, box, done=box.show_asked, failed=box.refuse)
        run_box(
            box,
            desk.jobs,
            lambda: self._calls.reopen(hidden.space, box.words.text()),
            lambda _nothing: self._on_opened(hidden.title),
        )
        return box

    def answer(
        self, host: QWidget, space: SpaceFacts, person: PersonFacts, device: DeviceFacts
    ) -> AnswerBox:
        """As a lead, take the words of a colleague's PC and show the six that open it."""
        return AnswerBox(
            host,
            self._desk.theme,
            self._desk.jobs,
            person=person,
            device=device,
            title=space.title,
            days=space.lease_days,
            answered=lambda asked: self._calls.answered(space.id, device.id, asked),
        )

    def _on_wanted(self, hidden: object) -> None:
        if isinstance(hidden, HiddenFacts):
            self.ask(hidden)

    def _on_opened(self, title: str) -> None:
        self._desk.told.emit(f"{title or 'The space'} is shown again.")
        self.opened.emit()

    def _asked(self, space: bytes) -> Future[Sequence[str]]:
        return self._aside(lambda: asked_words(self._spaces.space(space), self._means))

    def _reopen(self, space: bytes, typed: str) -> Future[None]:
        return self._aside(lambda: reopen(self._spaces.space(space), typed, self._means))

    def _answered(self, space: bytes, device: bytes, asked: str) -> Future[Sequence[str]]:
        return self._aside(
            lambda: answer_words(self._spaces.space(space), device, asked, self._means)
        )

    def _aside(self, work: Callable[[], T]) -> Future[T]:
        return self._thread.submit(work)

    @cached_property
    def _means(self) -> Means:
        return pc_means(self._spaces.place())
