"""Ask the service and believe only what its signing key signed, in answer to this very request."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.errors import Refused, Unreachable, Untrusted
from sync.protocol import requests
from sync.protocol.answers import OK, Answer, open_answer, peek_answer
from sync.protocol.shapes import from_map
from sync.protocol.wire import Status, to_body
from sync.steps import Conversation, Post, Told

T = TypeVar("T")
_RETRY_AFTER = "retry-after"
_BUSY = (408, 429)


@dataclass(frozen=True, slots=True)
class Means:
    """What an exchange needs of the PC: its clock (ms since 1970), chance, a stopwatch (s).

    `place` says which folder, PC and person this is.
    """

    now_ms: Callable[[], int]
    random: Callable[[int], bytes]
    seconds: Callable[[], float]
    place: bytes


class ServiceRefused(Refused):
    """The service answered that it does not do this; signed, so it is what it says.

    `status` is one of `sync.protocol.wire.Status`, `wait` the seconds it asks for, `newest` the
    statement to follow where it said so.
    """

    def __init__(self, answer: Answer, *, wait: int = 0) -> None:
        known = answer.status if answer.status in set(Status) else Status.BAD_REQUEST
        super().__init__(f"service.{known}", minutes=max(1, -(-wait // 60)))
        self.status = answer.status
        self.wait = wait
        self.newest = answer.body.get("newest")


@dataclass(slots=True)
class Line:
    """Who asks whom: the service's signing key, the device and its key, and both clocks.

    `skew_ms` is the service's clock less this PC's, as its last signed answer told; `met` the pin
    of the TLS key that gave it.
    """

    signing: bytes
    device: bytes
    key: Ed25519PrivateKey
    means: Means
    skew_ms: int = 0
    service_ms: int = field(default=0, init=False)
    met: bytes = field(default=b"", init=False)

    @property
    def now_ms(self) -> int:
        """The time in the service's clock."""
        return self.means.now_ms() + self.skew_ms

    def ask(
        self,
        path: str,
        body: Any,
        answer: type[T],
        *,
        meanwhile: Callable[[], object] | None = None,
    ) -> Conversation[T]:
        """Ask in the device's name; `meanwhile` is done while the answer is on its way, once.

        Raises what that raises, ServiceRefused, or Untrusted `exchange.not_our_service` for what is
        not signed.
        """
        sent = to_body(body)
        told = yield from self._ask_once(path, sent, meanwhile)
        if told.status == Status.WRONG_TIME:
            told = yield from self._ask_once(path, sent)
        return from_map(answer, told.body)

    def sign(self, path: str, body: bytes) -> dict[str, str]:
        """The headers of a request in the device's name, made now."""
        return requests.sign_request(
            requests.Request(path, body),
            key=self.key,
            keyid=self.device.hex(),
            service=self.signing,
            created=self.now_ms,
            nonce=self.means.random(requests.NONCE_SIZE),
        )

    def _ask_once(
        self, path: str, body: bytes, meanwhile: Callable[[], object] | None = None
    ) -> Conversation[Answer]:
        request = requests.Request(path, body)
        headers = self.sign(path, body)
        told = yield Post(path, body, headers, meanwhile)
        hash = requests.hash_of(request, requests.nonce_of(headers))
        answer = read_answer(told, self.signing, request=hash)
        was_right = self.service_ms > 0
        self.skew_ms = answer.time - self.means.now_ms()
        self.service_ms, self.met = answer.time, told.pin
        if answer.status == OK or (answer.status == Status.WRONG_TIME and not was_right):
            return answer
        raise ServiceRefused(answer, wait=_wait(told))


def ask_stranger(path: str, body: Any, *, means: Means) -> Conversation[tuple[Told, bytes]]:
    """Ask without a name, before the service's key is known; what comes back proves nothing yet.

    Gives what came back and the hash by which its answer has to name the request.
    """
    request = requests.Request(path, to_body(body))
    nonce = means.random(requests.NONCE_SIZE)
    told = yield Post(path, request.body, requests.plain_headers(nonce))
    return told, requests.hash_of(request, nonce)


def read_answer(told: Told, signing: bytes, *, request: bytes) -> Answer:
    """The signed answer in what came back.

    Raises Untrusted `exchange.not_our_service`, or Unreachable `exchange.busy` for what a server
    in front of the service says of itself.
    """
    try:
        return open_answer(told.body, signing, request=request)
    except Untrusted as error:
        raise _not_ours(told) from error


def peek(told: Told, *, request: bytes) -> Answer:
    """The answer while nobody knows the service's key; raises as `read_answer` does."""
    try:
        return peek_answer(told.body, request=request)
    except Untrusted as error:
        raise _not_ours(told) from error


def refuse_unless_ok(answer: Answer, told: Told) -> None:
    """Raise ServiceRefused unless the answer says that it was done."""
    if answer.status != OK:
        raise ServiceRefused(answer, wait=_wait(told))


def _not_ours(told: Told) -> Unreachable | Untrusted:
    if told.status >= 500 or told.status in _BUSY:
        return Unreachable("exchange.busy")
    return Untrusted("exchange.not_our_service")


def _wait(told: Told) -> int:
    asked = told.headers.get(_RETRY_AFTER, "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 0
