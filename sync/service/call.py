"""What an endpoint is handed: the service, the request, and who was proved to have sent it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from sync.protocol.heads import sign_head
from sync.protocol.wire import Status, from_body
from sync.service.exchange import Request
from sync.service.folder import ServiceKeys
from sync.service.limits import Rate, Rates
from sync.service.refusals import Refusal, refusing_untrusted
from sync.service.settings import Settings
from sync.service.spaces import Memberships, head_of
from sync.service.store import Store, Tip

T = TypeVar("T")


@dataclass(frozen=True)
class Service:
    """Everything that a service is between two requests; only the store outlives its process."""

    store: Store
    keys: ServiceKeys
    settings: Settings
    rates: Rates
    memberships: Memberships = field(default_factory=Memberships)


@dataclass(frozen=True)
class Call:
    """One request; `space` is that of its path, `device` who was proved to have signed it.

    Either is empty where the path names no space, or the endpoint itself asks for the proof.
    """

    service: Service
    request: Request
    now_ms: int
    space: bytes = b""
    device: bytes = b""

    @property
    def objects_folder(self) -> Path | None:
        """Where chunks of objects are kept, None for the database."""
        named = self.service.settings.objects
        return Path(named) if named else None

    def read(self, body: type[T]) -> T:
        """The request's body; raises Refusal `bad_request`."""
        with refusing_untrusted():
            return from_body(body, self.request.body)

    def count(self, rate: Rate) -> None:
        """Count this request of its address; raises Refusal `too_many`."""
        wait = rate.take(self.request.address, self.now_ms)
        if wait:
            raise Refusal(Status.TOO_MANY, wait=wait)

    def head(self, tip: Tip) -> bytes:
        """The log's head at a tip, signed now."""
        return sign_head(self.service.keys.signing, head_of(tip, self.now_ms))


# Its answer is one of the answers of `sync.protocol.wire`.
Endpoint = Callable[[Call], Any]
