"""Carries what a ward PC says to the service; call it off the screen's thread."""

from __future__ import annotations

import os
from contextlib import suppress

from app.errors import Refused, YarrowError
from storage.door.folder import DoorFolder
from sync.asking import Means
from sync.door.joining import approve, join_as_door, own_words
from sync.door.sending import DoorReport, send
from sync.runner import drive, open_transport, pc_means


def become_door(
    folder: DoorFolder, code: str, url: str, *, name: str, training: bool, words: str = ""
) -> None:
    """Become a ward PC by a code; raises as `sync.door.joining.join_as_door` does."""
    with open_transport() as transport:
        means = _means(folder)
        asked = join_as_door(folder, code, url, means, name=name, training=training, words=words)
        drive(asked, transport)


def hand_on(folder: DoorFolder) -> DoorReport:
    """Post what waits, pages that were left among it, and hear what was taken in.

    Raises as `sync.door.sending.send` does.
    """
    means = _means(folder)
    folder.tidy(means.now_ms())
    with open_transport() as transport:
        return drive(send(folder, means), transport)


def require_lead(folder: DoorFolder, code: str) -> None:
    """Raise unless a lead of the team made this code just now."""
    with open_transport() as transport:
        drive(approve(folder, code, _means(folder)), transport)


def words_of(folder: DoorFolder) -> tuple[str, ...]:
    """Six words of this PC's keys, which a lead compares with those of who joined."""
    return own_words(folder)


def take_away(folder: DoorFolder, code: str) -> None:
    """Let this PC be a ward PC no more, by a code as for `require_lead` unless it was cut off.

    What waits is sent first. Raises Refused `door.needs_code`, and as `DoorFolder.take_away`.
    """
    with suppress(YarrowError):
        hand_on(folder)
    if not folder.log().is_cut_off:
        if not code:
            raise Refused("door.needs_code")
        require_lead(folder, code)
    folder.take_away()


def _means(folder: DoorFolder) -> Means:
    return pc_means(os.fsencode(folder.path))
