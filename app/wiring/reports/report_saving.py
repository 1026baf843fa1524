"""Joins the box of a quarter's figures: they are read, shown, and saved where a person chose."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from PySide6.QtCore import QObject

from app.domain.periods import Quarter, quarter_of
from app.errors import FormRefused
from app.forms.first_contact import counting_of
from app.usecases.leaving.gate import Grounds, recipient_called
from app.usecases.reports.sheet import Edition, document_of
from app.wiring.desk import Desk
from app.wiring.reports.reporting import OWN_USE, Place, edition, save
from storage.reading import VaultReading
from ui.practice.report_box import ReportBox
from ui.safety.file_choice import choose_files

REPORT = "report"
_QUARTERS = 8
_STILL_READ = "The figures are being read for them. Look at them, then press it again."


class ReportSaving(QObject):
    """Opens the box over Reports."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._shown: Edition | None = None
        self._asked: tuple[Quarter, str] | None = None
        self._reads = 0

    @property
    def is_read(self) -> bool:
        """Whether the figures in the box are those that are asked for now."""
        return self._shown is not None

    def open_box(self) -> bool:
        """Show a quarter and ask for whom it is; False where there is no window."""
        return self.open_with("pdf", is_outside=False)

    def open_with(self, shape: str, is_outside: bool) -> bool:  # noqa: FBT001 - a signal's slot
        """The same with a shape chosen; for somebody outside a name has to be given."""
        desk = self._desk
        if desk.host is None:
            return False
        quarters = self._quarters()
        box = ReportBox(
            desk.host, desk.theme, quarters=quarters, shape=shape, is_outside=is_outside
        )
        box.looked.connect(lambda: self._read(box))
        box.wanted.connect(lambda: self._ask_where(box))
        desk.hold_box(box, REPORT, subject=None)
        self._read(box)
        return True

    def _quarters(self) -> list[Quarter]:
        """The last whole quarter first, then those before it, and the one that runs at the end."""
        now = quarter_of(self._desk.now().date())
        found = [now]
        while len(found) < _QUARTERS:
            found.append(found[-1].before)
        return [*found[1:], now]

    def _read(self, box: ReportBox) -> None:
        """Read the figures as the recipient would get them; an older answer is dropped."""
        desk = self._desk
        self._asked = quarter, who = _asked_in(box)
        counting = counting_of(desk.site.first_contact)
        self._reads += 1
        number, self._shown = self._reads, None

        def work(reading: VaultReading) -> tuple[Edition, str]:
            made = edition(reading, quarter, recipient=who, counting=counting, now=desk.now())
            return made, document_of(made).loose_text

        def done(read: tuple[Edition, str]) -> None:
            if number == self._reads:
                self._shown = read[0]
                box.show_figures(read[1])
                box.tell("")

        desk.jobs.when_done(desk.read(work), box, done=done, failed=box.refuse)

    def _ask_where(self, box: ReportBox) -> None:
        """What was shown is what is saved; if it is for somebody else, it is read anew first."""
        if self._asked != _asked_in(box):
            self._read(box)
        desk, made = self._desk, self._shown
        if made is None or desk.host is None:
            box.tell(_STILL_READ)
            return
        if box.needs_recipient:
            box.refuse(FormRefused({"recipient": "words_needed"}))
            return
        if box.recipient and not box.reason:
            box.refuse(FormRefused({"reason": "words_needed"}))
            return
        grounds = Grounds(recipient_called(box.recipient), box.reason) if box.recipient else OWN_USE
        shape = box.shape

        def write(chosen: Sequence[Path]) -> None:
            lane = ThreadPoolExecutor(max_workers=1, thread_name_prefix="yarrow-report")
            place = Place(chosen[0])
            future = lane.submit(save, desk.vault, made, shape, place, grounds, now=desk.now())
            lane.shutdown(wait=False)
            box.begin(future)
            desk.jobs.when_done(future, box, done=done, failed=box.refuse)

        def done(copy: Path) -> None:
            box.finish()
            desk.told.emit(f"Saved as {copy.name}. Whoever can open that place can read it.")

        title = "Where the figures go"
        choose_files(desk.host, desk.theme, title=title, done=write, kind="folder")


def _asked_in(box: ReportBox) -> tuple[Quarter, str]:
    """Which quarter and for whom: figures for one recipient are never saved for another."""
    return box.quarter, recipient_called(box.recipient)
