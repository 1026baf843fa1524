"""What the New page hands over when it is saved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.encoding import Value

BOX = "box/"
"""What the form of a draft begins with that was typed in a box over the work: lists pass it over,
since the same box brings it back."""


@dataclass(frozen=True, slots=True)
class NewRecord:
    """An identification or note to save.

    `subject` is the file it belongs to, None to open one about the person in `about`. `draft` is
    the draft it was kept as, forgotten in the same transaction.
    """

    kind: str
    answers: Mapping[str, Value]
    subject: bytes | None
    about: Mapping[str, Value]
    draft: bytes | None
