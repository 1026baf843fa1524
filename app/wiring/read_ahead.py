"""What a vault's window is made of, read from disk before anybody is in."""

from __future__ import annotations

import app.wiring.sync.network  # noqa: F401 - of Qt's parts the one that is not there yet
from app.domain.first_contact import Counting
from app.forms import library
from app.forms.agreed import agreed
from app.forms.directory import shipped_directory
from app.forms.first_contact import load_rule
from app.forms.lists import load_list
from app.forms.nicknames import load_nicknames
from app.forms.numbers import shipped_numbers
from app.forms.outside import outside_places
from app.forms.record_codes import load_codes
from app.forms.safe_note import load_sentences
from app.forms.schedules import load_rules
from app.forms.steps import load_steps
from ui.theme import icons

_RECORDED = "identification"
_FORMS = (
    *(_RECORDED, "person", "note", "record_safety"),
    *("contact", "contact_point", "referral", "child", "other_person"),
)
"""Those of the pages, and of the boxes that are opened most."""
_LISTS = ("attachment_media", "outcomes", "contact_checked", "contact_ways")


def read_ahead() -> None:
    """Read and check forms, lists, rules, places and icons, off the screen's thread.

    They are kept: the same again costs nothing.
    """
    for name in _FORMS:
        library.latest(name)
    for name in _LISTS:
        load_list(name)
    for training in (False, True):
        shipped_directory(training=training)
        shipped_numbers(training=training)
    for counting in Counting:
        load_rule(counting)
    load_steps(_RECORDED)
    load_codes(_RECORDED)
    for load in (load_nicknames, load_sentences, load_rules, outside_places, agreed):
        load()
    icons.read_all()
