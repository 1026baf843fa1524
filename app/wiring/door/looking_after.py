"""Makes a PC a ward PC, gives it another short code, and takes it away, for the lock screen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from app.errors import NotFound, YarrowError
from app.wiring.door.place import door_at
from app.wiring.site.values import Site
from storage.door.folder import DoorFolder, SetUp
from ui.door.care import CareCalls, SetUpWish, Standing

_KINDS, _ROLES = "setting_types", "identifier_roles"
Run = Callable[[Callable[[], Any]], Future[Any]]
"""Does something slow off the screen's thread."""


def care_calls(
    folder: Path | None, site: Site, run: Run, now: Callable[[], datetime]
) -> CareCalls | None:
    """What the lock screen is handed for the ward PC in this folder, or one that may come there.

    None without a folder.
    """
    if folder is None:
        return None
    standing, address = Standing(), site.service_url
    with suppress(YarrowError, OSError):
        door = DoorFolder(folder).door()
        standing = Standing(door.name, door.setting, door.site, door.is_training, door.role)
        address = site.service_url or door.service.url
    return CareCalls(
        set_up=lambda wish: run(lambda: _set_up(folder, site, wish, now())),
        change_code=lambda code, short: run(lambda: _change_code(folder, code, short)),
        take_away=lambda code: run(lambda: _take_away(folder, code)),
        kinds=lambda: _offered(_KINDS),
        roles=lambda: _offered(_ROLES),
        address=address,
        standing=standing,
    )


def _offered(name: str) -> Sequence[tuple[str, str]]:
    from app.forms.lists import load_list

    return [(each.code, each.label) for each in load_list(name).offered]


def _set_up(folder: Path, site: Site, wish: SetUpWish, now: datetime) -> Sequence[str]:
    from app.usecases.ward.at_the_door import require_filled_in
    from app.wiring.door.carrying import become_door, words_of
    from storage.door.short_code import require_fit

    require_fit(wish.short_code)
    words = site.require_service(wish.address)
    at = wish.standing
    require_filled_in(at.setting, at.site, at.role, now=now, training=at.is_training)
    is_shared = bool(site.ward_door) and folder == Path(site.ward_door)
    made = DoorFolder(
        folder,
        SetUp(at.name, wish.short_code, at.is_training, at.setting, at.site, is_shared, at.role),
    )
    made.make()
    become_door(made, wish.code, wish.address, name=at.name, training=at.is_training, words=words)
    return words_of(DoorFolder(folder))


def _change_code(folder: Path, code: str, short: str) -> None:
    from app.wiring.door.carrying import require_lead
    from storage.door.short_code import require_fit

    require_fit(short)
    door = _door(folder)
    require_lead(door, code)
    door.set_code(short)


def _take_away(folder: Path, code: str) -> None:
    from app.wiring.door.carrying import take_away

    take_away(_door(folder), code)


def _door(folder: Path) -> DoorFolder:
    found = door_at(folder)
    if found is None:
        raise NotFound("door.not_here")
    return found
