"""What leads set for the team, as a ward PC is told it: their signed page, for this PC alone."""

from __future__ import annotations

from app.domain.encoding import Value, decode
from app.errors import Untrusted
from app.ports.door import Door, DoorStore
from sync.asking import Line, ServiceRefused
from sync.door.reading import folded
from sync.protocol.members import LEAD, Device
from sync.protocol.membership import Membership
from sync.protocol.ward_pages import PageAnswer, WardPage, open_page
from sync.protocol.wire import Ask, Nothing, Status, space_path
from sync.steps import Conversation

_A_DAY_MS = 24 * 60 * 60 * 1000


def ask_page(store: DoorStore, line: Line, known: Membership) -> Conversation[None]:
    """Ask for the page, and keep it if a lead of now made it and none newer is here.

    A service that knows no such pages is left alone; a page that does not hold counts for nothing.
    """
    door = store.door()
    try:
        path = space_path(door.space, Ask.WARD_PAGE)
        answer = yield from line.ask(path, Nothing(), PageAnswer)
    except ServiceRefused as refused:
        if refused.status not in (Status.BAD_REQUEST, Status.NO_STANDING):
            raise
        return
    if answer.sealed is None:
        return
    found, kept = _opened(door, known, answer.sealed), _opened(door, known, store.page())
    if found is None or found.by not in known.leads:
        return
    if kept is None or found.number > kept.number or _is_ahead(kept, line):
        store.keep_page(answer.sealed)


def _is_ahead(page: WardPage, line: Line) -> bool:
    """Whether it is of a time to come by both clocks: the service's was wrong when it was made, and
    the page would stand in the way of all after it. The service's alone could undo a newer page.
    """
    return page.number > max(line.now_ms, line.means.now_ms()) + _A_DAY_MS


def settings_of(store: DoorStore) -> list[tuple[str, dict[str, Value]]]:
    """The settings that hold here: kinds and fields; none where nothing is known or holds.

    The page lies where others may write, so its signature is looked at each time.
    """
    door = store.door()
    if not store.page():
        return []
    page = _opened(door, folded(door.space, store.log().statements), store.page())
    listed = decode(page.settings) if page is not None else None
    rows = listed if isinstance(listed, list) else []
    return [
        (kind, {str(name): value for name, value in fields.items()})
        for kind, fields in (row for row in rows if isinstance(row, list) and len(row) == 2)
        if isinstance(kind, str) and isinstance(fields, dict)
    ]


def _opened(door: Door, known: Membership, sealed: bytes) -> WardPage | None:
    """The page, None unless it is for this PC and a device signed it that led the team.

    One that was removed since makes nothing hold here: its key may be a thief's.
    """
    if not (sealed and door.page_key):
        return None
    try:
        page, signed = open_page(door.page_key, sealed, space=door.space, door=door.device)
        by = known.present.get(page.by)
        if by is None or not _has_led(by):
            return None
        signed.check(by.keys.sign)
    except Untrusted:
        return None
    return page


def _has_led(device: Device) -> bool:
    return LEAD in {device.role, *(role for _, role in device.former)}
