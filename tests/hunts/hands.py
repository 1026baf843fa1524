"""The program with hands: does by keys what each line on standard input asks, and tells of it.

Run as `python -m tests.hunts.hands` it is `app.main` and one thread that reads. A lock starts it
anew by the same words; then it says `up` again and knows nothing of before.
"""

from __future__ import annotations

import ctypes
import json
import os
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QImage, QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QToolTip,
    QWidget,
)

from app.domain.worklist import Reason
from app.main import main
from app.wiring.door.page import DoorPage
from app.wiring.session import OpenSession
from tests.hunts.reaching import Reaching
from ui.composer.composer import Composer
from ui.frame.cover import Cover
from ui.theme.tokens import cover_colours
from ui.unlocking.early_keys import EarlyKeys
from ui.unlocking.user_rows import UserRow

_STANDARD_INPUT, _STANDARD_OUTPUT = 0, 1
_SLACK = 3


def say(*words: object) -> None:
    """One line, whole, at once: what a kill cuts off was not said."""
    os.write(_STANDARD_OUTPUT, json.dumps(words).encode() + b"\n")


class Hands(Reaching, QObject):
    """Carries each line from the thread that reads to the one of the screen, and does it there."""

    asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._pace = QTimer(self)
        self._pace.setSingleShot(True)
        self._pace.timeout.connect(self._type_next)
        self._to_type: list[tuple[str, float]] = []
        self._titles: set[str] = set()
        self._pressed = self._entered = 0.0
        self.asked.connect(self._do, Qt.ConnectionType.QueuedConnection)
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        held = b""
        while part := os.read(_STANDARD_INPUT, 65536):
            held += part
            *lines, held = held.split(b"\n")
            for line in lines:
                self.asked.emit(json.loads(line))
        os._exit(0)

    def _do(self, words: list[object]) -> None:
        name, *rest = words
        act: Callable[..., object] = getattr(self, f"act_{name}")
        try:
            say("did", name, act(*rest))
        except Exception as error:
            say("broke", name, repr(error))

    # What is so

    def act_state(self) -> str:
        """`lock` with the lock screen there and taking keys, else the place shown; empty on the
        way.
        """
        session = self._desktop().session
        if isinstance(session, OpenSession):
            return session.window.place if session.window.isVisible() else ""
        if isinstance(session, DoorPage):
            return "door" if session.window.isVisible() else ""
        window = self._desktop().lock_window
        if window is None or not window.isVisible():
            return ""
        early = window.findChild(EarlyKeys)
        return "lock" if early is None or early.is_over else ""

    def act_words(self) -> list[object]:
        """What stands where the caret is, and the caret's place; nothing outside a text."""
        at = QApplication.focusWidget()
        if isinstance(at, QPlainTextEdit):
            return [at.toPlainText(), at.textCursor().position()]
        if isinstance(at, QLineEdit):
            return [at.text(), at.cursorPosition()]
        return ["", -1]

    def act_problem(self) -> str:
        """The sentence on the lock screen, if there is one."""
        window = self._desktop().lock_window
        return "" if window is None else window.page.pane.field.accessibleDescription()

    def act_subject(self) -> str:
        """The file open now, in hex."""
        subject = self._session().joined.person.model.subject
        return "" if self._session().joined.person.model.file is None else (subject or b"").hex()

    def act_titles(self) -> list[str]:
        """Every title that a window of this process has had since `watch_titles`."""
        return sorted(self._titles)

    def act_watch_titles(self) -> None:
        """Note the titles from now on."""
        for window in QApplication.topLevelWidgets():
            self._titles.add(window.windowTitle())
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note a title as a window shows or gets another."""
        is_news = event.type() in (QEvent.Type.WindowTitleChange, QEvent.Type.Show)
        if is_news and isinstance(watched, QWidget) and watched.isWindow():
            self._titles.add(watched.windowTitle())
        return False

    # Hands

    def act_unlock(self, passphrase: str) -> None:
        """Type the passphrase and press Enter."""
        window = self._desktop().lock_window
        if window is not None:
            window.activateWindow()
            QTest.keyClicks(window.page.pane.field, passphrase)
            self._entered = time.monotonic()
            QTest.keyClick(window.page.pane.field, Qt.Key.Key_Return)

    def act_watch_list(self) -> None:
        """Tell when Enter was pressed and when the list of whoever comes in next was painted."""
        self._desktop().opened.connect(self._on_opened)

    def _on_opened(self, session: OpenSession) -> None:
        rows = session.joined.today.page.list.viewport()
        rows.installEventFilter(FirstPaint(rows, lambda: say("painted", self._entered, now())))

    def act_press(self, keys: str) -> None:
        """Press keys where the focus is, such as `Ctrl+L`."""
        combination = QKeySequence(keys)[0]
        self._pressed = time.perf_counter()
        QTest.keyClick(self._at(), combination.key(), combination.keyboardModifiers())

    def act_wait_on_a_thread(self) -> None:
        """Let a thread wait for good, as one does that asks a network which does not answer."""
        ThreadPoolExecutor(1).submit(threading.Event().wait)

    def act_close(self) -> None:
        """Close the window, as its own button does."""
        self._session().window.close()

    def act_type(self, text: str) -> None:
        """Type a text at once."""
        QTest.keyClicks(self._at(), text)

    def act_type_on(self, strokes: list[tuple[str, float]]) -> None:
        """Type each letter so many seconds after the one before; each is told with its time."""
        self._to_type = list(strokes)
        self._type_next()

    def _type_next(self) -> None:
        if not self._to_type:
            return
        letter, _pause = self._to_type.pop(0)
        # QTest's own keys end at Latin-1.
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
            QApplication.sendEvent(self._at(), event)
        say("typed", letter, time.monotonic())
        if self._to_type:
            self._pace.start(round(self._to_type[0][1] * 1000))

    def act_take_up_draft(self) -> bool:
        """Do what the row of a draft on Today asks for; False while there is none."""
        today = self._session().joined.today
        keys = [row.key for group in today.model.groups for row in group.rows]
        found = {due.reason: key for key in keys if (due := today.model.due(key))}
        today.act(found.get(Reason.DRAFT, ""))
        return Reason.DRAFT in found

    def act_go_to_own_words(self) -> None:
        """Into the field of New for the person's own words."""
        self._session().joined.new.model.place_asked.emit("their_words", -1)

    def act_go_to_person(self) -> None:
        """Into the line of New that looks for someone."""
        self._session().joined.new.model.whom.clear()
        self._session().joined.new.model.place_asked.emit("person", -1)

    def act_choose(self, label: str) -> None:
        """The person of this label on the lock screen."""
        window = self._desktop().lock_window
        for row in window.page.findChildren(UserRow) if window is not None else ():
            if label in row.accessibleName():
                row.click()

    def act_is_dumpable(self) -> int:
        """What prctl(PR_GET_DUMPABLE) says."""
        return int(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))

    def act_set_environment(self, name: str, value: str) -> None:
        """Change this process's environment, as a library might."""
        os.environ[name] = value

    def act_go_to_note(self) -> bool:
        """Into the note of the file open now; whether there is one yet."""
        composers = self._session().window.findChildren(Composer)
        for composer in composers[-1:]:
            composer.enter()
        return bool(composers)

    def act_describe(self, name: str, answers: dict[str, object]) -> None:
        """On New, say who it is and answer."""
        model = self._session().joined.new.model
        model.whom.describe({"name": name})
        for field, answer in answers.items():
            model.set_answer(field, answer)

    def act_open_box(self, key_of_item: bool) -> None:
        """The box `entered in error` of the newest item, or that of the person."""
        person = self._session().joined.person
        if key_of_item:
            person.mark_in_error(person.model.items[0].key)
        else:
            person.edit()

    def act_open_menu(self, words: str) -> None:
        """A menu over the window."""
        menu = QMenu(self._session().window)
        menu.addAction(words)
        menu.popup(self._session().window.mapToGlobal(QPoint(200, 200)))

    def act_open_hint(self, words: str) -> None:
        """A hint over the window."""
        window = self._session().window
        QToolTip.showText(window.mapToGlobal(QPoint(300, 300)), words, window)

    def act_open_window(self, words: str) -> None:
        """A second window, as a box of the system's would be."""
        field = QLineEdit(words, self._session().window)
        field.setWindowFlag(Qt.WindowType.Dialog)
        field.resize(300, 60)
        field.show()

    def act_fail(self, words: str) -> None:
        """Meet a fault of the program's own whose text holds what was typed."""
        QTimer.singleShot(0, lambda: _fail(words))

    # What is on the screen

    def act_frame(self) -> int:
        """How many of the last frame's pixels, over all windows, are none of the cover's."""
        windows = [each for each in QGuiApplication.topLevelWindows() if each.isVisible()]
        return sum(foreign_pixels(window.winId()) for window in windows)

    def act_watch_cover(self) -> None:
        """Tell, as soon as the cover is there, of the frame then on the screen and its time."""
        for cover in self._session().window.findChildren(Cover):
            cover.covered.connect(self._on_covered)

    def _on_covered(self) -> None:
        taken = time.perf_counter() - self._pressed
        try:
            say("covered", taken, self.act_frame())
        except Exception as error:
            say("broke", "covered", repr(error))

    def act_come_back(self) -> None:
        """Take the cover and what lay over the window away, as the right passphrase does."""
        session = self._session()
        session.return_box.passed.emit()
        session.window.close_overlays()
        for window in QApplication.topLevelWidgets():
            if window.isVisible() and window is not session.window:
                window.close()

    def act_paint(self) -> None:
        """Let everything that waits be painted."""
        QTest.qWait(60)

    def _at(self) -> QWidget:
        """Where keys go. Without a window manager nobody makes a new window the active one."""
        windows = [each for each in QApplication.topLevelWidgets() if each.isVisible()]
        if QApplication.activeWindow() is None and windows:
            windows[0].activateWindow()
            QApplication.processEvents()
        popup, focus = QApplication.activePopupWidget(), QApplication.focusWidget()
        inside = [each.focusWidget() for each in windows if each.focusWidget() is not None]
        return popup or focus or next(iter(inside or QApplication.topLevelWidgets()))


def now() -> float:
    """This moment, on a clock that all processes share."""
    return time.monotonic()


class FirstPaint(QObject):
    """Calls `painted` once, after a widget has painted what it holds."""

    def __init__(self, widget: QWidget, painted: Callable[[], object]) -> None:
        super().__init__(widget)
        self._painted: Callable[[], object] | None = painted

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """After the first paint comes whatever was asked for meanwhile."""
        if event.type() == QEvent.Type.Paint and self._painted is not None:
            QTimer.singleShot(0, self._painted)
            self._painted = None
        return False


def foreign_pixels(window: int) -> int:
    """The pixels of a window's last frame that lie off the line between the cover's two colours."""
    screen = QGuiApplication.primaryScreen()
    frame = screen.grabWindow(window).toImage().convertToFormat(QImage.Format.Format_RGB32)
    if frame.isNull():
        return 0
    low, high = (cover_colours()[name] for name in ("ground", "text"))
    ends = [[int(colour[at : at + 2], 16) for at in (1, 3, 5)] for colour in (low, high)]
    seen = Counter(memoryview(frame.constBits()).cast("I"))
    return sum(times for pixel, times in seen.items() if not _is_between(pixel, *ends))


def _is_between(pixel: int, low: list[int], high: list[int]) -> bool:
    parts = [(pixel >> shift) & 0xFF for shift in (16, 8, 0)]
    share = (parts[1] - low[1]) / (high[1] - low[1])
    wanted = [low[at] + share * (high[at] - low[at]) for at in range(3)]
    return all(abs(part - want) <= _SLACK for part, want in zip(parts, wanted, strict=True))


def _fail(words: str) -> None:
    raise ValueError(words)


if __name__ == "__main__":
    hands = Hands()
    say("up", os.getpid())
    main()
