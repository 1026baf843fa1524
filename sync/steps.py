"""What a conversation asks of whoever carries it, and what it is told: plain values, no network."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Connect:
    """Talk to this address from now on; with pins, to nobody whose TLS key has another."""

    url: str
    pins: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class Post:
    """Send one request with this body.

    `meanwhile` is done to its end while the answer is on its way; what fails in it fails the step,
    whatever the answer is.
    """

    path: str
    body: bytes
    headers: Mapping[str, str]
    meanwhile: Callable[[], object] | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """What came back; `pin` is that of the TLS key that answered, empty before anyone has."""

    status: int
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)
    pin: bytes = b""


Step = Connect | Post
Conversation = Generator[Step, Told, T]
"""A generator that yields steps, is sent what each came to, and returns a T.

A step that fails raises the failure where it was yielded.
"""
