"""What is copied is marked, short-lived, and taken back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QMimeData, QPoint, QStringListModel, Qt
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QListView, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from ui.safety.clipboard import KEPT_MS, Clipboard
from ui.theme.theme import Theme
from ui.unlocking.passphrase_field import PassphraseField

CTRL = Qt.KeyboardModifier.ControlModifier
WINDOWS = 'application/x-qt-windows-mime;value="{}"'


@pytest.fixture
def system() -> Iterator[QClipboard]:
    clipboard = QGuiApplication.clipboard()
    clipboard.clear()
    yield clipboard
    clipboard.clear()


@pytest.fixture
def clipboard(system: QClipboard, qapp: QApplication) -> Iterator[Clipboard]:
    clipboard = Clipboard(qapp)
    yield clipboard
    clipboard.clear()
    clipboard.deleteLater()


def marks(system: QClipboard) -> set[str]:
    data: QMimeData | None = system.mimeData()
    return set(data.formats()) if data is not None else set()


def shown(widget: QWidget, qtbot: QtBot) -> None:
    qtbot.addWidget(widget)
    widget.show()


def test_what_is_copied_asks_for_no_history_and_no_cloud(
    clipboard: Clipboard, system: QClipboard
) -> None:
    clipboard.copy("Y-1M1PG")

    assert system.text() == "Y-1M1PG"
    assert marks(system) >= {
        "x-kde-passwordManagerHint",
        WINDOWS.format("ExcludeClipboardContentFromMonitorProcessing"),
        WINDOWS.format("CanIncludeInClipboardHistory"),
        WINDOWS.format("CanUploadToCloudClipboard"),
    }
    data = system.mimeData()
    assert data.data("x-kde-passwordManagerHint").data() == b"secret"
    assert data.data(WINDOWS.format("CanIncludeInClipboardHistory")).data() == bytes(4)


def test_after_ten_seconds_it_is_gone(system: QClipboard, qapp: QApplication, qtbot: QtBot) -> None:
    assert KEPT_MS == 10_000
    clipboard = Clipboard(qapp, kept_ms=1)

    clipboard.copy("Y-1M1PG")

    qtbot.waitUntil(lambda: system.text() == "")
    clipboard.deleteLater()


def test_words_of_another_program_are_left_alone(
    clipboard: Clipboard, system: QClipboard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clipboard, "_is_alone", False)
    clipboard.copy("Y-1M1PG")

    system.setText("a shopping list")
    clipboard.clear()

    assert system.text() == "a shopping list"


@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit])
@pytest.mark.parametrize("key", [Qt.Key.Key_C, Qt.Key.Key_X])
def test_a_field_s_own_copy_and_cut_are_marked(
    kind: type[QLineEdit] | type[QPlainTextEdit],
    key: Qt.Key,
    clipboard: Clipboard,
    system: QClipboard,
    qtbot: QtBot,
) -> None:
    field = kind()
    shown(field, qtbot)
    qtbot.keyClicks(field, "He will not let me")
    field.selectAll()

    qtbot.keyClick(field, key, CTRL)

    assert system.text() == "He will not let me"
    assert "x-kde-passwordManagerHint" in marks(system)
    assert "text/html" not in marks(system)
    clipboard.clear()
    assert system.text() == ""


def test_a_field_s_menu_goes_the_same_way(
    clipboard: Clipboard, system: QClipboard, qtbot: QtBot
) -> None:
    field = QLineEdit("He will not let me")
    shown(field, qtbot)
    field.selectAll()
    menu = field.createStandardContextMenu()

    next(each for each in menu.actions() if "Copy" in each.text()).trigger()

    assert "x-kde-passwordManagerHint" in marks(system)
    menu.deleteLater()


def test_a_list_copies_nothing(clipboard: Clipboard, system: QClipboard, qtbot: QtBot) -> None:
    view, model = QListView(), QStringListModel(["Tansy Bramblewick"])
    view.setModel(model)
    shown(view, qtbot)
    view.setCurrentIndex(model.index(0, 0))

    qtbot.keyClick(view, Qt.Key.Key_C, CTRL)

    assert system.text() == ""


def test_a_passphrase_is_never_copied_even_where_it_is_shown(
    clipboard: Clipboard, system: QClipboard, theme: Theme, qtbot: QtBot
) -> None:
    field = PassphraseField(theme)
    shown(field, qtbot)
    field.setText("gravel tunnel pewter oblong")
    field.show_words(shown=True)
    field.selectAll()

    qtbot.keyClick(field, Qt.Key.Key_C, CTRL)
    qtbot.keyClick(field, Qt.Key.Key_X, CTRL)

    assert system.text() == ""
    assert field.text() == "gravel tunnel pewter oblong"


def test_selected_words_cannot_be_dragged_away(clipboard: Clipboard, qtbot: QtBot) -> None:
    field = QPlainTextEdit("He will not let me")
    shown(field, qtbot)
    field.selectAll()
    inside = field.cursorRect(field.textCursor()).center() - QPoint(20, 0)

    qtbot.mousePress(field.viewport(), Qt.MouseButton.LeftButton, pos=inside)

    assert not field.textCursor().hasSelection()
    qtbot.mouseRelease(field.viewport(), Qt.MouseButton.LeftButton, pos=inside)


def test_a_picture_put_there_by_a_widget_is_taken_back(
    clipboard: Clipboard, system: QClipboard
) -> None:
    data = QMimeData()
    data.setData("image/png", b"not marked")

    system.setMimeData(data)

    assert not marks(system)
