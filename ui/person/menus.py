"""What can be done with an item of the timeline, and with the whole file."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from app.domain import duty
from app.domain.timeline import Item
from app.forms import library
from app.forms.own_kinds import own_kinds
from ui.person import form_words
from ui.person.form_words import is_of_own_form
from ui.person.whole_file import FileMark
from ui.referrals.actions import referral_actions

HISTORY, CORRECTION, ANSWERS, ERROR = "history", "correction", "answers", "error"
VIEW, COPY, SAFETY, IN_ERROR = "view", "copy", "safety", "in_error"
EDIT, MARK, UNMARK, OPEN, MOVE = "edit", "mark", "unmark", "open", "move"
LOOKS = "looks"
JOIN, PARTS = "join", "parts"
REFER = "refer"
LOG_CONTACT, RULES = "log_contact", "rules"
GIVE = "give"
KEEP_OUT, LET_IN = "keep_out", "let_in"
ADD_CHILD, OTHER = "add_child", "other"
CHANGE, ADD_FORM = "change", "add_form:"
DUTY, INJURY = duty.KIND, form_words.INJURY
ERASE, ERASE_RECORD, HOLD, LET_GO = "erase", "erase_record", "hold", "let_go"


def item_menu(item: Item, parent: QWidget, *, may_erase: bool = False) -> QMenu:
    """Its actions, each with (what, the item's key).

    Of one in error there is the history alone, and an attachment can still be looked at.
    `may_erase` says that she leads the space.
    """
    menu = _menu("Do with this item", parent)
    actions = [(HISTORY, "History")]
    if item.error is None:
        actions[:0] = _changes(item)
        actions.append((ERROR, "Mark as entered in error"))
    if item.kind == "attachment":
        actions[:0] = [(VIEW, "Open"), (COPY, "Save a copy")]
    if may_erase:
        actions.append((ERASE_RECORD, "Erase this record"))
    if item.kind == "referral" and item.error is None:
        actions[:0] = referral_actions(item)
    for what, words in actions:
        menu.addAction(words).setData((what, item.id.hex()))
    return menu


def _changes(item: Item) -> list[tuple[str, str]]:
    """How an item that counts is changed, or corrected; what another team saw is read alone."""
    if item.came_from:
        return []
    if item.kind == "note":
        return [(CORRECTION, "Add a correction")]
    if item.kind == "identification":
        return [(ANSWERS, "Correct answers"), (SAFETY, "Keep the record safe")]
    return [(CHANGE, "Change answers")] if is_of_own_form(item) else []


def file_menu(
    mark: FileMark | None,
    parent: QWidget,
    *,
    may_move: bool = False,
    may_erase: bool = False,
    is_held: bool = False,
    is_joined: bool = False,
) -> QMenu:
    """The file's actions; only who may take a mark off is offered it. Data: what.

    `may_move` says that there is another space to move it into, `may_erase` that she leads the
    space, `is_held` that the file is on hold: nothing of it is erased then.
    `is_joined` says that other files of the same person are shown in it. A form that a pack brings
    is offered by its title, with its name behind `ADD_FORM`.
    """
    menu = _menu("Do with this file", parent)
    may_unmark = mark is not None and mark.may_unmark
    _add(
        menu,
        ("Edit person", EDIT, True),
        ("Refer", REFER, True),
        ("Check how to reach them", RULES, True),
        *_additions(),
        ("History of the file", HISTORY, True),
        ("Who saw this file", LOOKS, True),
        ("Keep a colleague out", KEEP_OUT, True),
        ("Let a colleague in again", LET_IN, may_erase),
        ("Mark sensitive", MARK, mark is None),
        ("Take the sensitive mark off", UNMARK, may_unmark),
        ("Join with another file", JOIN, True),
        ("Files shown as one", PARTS, is_joined),
        ("Move into another space", MOVE, may_move),
        ("Give this file to somebody outside", GIVE, True),
        ("Copy reference", COPY, True),
    )
    if may_erase:
        _add_keeping(menu, is_held=is_held)
    return menu


def _additions() -> tuple[tuple[str, str, bool], ...]:
    """What is written down beside notes and records."""
    own = ((f"Add: {library.latest(name).title}", ADD_FORM + name, True) for name in own_kinds())
    return (
        ("Add a child", ADD_CHILD, True),
        ("The other person, kept apart", OTHER, True),
        ("Add an injury", INJURY, True),
        ("Report by law: FGM under 18", DUTY, True),
        *own,
    )


def _add_keeping(menu: QMenu, *, is_held: bool) -> None:
    menu.addSeparator()
    _add(
        menu,
        ("Let go of this file", LET_GO, is_held),
        ("Put on hold", HOLD, not is_held),
        ("Erase this file", ERASE, not is_held),
    )


def _add(menu: QMenu, *actions: tuple[str, str, bool]) -> None:
    """Words, what, and whether it is offered."""
    for words, what, is_offered in actions:
        if is_offered:
            menu.addAction(words).setData(what)


def pop_up(menu: QMenu, button: QWidget) -> None:
    """Open a menu under its button with the first action chosen."""
    menu.popup(button.mapToGlobal(QPoint(0, button.height())))
    menu.setActiveAction(menu.actions()[0])


def _menu(name: str, parent: QWidget) -> QMenu:
    menu = QMenu(parent)
    menu.setAccessibleName(name)
    menu.aboutToHide.connect(menu.deleteLater)
    return menu
