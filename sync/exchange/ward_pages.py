"""Ward pages: leave what leads set for each ward PC that does not have it, by a lead's device.

It comes after the log was read, so that an old PC leaves nothing old; and it holds nothing up.
"""

from __future__ import annotations

from hashlib import sha256

from app.domain.encoding import encode
from app.errors import Refused, Unreachable, Untrusted
from app.ports.ward_pages import WardPageStore
from sync.asking import ServiceRefused
from sync.exchange.talk import Frozen, Talk
from sync.protocol.epochs import newcomer_key
from sync.protocol.members import Device
from sync.protocol.ward_pages import MOST_SETTINGS, KeepPageRequest, WardPage, seal_page
from sync.protocol.wire import Ask, Nothing, Status, space_path
from sync.steps import Conversation

_NOTHING = encode([])
_RANDOM = 32
_WEEK_MS = 7 * 24 * 60 * 60 * 1000
MOST_A_TURN = 20
"""Of a hundred ward PCs the others follow in the next exchanges: the service counts requests."""


def run(talk: Talk) -> Conversation[None]:
    """Do so; a service that knows no such pages is left alone."""
    parcels, own = talk.parcels, talk.newest.present.get(talk.device)
    doors = [each for each in talk.newest.present.values() if each.is_door]
    if parcels is None or own is None or not own.is_lead or not doors:
        return
    store = parcels.ward_pages
    settings = store.settings(most=MOST_SETTINGS)
    if len(settings) > MOST_SETTINGS:
        talk.report.problems.append(Refused("exchange.ward_page_too_large"))
        return
    try:
        yield from _leave(talk, store, doors, settings)
    except Frozen:
        raise
    except ServiceRefused as refused:
        if refused.status != Status.BAD_REQUEST:
            talk.report.problems.append(refused)
    except (Refused, Unreachable, Untrusted) as failure:
        talk.report.problems.append(failure)


def _leave(
    talk: Talk, store: WardPageStore, doors: list[Device], settings: bytes
) -> Conversation[None]:
    digest = _digest(talk, settings)
    left = {each.id: store.left_for(each.id) for each in doors}
    lacking = [
        each
        for each in doors
        if left[each.id] != digest and (left[each.id] or settings != _NOTHING)
    ]
    keys = [(door, key) for door in lacking if (key := _page_key(talk, door)) is not None]
    for door, key in keys[:MOST_A_TURN]:
        page = WardPage(talk.space, door.id, talk.device, talk.line.now_ms, settings)
        sealed = seal_page(key, talk.keys.sign, page, random32=talk.means.random(_RANDOM))
        path = space_path(talk.space, Ask.KEEP_WARD_PAGE)
        yield from talk.line.ask(path, KeepPageRequest(door.id, sealed), Nothing)
        store.keep_left(door.id, digest)


def _digest(talk: Talk, settings: bytes) -> bytes:
    """Of all that a page is left anew for: what is set; who leads, since the page of one who was
    removed holds no more; and the week, since a service that was put back may have lost it.
    """
    week = talk.line.now_ms // _WEEK_MS
    return sha256(encode([settings, [*sorted(talk.newest.leads)], week])).digest()


def _page_key(talk: Talk, door: Device) -> bytes | None:
    """What its package gave it, which leads work out from the content key of that epoch."""
    key = talk.key_of(door.pc.place.epoch)
    if key is None or not door.pc.newcomer:
        return None
    return newcomer_key(key, place=door.pc.place, invitation=door.pc.newcomer)
