"""Kinds of record that a form pack brings: forms of its own, recorded in a person's file.

A pack's form is a kind by its name. So that it never becomes one that the program knows, or will,
some names are kept, and so are those of fields with a meaning that is not the form's own.
"""

from __future__ import annotations

from app.domain.around import CONFIDANT
from app.domain.attachment import NEVER_SHOWN
from app.domain.careful import AWAY
from app.domain.contact import is_contact
from app.domain.history import REASON
from app.domain.moving import MOVED
from app.forms import library
from app.forms.definition import Field, Kind

KEPT_KINDS = frozenset(
    {
        "entered_in_error",
        "vault_recovered",
        "shares_way",
        "risk_assessment",
        "safety_plan",
        "marac",
        "task",
    }
    | {"consent", "injury", "closure", "erasure", "snapshot", "statement", "draft"}
)
_KEPT_FIELDS = frozenset(
    {AWAY, REASON, MOVED, "form", "imported", "subject", "corrects", "identification", "point"}
    | {"file", "entered_in_error", "reason", "kept", "risk", "consent_scope", "sensitive"}
    | {"same_person", CONFIDANT, *NEVER_SHOWN}
)
_KEPT_OF_KIND = (Kind.LINES, Kind.RECORD_ID)


def own_kinds() -> tuple[str, ...]:
    """The names of the forms that the packs in force bring as records of their own, sorted."""
    return tuple(
        sorted(name for name in library.own_names() if name not in library.shipped_names())
    )


def is_own_kind(kind: str) -> bool:
    """Whether a form pack in force brings this kind of record."""
    return kind in library.own_names() and kind not in library.shipped_names()


def is_kept_kind(name: str) -> bool:
    """Whether a pack may not take this name, besides those of the forms that are shipped."""
    return name in KEPT_KINDS or name.startswith("setting_")


def is_kept_field(field: Field) -> bool:
    """Whether a field has a meaning that no pack can give it, by its name or its kind."""
    return field.name in _KEPT_FIELDS or is_contact(field.name) or field.kind in _KEPT_OF_KIND
