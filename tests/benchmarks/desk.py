"""Opens the desktop on a vault, does what people do, and prints how long each act took.

One process of its own, so that its memory is that of the program. A line of JSON for each act:
`total_ms` to what was asked for stands on the screen, the longest slot of the screen's thread, and
how long a fixed piece of painting took before and after it.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

import app.wiring.session as session_wiring
from app.wiring.desktop import Desktop, dressed, read_ahead
from app.wiring.site.values import Site
from app.wiring.start import Start
from tests.benchmarks.probe import SlotProbe, Yardstick
from tests.benchmarks.whole import long_file, opened
from ui.composer.line_row import LineText
from ui.frame.overlay import open_overlays
from ui.turns import Steps

_LATEST_S = 60.0
_PAGES = 8


class Desk:
    """The desktop without its lock screen, on an open vault."""

    def __init__(self, path: Path) -> None:
        self.application = QApplication(["Yarrow"])
        theme = dressed(self.application)
        start = Start(path.parent / "nobody", Site("PC"), (), {})
        self.desktop = Desktop(self.application, theme, start, replace=lambda: None)
        self.vault = opened(path)
        read_ahead()
        self.probe, self._yardstick = SlotProbe(), Yardstick(theme)

    def act(self, name: str, do: Callable[[], object], until: Callable[[], bool]) -> None:
        """Do something, wait for what it is about, let the rest settle, and tell."""
        before = self._yardstick.measure()
        self.probe.start()
        start = time.perf_counter()
        do()
        while not until() and time.perf_counter() - start < _LATEST_S:
            self._turn()
        total_ms = (time.perf_counter() - start) * 1_000
        self.settle(0.25)
        slot = self.probe.longest()
        told = {
            "act": name,
            "total_ms": round(total_ms, 1),
            "slot_ms": round(slot.clock_ms, 1),
            "work_ms": round(slot.work_ms, 1),
            "yard_ms": round((before + self._yardstick.measure()) / 2, 2),
        }
        sys.stdout.write(f"{json.dumps(told)}\n")
        sys.stdout.flush()

    def _turn(self) -> None:
        """One turn of the loop, and a rest: one that never rests takes the interpreter from the
        lanes, as no person's PC does.
        """
        self.application.processEvents()
        time.sleep(0.001)

    def settle(self, seconds: float) -> None:
        """Let everything that waits in the loop happen."""
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            self._turn()


def main(path: Path) -> None:
    """Do every act."""
    desk = Desk(path)
    begun = session_wiring.beginning(desk.vault)
    desk.desktop.show_lock_screen()
    desk.settle(0.5)  # as long as it takes to type anything
    opening = Steps(desk.desktop._open(desk.vault, begun))  # noqa: SLF001 - without Argon2id
    desk.act("open the window", lambda: desk.desktop.turns.add(opening), lambda: has_today(desk))
    session = desk.desktop.session
    assert isinstance(session, session_wiring.OpenSession)
    people_acts(desk, session)
    file_acts(desk, session)
    for place in ("new", "sync", "settings", "today"):
        desk.act(f"go to {place}", lambda place=place: session.window.show_place(place), always)
    box_acts(desk, session)
    desk.act("another theme", lambda: desk.desktop._theme.use("dark"), always)  # noqa: SLF001
    pages = Path("/proc/self/statm")
    rss = int(pages.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") if pages.exists() else 0
    sys.stdout.write(f"{json.dumps({'rss_mb': round(rss / 1e6)})}\n")
    sys.stdout.flush()
    os._exit(0)


def has_today(desk: Desk) -> bool:
    session = desk.desktop.session
    return isinstance(session, session_wiring.OpenSession) and session.joined.today.model.is_loaded


def always() -> bool:
    return True


def people_acts(desk: Desk, session: session_wiring.OpenSession) -> None:
    people = session.joined.people
    show = lambda: session.window.show_place("people")  # noqa: E731
    desk.act("list of people painted", show, lambda: people.model.row(0) is not None)
    bar, middle = people.page.list.verticalScrollBar(), people.model.count // 2
    jump = lambda: bar.setValue(bar.maximum() // 2)  # noqa: E731
    desk.act("jump to its middle", jump, lambda: people.model.row(middle) is not None)
    for _ in range(_PAGES):
        page = lambda: bar.setValue(bar.value() + bar.pageStep())  # noqa: E731
        desk.act("scroll a page", page, always)
    people.page.list.setFocus()
    for letter in "lin":
        before = people.model.words
        key(desk, session.window, letter)
        desk.act("letter on the list", lambda: None, lambda b=before: people.model.words != b)
    desk.settle(0.5)
    people.page.field.forget()
    desk.settle(1.0)


def file_acts(desk: Desk, session: session_wiring.OpenSession) -> None:
    subject, person = long_file(desk.vault), session.joined.person
    want = lambda: session.desk.file_wanted.emit(subject)  # noqa: E731
    desk.act("open a file of 500 entries", want, lambda: person.model.file is not None)
    bar = person.page.timeline.verticalScrollBar()
    for _ in range(_PAGES):
        desk.act("scroll its timeline", lambda: bar.setValue(bar.value() + bar.pageStep()), always)
    line = person.page.findChild(LineText)
    assert line is not None
    line.setFocus()
    for letter in "seen at home":
        desk.act("key in a note", lambda k=letter: QTest.keyClicks(line, k), always)
    finding = session.joined.finding.model
    answered: list[object] = []
    finding.groups_changed.connect(answered.append)
    for end in range(2, 8):
        answered.clear()
        look = lambda e=end: finding.look_for("linnet m"[:e])  # noqa: E731
        desk.act("key in the search", look, lambda: bool(answered))


def box_acts(desk: Desk, session: session_wiring.OpenSession) -> None:
    subject, window = long_file(desk.vault), session.window
    boxes = {"a try": session.desk.contact_wanted, "a referral": session.desk.refer_wanted}
    for name, wanted in boxes.items():
        about = (subject,) if name == "a try" else (subject, None)
        want = lambda wanted=wanted, about=about: wanted.emit(*about)  # noqa: E731
        desk.act(f"open the box of {name}", want, lambda: bool(open_overlays(window)))
        window.close_overlays()
        desk.settle(0.5)


def key(desk: Desk, window: QWidget, letter: str) -> None:
    QTest.keyClicks(window.focusWidget() or window, letter, Qt.KeyboardModifier.NoModifier)
    desk.application.processEvents()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
