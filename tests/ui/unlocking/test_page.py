"""The lock screen by keys, and at 200 %."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from datetime import date, datetime

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QRadioButton,
    QScrollBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.errors import Refused
from ui.jobs import Jobs
from ui.safety.file_choice import FileBox
from ui.theme.theme import Theme
from ui.unlocking.facts import LockFacts
from ui.unlocking.forgotten_pane import ForgottenPane
from ui.unlocking.newcomer_pane import ElsewherePane
from ui.unlocking.page import LockPage
from ui.unlocking.user_rows import last_here
from ui.unlocking.view_model import Doors, KnownBackup, UnlockViewModel, VaultUser

TODAY = date(2026, 11, 17)
USERS = (
    VaultUser("a", "Wren Pepperday", TODAY, has_draft=True, is_training=True),
    VaultUser("b", "Linnet Marrowby", date(2026, 11, 16), has_draft=False, is_training=False),
)


PANES = ("pane", "newcomer", "elsewhere", "restoring", "forgotten", "none", "new")


class Screen:
    """The page with doors that note what was tried."""

    def __init__(
        self, theme: Theme, qtbot: QtBot, *, shown: str = "", users: Sequence[VaultUser] = USERS
    ) -> None:
        self.tries: list[tuple[str, str]] = []
        self.made: list[tuple[str, str]] = []
        self.ways: tuple[str, ...] = ("shares", "code")
        self.proof: Future[object] = Future()
        self.restored: Future[str] = Future()
        self.backups: Future[Sequence[KnownBackup]] = Future()
        self.brought: list[tuple[str, str]] = []
        doors = Doors(
            users=lambda: users,
            wait_s=lambda _key: 0,
            unlock=lambda key, typed: self._note(self.tries, key, typed),
            make=lambda name, typed: self._note(self.made, name, typed),
            guesses=self._guesses,
            elsewhere=lambda _folder: USERS[0],
            backups=lambda: self.backups,
            restore=self._restore,
            restore_by=lambda file, way, typed: Future(),
            ways=lambda _key: self.ways,
            prove=lambda _way, _typed: self.proof,
            recover=lambda _key, _way, _typed, _new: Future(),
            share_words=Future,
        )
        self.jobs = Jobs()
        self.model = UnlockViewModel(doors, self.jobs)
        self.page = LockPage(
            self.model,
            doors,
            theme,
            jobs=self.jobs,
            facts=LockFacts("WGH-ED-07", "the IT service desk", "1.0", shown),
            now=lambda: datetime(2026, 11, 17, 9, 38),
        )
        for owned in (self.model, self.jobs):
            owned.setParent(self.page)
        qtbot.addWidget(self.page)
        self.page.resize(1366, 688)
        self.page.show()
        self.page.activateWindow()
        self.page.take_focus()

    def _restore(self, file: str, passphrase: str) -> Future[str]:
        self.brought.append((file, passphrase))
        return self.restored

    def show_pane(self, name: str) -> None:
        """Go to one of the panes at the right, as its buttons do."""
        page = self.page
        if name in ("newcomer", "elsewhere", "restoring"):
            (page.menu_someone if page.menu.isVisible() else page.someone).click()
        if name == "elsewhere":
            page.panes.newcomer.elsewhere_wanted.emit()
        if name == "restoring":
            page.panes.newcomer.restore_button.click()
        if name in ("forgotten", "none", "new"):
            self.ways = () if name == "none" else self.ways
            page.pane.forgotten_button.click()
        if name == "new":
            page.panes.forgotten.go_button.click()
            self.proof.set_result(None)
        QTest.qWait(20)

    def _note(self, tries: list[tuple[str, str]], first: str, typed: str) -> Future[object]:
        tries.append((first, typed))
        return Future()

    def _guesses(self, typed: str, _name: str) -> Future[int]:
        answer: Future[int] = Future()
        answer.set_result(10**6 if typed == "password1234" else 10**20)
        return answer


@pytest.fixture
def screen(theme: Theme, qtbot: QtBot) -> Iterator[Screen]:
    yield Screen(theme, qtbot)


def test_typing_and_enter_unlock_and_leave_nothing_in_the_field(
    screen: Screen, qtbot: QtBot
) -> None:
    qtbot.keyClicks(screen.page.pane.field, "copper lantern")
    qtbot.keyClick(screen.page.pane.field, Qt.Key.Key_Return)

    assert screen.tries == [("a", "copper lantern")]
    assert screen.page.pane.field.text() == ""
    assert not screen.page.pane.field.isUndoAvailable()


def test_the_arrows_choose_who_is_here(screen: Screen, qtbot: QtBot) -> None:
    row = screen.page.users.rows[0]
    row.setFocus()
    qtbot.keyClick(row, Qt.Key.Key_Down)

    assert screen.model.chosen == USERS[1]
    assert screen.page.users.rows[1].isChecked()


def test_the_arrows_choose_from_the_empty_passphrase_too(screen: Screen, qtbot: QtBot) -> None:
    field, rows = screen.page.pane.field, screen.page.users.rows
    screen.page.take_focus()

    qtbot.keyClick(field, Qt.Key.Key_Down)
    assert [row.isChecked() for row in rows][:2] == [False, True]
    assert field.hasFocus()

    qtbot.keyClicks(field, "wren")
    qtbot.keyClick(field, Qt.Key.Key_Up)
    assert rows[1].isChecked()
    assert field.text() == "wren"


def test_a_click_or_enter_on_a_name_leads_to_the_passphrase(screen: Screen, qtbot: QtBot) -> None:
    first, second = screen.page.users.rows
    field = screen.page.pane.field

    first.setFocus()
    qtbot.mouseClick(second, Qt.MouseButton.LeftButton)
    assert screen.model.chosen == USERS[1]
    assert screen.page.focusWidget() is field

    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Return)
    assert screen.model.chosen == USERS[0]
    assert screen.page.focusWidget() is field
    assert screen.tries == []


def test_what_is_typed_on_a_button_goes_into_the_passphrase(screen: Screen, qtbot: QtBot) -> None:
    field = screen.page.pane.field
    for widget in (screen.page.someone, screen.page.users.rows[0]):
        field.forget()
        widget.setFocus()
        for letter in "a b":
            qtbot.keyClicks(screen.page.focusWidget(), letter)

        assert field.text() == "a b"
        assert field.isVisible()


def test_tab_goes_from_the_new_passphrase_to_the_same_once_more(
    screen: Screen, qtbot: QtBot
) -> None:
    screen.page.someone.click()
    pane = screen.page.panes.newcomer
    pane.new.passphrase.editor.setFocus()

    qtbot.keyClick(pane.new.passphrase.editor, Qt.Key.Key_Tab)
    assert screen.page.focusWidget() is pane.new.again.editor
    qtbot.keyClick(pane.new.again.editor, Qt.Key.Key_Tab)
    assert screen.page.focusWidget() is pane.make_button


def test_capital_letters_without_shift_tell_that_caps_lock_is_on(screen: Screen) -> None:
    field = screen.page.pane.field
    press(field, "A", Qt.KeyboardModifier.ShiftModifier)
    assert not warns_of_caps_lock(screen.page)

    press(field, "A", Qt.KeyboardModifier.NoModifier)
    assert warns_of_caps_lock(screen.page)

    press(field, "a", Qt.KeyboardModifier.NoModifier)
    assert not warns_of_caps_lock(screen.page)


def test_the_eye_shows_and_hides(screen: Screen, qtbot: QtBot) -> None:
    field = screen.page.pane.field
    eye = field.findChild(QAbstractButton)
    assert eye is not None

    eye.click()
    assert field.echoMode() == QLineEdit.EchoMode.Normal
    field.forget()
    assert field.echoMode() == QLineEdit.EchoMode.Password


def test_two_different_new_passphrases_make_no_vault(screen: Screen, qtbot: QtBot) -> None:
    screen.page.someone.click()
    pane = screen.page.panes.newcomer
    type_into(qtbot, pane.name.editor, "Perpetua Finchley")
    type_into(qtbot, pane.new.passphrase.editor, "gravel tunnel pewter oblong")
    type_into(qtbot, pane.new.again.editor, "gravel tunnel pewter")
    pane.make_button.click()

    assert screen.made == []
    assert pane.new.again.problem == "The two are not the same."


def test_an_easy_passphrase_is_told_and_makes_no_vault(screen: Screen, qtbot: QtBot) -> None:
    screen.page.someone.click()
    pane = screen.page.panes.newcomer
    type_into(qtbot, pane.name.editor, "Perpetua Finchley")
    type_into(qtbot, pane.new.passphrase.editor, "password1234")
    type_into(qtbot, pane.new.again.editor, "password1234")
    qtbot.waitUntil(
        lambda: any("Too easy" in label.text() for label in visible_labels(screen.page))
    )
    pane.make_button.click()

    assert screen.made == []
    assert "Too easy" in pane.new.passphrase.problem


def test_a_good_one_typed_twice_makes_the_vault(screen: Screen, qtbot: QtBot) -> None:
    screen.page.someone.click()
    pane = screen.page.panes.newcomer
    type_into(qtbot, pane.name.editor, "Perpetua Finchley")
    type_into(qtbot, pane.new.passphrase.editor, "gravel tunnel pewter oblong")
    type_into(qtbot, pane.new.again.editor, "gravel tunnel pewter oblong")
    qtbot.keyClick(pane.new.again.editor, Qt.Key.Key_Return)

    assert screen.made == [("Perpetua Finchley", "gravel tunnel pewter oblong")]


def test_a_demo_tells_its_passphrase_and_nothing_else_does(theme: Theme, qtbot: QtBot) -> None:
    demo, real = Screen(theme, qtbot, shown="willow tin"), Screen(theme, qtbot)

    assert any("willow tin" in label.text() for label in visible_labels(demo.page))
    assert not any("assphrase:" in label.text() for label in visible_labels(real.page))


def test_the_card_is_as_drawn(screen: Screen, qtbot: QtBot) -> None:
    qtbot.waitExposed(screen.page)
    card = screen.page.users.parentWidget()
    while card is not None and card.property("role") != "lock":
        card = card.parentWidget()

    assert card is not None
    assert abs(card.width() - 788) <= 2
    assert abs(card.height() - 424) <= 2
    assert abs(screen.page.pane.unlock_button.height() - 44) <= 2


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("pane", PANES)
def test_no_words_are_cut_off(theme: Theme, qtbot: QtBot, scale: float, pane: str) -> None:
    theme.scale_text(scale)
    screen = Screen(theme, qtbot)
    page = screen.page
    page.resize(1366, 688)
    screen.show_pane(pane)

    assert [label.text() for label in visible_labels(page) if is_cut(label)] == []
    assert page.menu.isVisible() is (scale == 2.0)


@pytest.mark.parametrize("pane", PANES)
def test_tab_goes_round_all_that_is_shown_both_ways(
    screen: Screen, qtbot: QtBot, pane: str
) -> None:
    screen.show_pane(pane)
    shown = {
        each
        for each in screen.page.findChildren(QWidget)
        if each.isVisible() and each.isEnabled() and each.focusPolicy() & Qt.FocusPolicy.TabFocus
    }
    # Of a group of choices Tab reaches the one that is made; arrows go to the others.
    shown -= {each for each in shown if isinstance(each, QRadioButton) and not each.isChecked()}

    for key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
        reached = set()
        for _ in range(len(shown) + 1):
            focused = screen.page.focusWidget()
            reached.add(focused)
            qtbot.keyClick(focused, key)
        assert [spoken_name(each) for each in shown - reached] == []


def test_hide_is_no_broader_than_its_words(screen: Screen) -> None:
    hide = screen.page.hide_button

    assert hide.width() <= hide.sizeHint().width()
    assert hide.geometry().right() > 1300


def test_every_control_has_a_spoken_name(screen: Screen) -> None:
    controls = [
        each
        for each in screen.page.findChildren(QWidget)
        if each.isVisible() and each.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]

    assert controls
    assert [each for each in controls if not spoken_name(each)] == []


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (None, "Not here yet"),
        (TODAY, "Here today"),
        (date(2026, 11, 16), "Yesterday"),
        (date(2026, 11, 13), "Fri 13 Nov"),
        (date(2025, 11, 13), "Thu 13 Nov 2025"),
    ],
)
def test_the_last_visit_is_told_to_the_day(day: date | None, words: str) -> None:
    assert last_here(day, today=TODAY) == words


def press(field: QWidget, letter: str, modifier: Qt.KeyboardModifier) -> None:
    pressed = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, modifier, letter)
    QApplication.sendEvent(field, pressed)


def warns_of_caps_lock(page: QWidget) -> bool:
    return any("Caps Lock is on" in label.text() for label in visible_labels(page))


def type_into(qtbot: QtBot, editor: QWidget, text: str) -> None:
    qtbot.keyClicks(editor, text)


def visible_labels(page: QWidget) -> list[QLabel]:
    return [label for label in page.findChildren(QLabel) if label.isVisible() and label.text()]


def is_cut(label: QLabel) -> bool:
    needed = label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height()
    narrow = not label.wordWrap() and label.sizeHint().width() > label.width() + 1
    return narrow or needed > label.height() + 1


def spoken_name(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name)


def test_other_ways_in_are_made_when_they_are_wanted_and_forget_when_left(screen: Screen) -> None:
    page = screen.page
    assert page.findChildren(ElsewherePane) == page.findChildren(ForgottenPane) == []

    page.panes.show_elsewhere()
    line = page.panes.elsewhere.folder.findChild(QLineEdit)
    assert line is not None
    line.setText("X:/vaults/wren")
    page.panes.show_first()

    assert len(page.findChildren(ElsewherePane)) == 1
    assert line.text() == ""
    assert page.pane.isVisible()


def test_at_200_percent_what_went_wrong_is_brought_into_sight(
    theme: Theme, screen: Screen, qtbot: QtBot
) -> None:
    theme.scale_text(2.0)
    page = screen.page

    page.tell(Refused("vault.typed_early"))
    qtbot.waitUntil(lambda: any(each.maximum() for each in page.findChildren(QScrollBar)))

    (bar,) = [each for each in page.findChildren(QScrollBar) if each.maximum() > 0]
    qtbot.waitUntil(lambda: bar.value() > 0)


def test_who_brought_a_vault_back_reads_that_and_what_is_next(theme: Theme, qtbot: QtBot) -> None:
    screen = Screen(theme, qtbot)
    screen.show_pane("restoring")
    pane = screen.page.panes.restoring
    pane.line.setText("/stick/a.backup")
    pane.proof.words.setText("wren sings before the rain")
    pane.button.click()
    screen.restored.set_result("a")

    told = "Restored. Unlock it with its passphrase."
    qtbot.waitUntil(lambda: told in words_of(screen.page.pane))
    screen.model.choose("b")
    assert told not in words_of(screen.page.pane)


def test_a_backup_of_this_pc_is_chosen_from_a_list_and_another_one_by_looking_for_it(
    theme: Theme, qtbot: QtBot
) -> None:
    screen = Screen(theme, qtbot)
    screen.show_pane("restoring")
    pane = screen.page.panes.restoring
    at = int(datetime(2026, 11, 17, 9, 5).astimezone().timestamp() * 1000)
    screen.backups.set_result(
        (KnownBackup("/b/1.backup", "Wren Pepperday", at), KnownBackup("/b/2.backup", "", at))
    )
    qtbot.waitUntil(lambda: pane.choice.count() == 3)

    assert pane.choice.itemText(0) == "Wren Pepperday, 17 Nov 2026 09:05"
    assert pane.choice.itemText(1).startswith("A vault that is not here now, ")
    assert pane.choice.hasFocus()
    assert not pane.line.isVisible()
    pane.choice.setCurrentIndex(1)
    pane.proof.words.setText("wren sings before the rain")
    pane.button.click()
    assert screen.brought == [("/b/2.backup", "wren sings before the rain")]

    pane.choice.setCurrentIndex(2)
    assert pane.line.isVisible()
    pane.choose_button.click()
    (box,) = screen.page.findChildren(FileBox)
    box.dialog.filesSelected.emit(["/stick/3.backup"])
    assert pane.line.text() == "/stick/3.backup"


def words_of(area: QWidget) -> str:
    return " ".join(label.text() for label in area.findChildren(QLabel) if label.isVisible())


@pytest.fixture
def first(theme: Theme, qtbot: QtBot) -> Screen:
    """The page as it stands at the first start of all."""
    return Screen(theme, qtbot, users=())


def said_on(screen: Screen) -> str:
    return " ".join(label.text() for label in visible_labels(screen.page))


def test_nobody_is_asked_for_where_nobody_can_be_chosen(first: Screen) -> None:
    assert "Who is here?" not in said_on(first)
    assert "Nobody has a vault here yet" in said_on(first)
    assert not first.page.panes.newcomer.back_button.isVisible()


@pytest.mark.parametrize("line", ["name", "passphrase", "again"])
def test_what_was_typed_too_early_is_told_until_one_types_anew(
    first: Screen, qtbot: QtBot, line: str
) -> None:
    pane = first.page.panes.newcomer
    lines = {"name": pane.name, "passphrase": pane.new.passphrase, "again": pane.new.again}
    first.page.tell(Refused("vault.typed_early"))
    assert "was not taken" in said_on(first)

    qtbot.keyClicks(lines[line].editor, "P")

    assert "was not taken" not in said_on(first)


def test_somebody_new_on_a_pc_of_others_can_go_back(theme: Theme, qtbot: QtBot) -> None:
    screen = Screen(theme, qtbot)
    screen.show_pane("newcomer")
    assert screen.page.panes.newcomer.back_button.isVisible()

    screen.page.panes.newcomer.back_button.click()

    assert screen.page.pane.isVisible()
    assert "Who is here?" in said_on(screen)
