"""What the lock screen tells before anybody is in."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LockFacts:
    """What the lock screen tells about this PC and program.

    `shown_passphrase` is empty except in a demo.
    """

    computer: str
    service_desk: str
    version: str
    shown_passphrase: str = ""
