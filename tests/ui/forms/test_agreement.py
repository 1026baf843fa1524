from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from app.domain.encoding import Value
from app.forms.definition import Field
from ui.forms.agreement import AgreementChip, AgreementChips
from ui.theme.theme import Theme

Press = Callable[..., None]


@pytest.fixture
def chips(
    theme: Theme, field: Callable[[str], Field], stack: Callable[..., QWidget]
) -> Iterator[AgreementChips]:
    made = AgreementChips(field("consent_scope"), theme)
    window = stack(made)
    made.enter()
    yield made
    window.close()


def test_space_goes_round_and_ends_blank(press: Press, chips: AgreementChips) -> None:
    seen = []
    for _ in range(4):
        press(Qt.Key.Key_Space)
        seen.append(chips.answer())

    assert seen == [
        {"service_team": "yes"},
        {"service_team": "no"},
        {"service_team": "not_asked"},
        None,
    ]


def test_letters_answer_one_chip_after_the_other(press: Press, chips: AgreementChips) -> None:
    press("yyn")

    assert chips.answer() == {"service_team": "yes", "gp": "yes", "police": "no"}
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.objectName() == "after"


def test_the_others_unfold_and_an_answer_to_one_unfolds_them(
    press: Press, chips: AgreementChips
) -> None:
    hidden = [chip for chip in chips.findChildren(AgreementChip) if chip.isHidden()]
    assert len(hidden) == 8

    press(Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Space)

    assert not any(chip.isHidden() for chip in hidden)
    focused = QApplication.focusWidget()
    assert isinstance(focused, AgreementChip)
    assert focused.recipient == "ae_idva_only"


def test_an_answer_that_is_folded_away_is_never_out_of_sight(chips: AgreementChips) -> None:
    given: dict[str, Value] = {"housing": "no"}

    chips.show_answer(given)

    assert not any(chip.isHidden() for chip in chips.findChildren(AgreementChip))


def test_to_tell_without_agreement_is_only_in_the_menu(chips: AgreementChips) -> None:
    chip = chips.findChildren(AgreementChip)[2]
    by_key = QContextMenuEvent.Reason.Keyboard
    event = QContextMenuEvent(by_key, QPoint(), chip.mapToGlobal(QPoint()))

    chip.contextMenuEvent(event)
    menu = chip.findChild(QMenu)
    assert isinstance(menu, QMenu)
    next(each for each in menu.actions() if each.text() == "Told without agreement").trigger()
    menu.close()

    assert chips.answer() == {"police": "overridden"}
    assert chip.accessibleName() == "Police: told without agreement"


def test_a_chip_is_spoken_with_its_answer(press: Press, chips: AgreementChips) -> None:
    press(Qt.Key.Key_Space)

    spoken = QAccessible.queryAccessibleInterface(chips.entry())

    assert spoken.role() == QAccessible.Role.CheckBox
    assert spoken.text(QAccessible.Text.Name) == "IDVA team: yes"
    assert spoken.state().checked
