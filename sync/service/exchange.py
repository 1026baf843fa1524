"""A request and its answer as plain values, so that the core knows no web server."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Request:
    """What came in; `headers` have lower-case names, `address` is where it came from."""

    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: bytes
    address: str


@dataclass(frozen=True)
class Response:
    """What goes out; `space` and `device` are for the log line alone, once they are proved."""

    status: int
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)
    space: bytes | None = None
    device: bytes | None = None
