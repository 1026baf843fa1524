"""What a vault's window is made of, read from disk before anybody is in."""

from __future__ import annotations

import app.wiring.network  # noqa: F401 - of Qt's parts the one that is not there yet
from app.forms import library
from app.forms.directory import shipped_directory
from app.forms.lists import load_list
from ui.theme import icons

_FORMS = ("identification", "person", "note")
_LISTS = ("attachment_media", "outcomes")


def read_ahead() -> None:
    """Read and check forms, lists, places and icons, off the screen's thread.

    They are kept: the same again costs nothing.
    """
    for name in _FORMS:
        library.latest(name)
    for name in _LISTS:
        load_list(name)
    for training in (False, True):
        shipped_directory(training=training)
    icons.read_all()
