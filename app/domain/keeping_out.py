"""Who is kept out of a file: a colleague who works with the other person, or is close to him."""

from __future__ import annotations

from dataclasses import dataclass

KEPT_FROM = "kept_from"
LET_IN = "kept_from_over"
SEEN = "kept_from_seen"
TURNED_AWAY = "kept_out"
"""What the access log calls a look that was turned away."""


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who has a PC in a space; `author` is her id in hex."""

    author: str
    name: str


@dataclass(frozen=True, slots=True)
class Linked:
    """A colleague and a file that she is to be kept out of.

    `about` is the record that says so: the link to the other person's file, or the decision of a
    colleague. `is_kept_out` is False for one who worked in both files before they were linked:
    she goes on with her own case, and a lead decides. `is_seen` says that a lead knows.
    """

    about: bytes
    subject: bytes
    space: bytes | None
    since_ms: int
    worker: Colleague
    is_kept_out: bool
    is_seen: bool
    is_me: bool
