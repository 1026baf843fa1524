"""Opens a box of a person's file again: one that lay over it at a lock, or was left with words."""

from __future__ import annotations

from collections.abc import Callable

from app.wiring.attachments.page import ATTACH, COPY
from app.wiring.person.contacting import KINDS as CONTACT_BOXES
from app.wiring.person.family import KINDS as FAMILY_BOXES
from app.wiring.person.file_records import is_box
from app.wiring.person.keeping_out import KINDS as KEEPING_BOXES
from app.wiring.person.page import PersonWiring
from ui.person import menus
from ui.referrals.actions import ACTIONS as REFERRAL_ACTIONS


def open_again(person: PersonWiring, kind: str, about: str) -> bool:
    """Open it, if what it was about is there; False if it has nothing to be about now."""
    model = person.model
    if kind in (*CONTACT_BOXES, *FAMILY_BOXES, *KEEPING_BOXES) or is_box(kind):
        return _open_kept(person, kind, about)
    if kind in (menus.REFER, *REFERRAL_ACTIONS):
        return _open_referral(person, kind, about)
    if kind in (*_of_mark(person), *_of_keeping(person)):
        person.do_with_file(kind)
        return True
    item = model.item(about)
    opens: dict[str, tuple[bool, Callable[[], object]]] = {
        menus.EDIT: (not model.is_closed, person.edit),
        menus.IN_ERROR: (
            item is not None and item.error is None,
            lambda: person.mark_in_error(about),
        ),
        menus.GIVE: (
            not model.is_closed,
            lambda: person.desk.give_wanted.emit(model.subject),
        ),
        menus.ERASE_RECORD: (item is not None, lambda: person.erase_record(about)),
        ATTACH: (not model.is_closed, lambda: person.attachments.attach_again(about)),
        COPY: (item is not None, lambda: person.attachments.save_copy(about)),
    }
    may_open, open_box = opens.get(kind, (False, _nothing))
    if may_open:
        open_box()
    return may_open


def _open_kept(person: PersonWiring, kind: str, about: str) -> bool:
    subject = person.model.subject
    if subject is None or person.model.is_closed:
        return False
    parts = (person.contact, person.contact.around, person.family, person.keeping_out)
    return any(part.open_box(kind, subject, about) for part in parts)


def _open_referral(person: PersonWiring, kind: str, about: str) -> bool:
    id = bytes.fromhex(about) if about else None
    if kind == menus.REFER:
        person.desk.refer_wanted.emit(person.model.subject, id)
    else:
        person.desk.referral_wanted.emit(kind, id)
    return True


def _of_mark(person: PersonWiring) -> tuple[str, ...]:
    """What can be done with the mark of this file as it is now."""
    if person.model.is_closed:
        return (menus.OPEN,)
    return (menus.MARK,) if person.model.mark is None else (menus.UNMARK,)


def _of_keeping(person: PersonWiring) -> tuple[str, ...]:
    """What a lead can do for good with this file as it is now."""
    if person.model.is_closed or not person.model.may_erase:
        return ()
    return (menus.HOLD, menus.ERASE) if person.model.hold is None else (menus.LET_GO,)


def _nothing() -> None:
    """There is no such box."""
