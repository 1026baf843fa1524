"""What an exchange did, for the person who asks; and the last receipt, to be checked again."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Account:
    """What an exchange sent, received and set aside, in changes of records; how long it took."""

    sent: int = 0
    received: int = 0
    refused: int = 0
    took_ms: int = 0


@dataclass(frozen=True, slots=True, repr=False)
class KeptReceipt:
    """The newest receipt of a space, with what stands here at its position.

    `hash` is that of the entry as the log was read, `entry` its sealed bytes while they are kept
    (90 days), `records` how many records it was for; `signing` is the service's key.
    """

    position: int
    receipt: bytes
    signing: bytes
    hash: bytes | None
    entry: bytes | None
    records: int
