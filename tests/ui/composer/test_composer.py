from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.composer.composer import Composer
from ui.composer.line_row import LineTag, LineText
from ui.composer.lines import Line
from ui.composer.view_model import NO_LABEL, ComposerViewModel
from ui.forms.drafts import KeptPage
from ui.frame.shortcuts import Shortcuts
from ui.theme.theme import Theme

if TYPE_CHECKING:
    from tests.ui.composer.conftest import NoteDesk

Key, Modifier = Qt.Key, Qt.KeyboardModifier


@pytest.fixture
def elsewhere() -> list[str]:
    """What the window did with keys that mean something else in the composer."""
    return []


@pytest.fixture
def composer(
    model: ComposerViewModel,
    theme: Theme,
    show: Callable[[QWidget], QWidget],
    elsewhere: list[str],
) -> Iterator[Composer]:
    window = QWidget()
    column = QVBoxLayout(window)
    made = Composer(model, theme)
    column.addWidget(made)
    Shortcuts(
        window,
        {
            "place.today": lambda: elsewhere.append("today"),
            "main_action": lambda: elsewhere.append("main"),
        },
    )
    window.resize(710, 260)
    show(window)
    made.enter()
    yield made
    model.stop()


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def press(*keys: str | Qt.Key | tuple[Qt.Key, Qt.KeyboardModifier]) -> None:
    for key in keys:
        if isinstance(key, str):
            QTest.keyClicks(focused(), key)
        elif isinstance(key, tuple):
            QTest.keyClick(focused(), *key)
        else:
            QTest.keyClick(focused(), key)


FACT, SAID = (Key.Key_1, Modifier.AltModifier), (Key.Key_2, Modifier.AltModifier)
SIGN = (Key.Key_Return, Modifier.ControlModifier)


def test_a_note_is_written_and_signed_by_keys_alone(
    qtbot: QtBot, composer: Composer, model: ComposerViewModel, desk: NoteDesk, elsewhere: list[str]
) -> None:
    press(FACT, "Rang at 09:44.", Key.Key_Return, "She was alone.", Key.Key_Return)
    press(SAID, "Mum can have them")

    with qtbot.waitSignal(model.signed):
        press(SIGN)

    assert desk.signed[0][0] == [
        {"label": "fact", "text": "Rang at 09:44."},
        {"label": "fact", "text": "She was alone."},
        {"label": "said", "text": "“Mum can have them”"},
    ]
    assert elsewhere == []
    assert focused().toPlainText() == ""  # type: ignore[attr-defined]


def test_a_line_begun_in_the_middle_moves_no_words(
    composer: Composer, model: ComposerViewModel
) -> None:
    press(SAID, "one", Key.Key_Return, "three", Key.Key_Up, Key.Key_Return, "two")

    assert model.lines == (Line("said", "“one"), Line("said", "“two"), Line("said", "“three"))


def test_sign_is_refused_while_a_line_has_no_label(
    composer: Composer, model: ComposerViewModel, desk: NoteDesk
) -> None:
    press("Rang", SIGN)

    told = [label.text() for label in composer.findChildren(QLabel) if label.isVisible()]
    assert NO_LABEL in told
    assert desk.signed == []

    press(FACT)
    told = [label.text() for label in composer.findChildren(QLabel) if label.isVisible()]
    assert NO_LABEL not in told


def test_backspace_takes_an_empty_line_away(composer: Composer, model: ComposerViewModel) -> None:
    press(SAID, "one", Key.Key_Return)
    assert len(model.lines) == 2

    press(Key.Key_Backspace)

    assert model.lines == (Line("said", "“one"),)
    assert len([words for words in composer.findChildren(LineText) if words.isVisible()]) == 1


def test_lines_are_spoken_with_their_label_and_number(
    composer: Composer, nameless: Callable[[QWidget], list[str]]
) -> None:
    press(SAID, "one", Key.Key_Return)

    spoken = QAccessible.queryAccessibleInterface(focused())

    assert spoken.text(QAccessible.Text.Name) == "Said, line 2"
    assert spoken.role() == QAccessible.Role.EditableText
    assert nameless(composer) == []


def test_the_tag_offers_the_labels(composer: Composer, model: ComposerViewModel) -> None:
    press("maybe")
    tag = composer.findChildren(LineTag)[0]
    tag.click()
    menu = tag.findChild(QMenu)
    assert isinstance(menu, QMenu)

    menu.actions()[2].trigger()
    menu.close()

    assert model.lines == (Line("opinion", "maybe"),)


def test_a_draft_comes_back_with_its_caret(composer: Composer, model: ComposerViewModel) -> None:
    lines: list[object] = [{"label": "fact", "text": "Rang"}, {"label": "said", "text": "“No”"}]
    model.resume(KeptPage(b"d" * 16, "note/1", b"s" * 16, {"lines": lines}, "1:2"))  # type: ignore[dict-item]

    composer.enter()

    words = focused()
    assert isinstance(words, LineText)
    assert (words.toPlainText(), words.textCursor().position()) == ("“No”", 2)


def test_a_caret_behind_an_emoji_comes_back(composer: Composer, model: ComposerViewModel) -> None:
    lines: list[object] = [{"label": "fact", "text": "by the \U0001f33f gate"}]
    model.resume(KeptPage(b"d" * 16, "note/1", b"s" * 16, {"lines": lines}, "0:14"))  # type: ignore[dict-item]

    composer.enter()

    words = focused()
    assert isinstance(words, LineText)
    assert words.textCursor().position() == 14


def test_undo_in_a_line_is_its_own(composer: Composer, model: ComposerViewModel) -> None:
    press(FACT, "one")
    press((Key.Key_Z, Modifier.ControlModifier))

    assert model.lines[0].text in ("", "on")


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_no_words_are_cut(
    composer: Composer,
    theme: Theme,
    clipped: Callable[[QWidget], list[str]],
    scale: float,
) -> None:
    press(FACT, "one", Key.Key_Return, "two")
    theme.scale_text(scale)
    composer.window().resize(round(560 * scale), 500)
    QApplication.processEvents()

    assert clipped(composer) == []
    for words in composer.findChildren(LineText):
        assert words.height() >= theme.px(28)
