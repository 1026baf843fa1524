"""One pinned TLS 1.3 connection to the service; the only module that knows the network.

The pin is compared inside the handshake, before a byte of HTTP. No redirect is followed, no other
host asked, no proxy of the environment used. What comes back is bounded in size
and, as a whole, in time. Nothing is believed here: only `sync.exchange` can tell what the service
signed.
"""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import cast
from weakref import ref

import httpx
from cryptography.x509 import load_der_x509_certificate

from app.errors import Refused, Unreachable, Untrusted, YarrowError
from sync.protocol.keys import pin_of

MOST_ANSWER = 16 * 1024 * 1024
_TIMEOUT = httpx.Timeout(30.0, connect=8.0)
_LONGEST_SECONDS = 180.0
_LONGEST_STREAM_SECONDS = 300.0
EVENTS = "text/event-stream"
_BUSY = (408, 429)
_NOT_TLS = ("WRONG_VERSION_NUMBER", "RECORD_LAYER_FAILURE", "HTTP_REQUEST", "UNEXPECTED_MESSAGE")
_OLD_TLS = ("PROTOCOL_VERSION", "UNSUPPORTED_PROTOCOL", "HANDSHAKE_FAILURE")


class PinnedSocket(ssl.SSLSocket):
    """A TLS socket that gives up in the handshake unless the other side's key is pinned.

    Nor does it wait, for however small a part, beyond the time given to the whole of a request.
    """

    def settimeout(self, seconds: float | None) -> None:
        """Wait this long for the next part, or for what time is left; raises TimeoutError."""
        left = cast(PinnedContext, self.context).seconds_left()
        if left <= 0:
            self.close()  # what makes a socket sets this, and would leave it open
            raise TimeoutError
        super().settimeout(left if seconds is None else min(seconds, left))

    def hang_up(self) -> None:
        """End the conversation from another thread; whoever waits for its next part wakes."""
        with suppress(OSError):
            # ssl's own would forget the TLS session that the other thread is reading with.
            socket.socket.shutdown(self, socket.SHUT_RDWR)

    def do_handshake(self, block: bool = False) -> None:  # noqa: FBT001, FBT002 - ssl's own
        """Shake hands, then compare the key before anyone can send."""
        cast(PinnedContext, self.context).newest = ref(self)
        super().do_handshake(block)
        try:
            cast(PinnedContext, self.context).check(self.getpeercert(binary_form=True))
        except YarrowError:
            self.close()
            raise


class PinnedContext(ssl.SSLContext):
    """TLS 1.3 by pin instead of name and authority; `met` is the pin of who answered last.

    `newest` is the last socket made. `seconds_left` says how long the request under way may still
    take. Without pins whoever answers is taken, which is for the very first contact alone.
    """

    sslsocket_class = PinnedSocket
    pins: tuple[bytes, ...]
    met: bytes
    newest: Callable[[], PinnedSocket | None]
    seconds_left: Callable[[], float]

    @classmethod
    def make(cls) -> PinnedContext:
        """A context without pins yet."""
        context = cls(ssl.PROTOCOL_TLS_CLIENT)
        context.minimum_version = ssl.TLSVersion.TLSv1_3
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        context.pins, context.met, context.newest = (), b"", lambda: None
        context.seconds_left = lambda: _LONGEST_SECONDS
        return context

    def check(self, certificate: bytes | None) -> None:
        """Raise Untrusted `exchange.other_key` unless this certificate's key is pinned."""
        if certificate is None:
            raise Untrusted("exchange.other_key")
        try:
            self.met = pin_of(load_der_x509_certificate(certificate).public_key())
        except (ValueError, TypeError) as error:
            raise Untrusted("exchange.other_key") from error
        if self.pins and self.met not in self.pins:
            raise Untrusted("exchange.other_key")


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back over the connection; `pin` is that of the TLS key that answered."""

    status: int
    body: bytes
    headers: Mapping[str, str]
    pin: bytes


class Transport:
    """Requests to one service; `close` it, or use it in a `with` statement."""

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._last = clock() + _LONGEST_SECONDS
        self._context = PinnedContext.make()
        self._is_over = False
        self._context.seconds_left = lambda: 0 if self._is_over else self._last - self._clock()
        self._url = ""
        self._client = httpx.Client(
            verify=self._context,
            trust_env=False,
            follow_redirects=False,
            timeout=_TIMEOUT,
            limits=httpx.Limits(keepalive_expiry=None),
            headers={"accept-encoding": "identity", "user-agent": "yarrow"},
        )

    def connect(self, url: str, pins: tuple[bytes, ...]) -> None:
        """Ask this address from now on; with pins, nobody whose TLS key has another.

        Raises Refused `exchange.address`, `exchange.address_not_secure`, or Untrusted
        `exchange.other_key` if whoever answered before had a key without pin.
        """
        self._url = _address(url)
        if pins:
            if self._context.met and self._context.met not in pins:
                raise Untrusted("exchange.other_key")
            self._context.pins = pins

    def ask(self, path: str, body: bytes, headers: Mapping[str, str]) -> Reply:
        """Post one request and read all of its answer.

        Raises Unreachable or Untrusted `exchange.*`.
        """
        self._last = self._clock() + _LONGEST_SECONDS
        with self._answer(path, body, headers) as answer:
            content = self._read(answer)
        _refuse_other_sites(answer)
        return Reply(answer.status_code, content, dict(answer.headers), self._context.met)

    def stream(self, path: str, body: bytes, headers: Mapping[str, str]) -> Iterator[bytes]:
        """Post one request and give its events as they come, for five minutes at the most.

        Raises Unreachable or Untrusted `exchange.*`.
        """
        self._last = self._clock() + _LONGEST_STREAM_SECONDS
        with self._answer(path, body, headers) as answer:
            kind = answer.headers.get("content-type", "").partition(";")[0]
            if answer.status_code != 200 or kind != EVENTS:
                raise Unreachable("exchange.busy")
            yield from answer.iter_raw()

    def hang_up(self) -> None:
        """End the request under way, from another thread; none can be made after it."""
        self._is_over = True
        connected = self._context.newest()
        if connected is not None:
            connected.hang_up()

    def close(self) -> None:
        """Close the connection."""
        self._client.close()

    def __enter__(self) -> Transport:
        return self

    def __exit__(self, *failure: object) -> None:
        self.close()

    @contextmanager
    def _answer(
        self, path: str, body: bytes, headers: Mapping[str, str]
    ) -> Iterator[httpx.Response]:
        """What comes back, whose body is still to be read; closed at the end of the block."""
        with _told():
            request = self._client.build_request(
                "POST", f"{self._url}{path}", content=body, headers=dict(headers)
            )
            answer = self._client.send(request, stream=True)
            try:
                yield answer
            finally:
                answer.close()

    def _read(self, answer: httpx.Response) -> bytes:
        body = bytearray()
        for part in answer.iter_raw():
            body += part
            if len(body) > MOST_ANSWER:
                raise Untrusted("exchange.answer_too_large")
            if self._clock() > self._last:
                raise Unreachable("exchange.too_slow")
        return bytes(body)


def _address(url: str) -> str:
    """The address as it is asked: https, a host, maybe a port, nothing else."""
    try:
        parts = httpx.URL(url.strip())
    except httpx.InvalidURL as error:
        raise Refused("exchange.address") from error
    if parts.scheme == "http":
        raise Refused("exchange.address_not_secure")
    if parts.scheme != "https" or not parts.host or parts.path.strip("/") or parts.query:
        raise Refused("exchange.address")
    if parts.userinfo or parts.fragment:
        raise Refused("exchange.address")
    return str(parts.copy_with(path="")).rstrip("/")


def _refuse_other_sites(answer: httpx.Response) -> None:
    """A sign-in page or another site is never what the service says.

    A server that cannot answer now says so before it knows who asks, and signs nothing.
    """
    is_ours = answer.headers.get("content-type", "").partition(";")[0] == "application/cbor"
    if not is_ours and (answer.status_code >= 500 or answer.status_code in _BUSY):
        raise Unreachable("exchange.busy")
    if answer.is_redirect or not is_ours or "content-encoding" in answer.headers:
        raise Untrusted("exchange.other_site")


@contextmanager
def _told() -> Iterator[None]:
    """Raise the network's failures as those the program expects, without their texts."""
    try:
        yield
    except httpx.ConnectTimeout as error:
        raise Unreachable("exchange.unreachable") from error
    except httpx.TimeoutException as error:
        raise Unreachable("exchange.too_slow") from error
    except httpx.ConnectError as error:
        raise _connect_failure(error) from error
    except httpx.RemoteProtocolError as error:
        raise Unreachable("exchange.cut_off") from error
    except httpx.NetworkError as error:
        raise Unreachable("exchange.cut_off") from error
    except httpx.HTTPError as error:
        raise Unreachable("exchange.unreachable") from error


def _connect_failure(error: BaseException) -> YarrowError:
    reason = str(error)
    if any(text in reason for text in _NOT_TLS):
        return Untrusted("exchange.plain_answer")
    if any(text in reason for text in _OLD_TLS):
        return Untrusted("exchange.old_tls")
    return Unreachable("exchange.unreachable")
