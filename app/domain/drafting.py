"""What the New page hands over when it is saved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.domain.encoding import Value

BOX = "box/"
"""What the form of a draft begins with that was typed in a box over the work, or in a field of
Settings; its kind follows, and the same box or field brings it back."""
REASON = "reason"
"""The kind of the box that asks why a saved record is corrected; that correction is a draft too."""
ABOUT, AGAIN = "about", "again"
"""Under these names such a draft keeps what it is about, and what opens its box again."""


def box_of(form: str) -> str | None:
    """The kind of box that a draft of this form was typed in, None for a page."""
    return form.removeprefix(BOX) if form.startswith(BOX) else None


@dataclass(frozen=True, slots=True)
class NewRecord:
    """An identification or note to save.

    `subject` is the file it belongs to, None to open one about the person in `about`. `draft` is
    the draft it was kept as, forgotten in the same transaction. `space` is where a new file goes,
    None for the vault's home. `safety` is what was done already to keep its record safe.
    `told_apart` are files whose people look like the one in `about` and are somebody else.
    """

    kind: str
    answers: Mapping[str, Value]
    subject: bytes | None
    about: Mapping[str, Value]
    draft: bytes | None
    space: bytes | None = None
    safety: Mapping[str, Value] = field(default_factory=dict)
    told_apart: tuple[bytes, ...] = ()
