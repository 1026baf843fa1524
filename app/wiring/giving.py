"""Joins whole files for somebody outside: one from its page, all from Settings, for a lead."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from threading import Event

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

from app.domain.people import reference
from app.errors import YarrowError
from app.forms.lists import load_list
from app.usecases.leaving import gate
from app.usecases.leaving.exporting import Going, Terms
from app.usecases.leaving.gate import RECIPIENTS, Grounds, recipient_called
from app.usecases.leaving.words import kept_back, told_of
from app.wiring.desk import Desk
from app.wiring.person.exporting import Saved, look_into, look_through, write_files
from ui.giving.box import Asked, GivingBox
from ui.giving.card import GivingCard
from ui.safety.file_choice import choose_files
from ui.settings.section import Cards, Section

GIVE, GIVE_ALL = "give", "give_all"
_ONE, _ALL = "Give this file to somebody outside", "Give all files to somebody outside"


@dataclass(slots=True)
class _Look:
    """A look under way, and what came of it: the files as they were then."""

    subject: bytes | None
    stop: Event
    going: Going | None = None


class GivingWiring(QObject):
    """Looks on a thread of its own, a few files at a time, so that nobody waits for it.

    Signals: `progressed(int, int)` with how many files are looked into, of how many.
    """

    progressed = Signal(int, int)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._lane = ThreadPoolExecutor(max_workers=1, thread_name_prefix="yarrow-giving")
        desk.destroyed.connect(self._stop_all)
        self._look: _Look | None = None
        self.section = Section("giving", "Give out", self._cards)

    def _stop_all(self) -> None:
        if self._look is not None:
            self._look.stop.set()
        self._lane.shutdown(wait=False, cancel_futures=True)

    @property
    def has_looked(self) -> bool:
        """Whether what would go is known."""
        return self._look is not None and self._look.going is not None

    def open_one(self, subject: bytes) -> bool:
        """Ask about one file; False where there is no window."""
        return self._open(subject)

    def open_all(self) -> bool:
        """Ask about all of them."""
        return self._open(None)

    def _open(self, subject: bytes | None) -> bool:
        desk = self._desk
        if desk.host is None:
            return False
        is_of_many = subject is None
        title = _ALL if subject is None else f"{_ONE}: {reference(subject)}"
        box = GivingBox(desk.host, desk.theme, title=title, is_of_many=is_of_many)
        look = self._look = _Look(subject, Event())
        box.look_wanted.connect(lambda: self._begin(box, look))
        box.write_wanted.connect(lambda: self._ask_where(box, look))
        box.closed.connect(look.stop.set)
        queued = Qt.ConnectionType.QueuedConnection
        self.progressed.connect(box.show_progress, queued)
        desk.hold_box(box, GIVE_ALL if is_of_many else GIVE, subject=subject)
        return True

    def _begin(self, box: GivingBox, look: _Look) -> None:
        asked, desk = box.asked, self._desk
        grounds = _grounds(asked)
        try:
            gate.require_words(grounds)
        except YarrowError as error:
            box.refuse(error)
            return
        future = self._lane.submit(self._go_through, look, grounds.recipient, asked.takes_unasked)

        def done(going: Going) -> None:
            if _looks_for(box.asked) != _looks_for(asked):
                self._begin(box, look)  # meanwhile it is to be for somebody else, or of others
                return
            look.going = going
            box.show_going(list(_words(going, grounds.recipient)), is_any=bool(going.files))

        box.begin(future)
        desk.jobs.when_done(future, box, done=done, failed=box.refuse)

    def _go_through(self, look: _Look, recipient: str, takes_unasked: bool) -> Going:  # noqa: FBT001
        vault = self._desk.vault
        if look.subject is not None:
            return look_into(vault, look.subject, recipient)
        terms = Terms(recipient, takes_unasked)
        is_stopped = look.stop.is_set
        return look_through(vault, terms, told=self.progressed.emit, is_stopped=is_stopped)

    def _ask_where(self, box: GivingBox, look: _Look) -> None:
        desk, asked, going = self._desk, box.asked, look.going
        if going is None or desk.host is None:
            return
        grounds, is_of_many = _grounds(asked), look.subject is None

        def work(folder: Path) -> Saved:
            day = desk.now().date()
            return write_files(
                desk.vault, going, asked.shape, folder, grounds, day=day, is_of_many=is_of_many
            )

        def write(chosen: list[Path]) -> None:
            future: Future[Saved] = self._lane.submit(work, chosen[0])
            box.begin(future)
            desk.jobs.when_done(future, self, done=done, failed=failed)

        def done(saved: Saved) -> None:
            if shiboken6.isValid(box):
                box.finish()
            name = "" if saved.copy is None else saved.copy.name
            desk.told.emit(f"Saved as {name}. Whoever can open that place can read it.")

        def failed(error: YarrowError) -> None:
            (box.refuse if shiboken6.isValid(box) else desk.refused.emit)(error)

        choose_files(desk.host, desk.theme, title="Where the copy goes", done=write, kind="folder")

    def _cards(self) -> Cards:
        desk, card = self._desk, GivingCard(self._desk.theme)
        card.wanted.connect(self.open_all)

        def done(is_lead: object) -> None:
            card.show_standing(is_lead=bool(is_lead))

        found = desk.read(lambda reading: reading.standing(reading.home_space()).is_lead)
        desk.jobs.when_done(found, card, done=done, failed=desk.refused.emit)
        return Cards(desk.theme, card)


def _grounds(asked: Asked) -> Grounds:
    return Grounds(recipient_called(asked.recipient), asked.reason)


def _looks_for(asked: Asked) -> tuple[str, bool]:
    """What it depends on which files go, and what of them."""
    return recipient_called(asked.recipient), asked.takes_unasked


def _words(going: Going, recipient: str) -> Iterator[str]:
    """What goes, a line each, and who it is for as it was understood."""
    known = load_list(RECIPIENTS)
    who = known.label(recipient) if recipient in known.codes else f"{recipient}, on no list"
    count, records = len(going.files), going.records
    files = "1 file goes" if count == 1 else f"{count} files go"
    yield f"For {who}: {files if count else 'no file goes'}, records in all: {records}."
    yield from told_of(going)
    for each in kept_back(going):
        yield f"Kept back, {each}."
    if count:
        yield "Nothing has left yet."
