"""What the hands reach by its name: a button, a field, a place in Settings, a file, an item."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from app.domain.changes import Edit
from app.wiring.desktop import Desktop
from app.wiring.session import OpenSession
from ui.frame.overlay import open_overlays
from ui.safety.file_choice import FileBox
from ui.settings.secret_box import SecretBox


class Reaching:
    """The acts that need no place of their own: each is named by what stands on the screen."""

    def act_click(self, words: str) -> bool:
        """Press the button with these words or this name; whether there is one to be pressed."""
        for button in self._visible(QAbstractButton):
            if words in (button.text(), button.accessibleName()) and button.isEnabled():
                button.click()
                return True
        return False

    def act_clash(self) -> None:
        """Write another name into the open file as if nobody had seen its own, and settle it."""
        session = self._session()
        subject = session.joined.person.model.subject
        edit = Edit("person", subject, subject, {"name": "Written apart"}, {})
        session.desk.write(lambda rows: rows.save([edit])).result()
        session.desk.saved.emit(subject)
        session.desk.clash_wanted.emit(subject)

    def act_fill(self, name: str, text: str) -> bool:
        """Type into the editor of this name by keys, in place of what stood there."""
        for kind in (QLineEdit, QPlainTextEdit):
            for editor in self._visible(kind):
                if editor.accessibleName() == name:
                    editor.setFocus()
                    editor.selectAll()
                    QTest.keyClicks(editor, text)
                    return True
        return False

    def act_pick(self, name: str, number: int) -> bool:
        """Choose an entry of the list of this name."""
        for box in self._visible(QComboBox):
            if box.accessibleName() == name:
                box.setCurrentIndex(number)
                box.activated.emit(number)
                return True
        return False

    def act_set(self, section: str) -> None:
        """Go to a section of Settings."""
        session = self._session()
        session.window.show_place("settings")
        session.joined.settings.page.show_section(section)

    def act_lock_pane(self, pane: str) -> None:
        """Go to a pane of the lock screen, as its button does."""
        page = self._lock_page()
        ways = {
            "forgotten": page.pane.forgotten_button,
            "someone": page.someone,
            "restore": page.panes.newcomer.restore_button,
        }
        ways[pane].click()

    def act_open_door(self, code: str) -> None:
        """Type the short code of a ward PC and press Enter."""
        page = self._lock_page()
        page.ward_button.click()
        pane = page.panes.shown
        QTest.keyClicks(pane.field, code)
        QTest.keyClick(pane.field, Qt.Key.Key_Return)

    def act_write_at_door(self, name: str, answers: dict[str, object]) -> None:
        """On the page behind the door say who it is, answer, and let it be kept."""
        model = self._desktop().session.model
        model.whom.describe({"name": name})
        for field, answer in answers.items():
            model.set_answer(field, answer)
        model.keep_now()

    def act_door_lines(self) -> list[str]:
        """What the door tells of the records made there."""
        door = self._desktop().door
        return [] if door is None else [each.reference for each in door.model.records]

    def act_at_passphrase(self) -> bool:
        """Whether the lock screen asks for a passphrase."""
        return bool(self._lock_page().pane.isVisible())

    def act_says(self, words: str) -> bool:
        """Whether this stands anywhere on the screen."""
        return any(words in label.text() for label in self._visible(QLabel))

    def act_secret(self) -> str:
        """The code or share on the screen now; empty if there is none."""
        found = self._visible(SecretBox)
        return found[-1].shown if found else ""

    def act_boxes(self) -> int:
        """How many boxes lie over the page."""
        return len(open_overlays(self._session().window.body))

    def act_with_item(self, what: str, kind: str) -> bool:
        """Do something with the newest item of a kind, as its menu does; whether there is one."""
        person = self._session().joined.person
        for item in person.model.items:
            if person.model.item(item.key).kind == kind:
                person.page.item_wanted.emit(what, item.key)
                return True
        return False

    def act_with_file(self, what: str) -> None:
        """Do something with the file open now, as its menu does."""
        self._session().joined.person.page.file_wanted.emit(what)

    def act_count(self, kind: str) -> int:
        """How many items of a kind the file has."""
        return self._session().joined.person.model.counts[kind]

    def act_drop(self, file: str) -> None:
        """Drop a file on the page, as a file manager does."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(file)])
        page = self._session().joined.person.page
        copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
        plain = Qt.KeyboardModifier.NoModifier
        at = QPoint(200, 200)
        QApplication.sendEvent(page, QDragEnterEvent(at, copy, data, left, plain))
        QApplication.sendEvent(page, QDropEvent(QPointF(at), copy, data, left, plain))

    def act_choose_path(self, path: str) -> bool:
        """Go to a file or folder in the dialog that is open, and take it."""
        for box in self._visible(FileBox):
            dialog, chosen = box.dialog, Path(path)
            dialog.setDirectory(str(chosen if chosen.is_dir() else chosen.parent))
            dialog.selectFile(path)
            # Qt leaves the line alone while it has the focus, as it has from the beginning.
            dialog.findChild(QLineEdit, "fileNameEdit").setText(path)
            dialog.accept()
            return True
        return False

    def act_answer(self, field: str, answer: object) -> None:
        """Give another answer where a saved record is corrected."""
        model = self._session().joined.person.correcting.model
        if model is not None:
            model.set_answer(field, answer)

    def _visible(self, kind: type[Any]) -> list[Any]:
        windows = [each for each in QApplication.topLevelWidgets() if each.isVisible()]
        found = [child for window in windows for child in window.findChildren(kind)]
        return [each for each in found if isinstance(each, QWidget) and each.isVisible()]

    def _lock_page(self) -> Any:
        window = self._desktop().lock_window
        if window is None:
            raise LookupError("no lock screen")
        return window.page

    def _desktop(self) -> Desktop:
        application = QApplication.instance()
        found = application.findChild(Desktop) if application is not None else None
        if found is None:
            raise LookupError("no desktop yet")
        return found

    def _session(self) -> OpenSession:
        session = self._desktop().session
        if not isinstance(session, OpenSession):
            raise LookupError("nobody is in")
        return session
