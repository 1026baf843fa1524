from __future__ import annotations

import gc
import socket
import ssl
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from app.errors import YarrowError
from sync.transport import MOST_ANSWER, Transport
from tests.sync.conftest import RunningService
from tests.sync.listener import ELSEWHERE, OK, PORTAL, Listener, failure

PACKED = (
    b"HTTP/1.1 200 OK\r\ncontent-type: application/cbor\r\ncontent-encoding: gzip\r\n"
    b"content-length: 2\r\n\r\nok"
)
CUT = b"HTTP/1.1 200 OK\r\ncontent-type: application/cbor\r\ncontent-length: 200\r\n\r\nok"
NOT_HTTP = b"220 mail.example ESMTP\r\n"
HUGE = (
    b"HTTP/1.1 200 OK\r\ncontent-type: application/cbor\r\n"
    b"content-length: %d\r\n\r\n" % (2 * MOST_ANSWER)
) + bytes(2 * MOST_ANSWER)


@pytest.fixture
def listen(tmp_path: Path) -> Iterator[Callable[..., Listener]]:
    """Listen with one answer for all."""
    made: list[Listener] = []

    def start(answer: bytes, **options: Any) -> Listener:
        made.append(Listener(tmp_path, answer, **options))
        return made[-1]

    yield start
    for each in made:
        each.close()


def test_the_pinned_service_is_asked_and_its_pin_told(listen: Callable[..., Listener]) -> None:
    there = listen(OK)

    with Transport() as transport:
        transport.connect(there.url, (b"x" * 32, there.pin))
        reply = transport.ask("/v1/time", b"body", {"content-type": "application/cbor"})

    assert (reply.status, reply.body, reply.pin) == (200, b"ok", there.pin)
    assert there.heard.startswith(b"POST /v1/time HTTP/1.1\r\n")


def test_another_key_is_refused_before_a_byte_of_http(listen: Callable[..., Listener]) -> None:
    there = listen(OK)

    assert failure(there.url, (b"x" * 32,)) == "exchange.other_key"

    there.close()
    assert there.heard == b""


def test_who_was_met_without_a_pin_has_to_be_the_one_pinned_then(
    listen: Callable[..., Listener],
) -> None:
    there = listen(OK)

    with Transport() as transport, pytest.raises(YarrowError) as failed:
        transport.connect(there.url, ())
        transport.ask("/v1/package", b"", {})
        transport.connect(there.url, (b"x" * 32,))

    assert failed.value.code == "exchange.other_key"


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (PORTAL, "exchange.other_site"),
        (ELSEWHERE, "exchange.other_site"),
        (PACKED, "exchange.other_site"),
        (CUT, "exchange.cut_off"),
        (NOT_HTTP, "exchange.cut_off"),
        (HUGE, "exchange.answer_too_large"),
        (b"", "exchange.cut_off"),
    ],
)
def test_what_is_not_the_services_answer_has_its_own_sentence(
    listen: Callable[..., Listener], answer: bytes, code: str
) -> None:
    there = listen(answer)

    assert failure(there.url, (there.pin,)) == code


def test_an_answer_without_encryption_is_told_and_nothing_was_sent(
    listen: Callable[..., Listener],
) -> None:
    there = listen(PORTAL, tls=None)

    assert failure(there.url) == "exchange.plain_answer"

    there.close()
    assert b"secret" not in there.heard and b"POST" not in there.heard


def test_an_older_tls_is_refused(listen: Callable[..., Listener]) -> None:
    there = listen(OK, tls=ssl.TLSVersion.TLSv1_2)

    assert failure(there.url, (there.pin,)) == "exchange.old_tls"
    there.close()
    assert there.heard == b""


def test_nobody_there_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

    assert failure(f"https://127.0.0.1:{port}") == "exchange.unreachable"
    assert failure("https://no-such-host.invalid") == "exchange.unreachable"


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("http://127.0.0.1:8443", "exchange.address_not_secure"),
        ("127.0.0.1:8443", "exchange.address"),
        ("https://", "exchange.address"),
        ("https://sync.example/else", "exchange.address"),
        ("https://sync.example?x=1", "exchange.address"),
        ("https://me:word@sync.example", "exchange.address"),
        ("ftp://sync.example", "exchange.address"),
        ("https://sync.example:port", "exchange.address"),
    ],
)
def test_an_address_that_is_none_is_refused_before_anything_is_sent(url: str, code: str) -> None:
    assert failure(url) == code


def test_the_environments_proxy_is_not_used(
    listen: Callable[..., Listener], monkeypatch: pytest.MonkeyPatch
) -> None:
    there, proxy = listen(OK), listen(PORTAL, tls=None)
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, proxy.url.replace("https", "http"))

    with Transport() as transport:
        transport.connect(there.url, (there.pin,))
        assert transport.ask("/v1/time", b"", {}).body == b"ok"

    proxy.close()
    assert proxy.heard == b""


@pytest.mark.parametrize(
    ("begin", "drip"),
    [
        (b"HTTP/1.1 200 OK\r\n", b"x-a: b\r\n"),
        (b"", b"HTTP/1.1 103 Early Hints\r\n\r\n"),
        (OK.replace(b"content-length: 2", b"content-length: 99999"), b"x"),
    ],
)
def test_an_answer_that_comes_drop_by_drop_is_given_up_in_time(
    listen: Callable[..., Listener], begin: bytes, drip: bytes
) -> None:
    there = listen(begin, drip=drip)

    with Transport(clock=lambda: 60 * time.monotonic()) as transport:
        transport.connect(there.url, (there.pin,))
        with pytest.raises(YarrowError) as failed:
            transport.ask("/v1/time", b"", {})

    assert failed.value.code == "exchange.too_slow"


@pytest.mark.parametrize("status", [408, 429, 500, 503])
def test_a_server_that_cannot_answer_now_is_busy_and_no_other_site(
    listen: Callable[..., Listener], status: int
) -> None:
    there = listen(b"HTTP/1.1 %d No\r\ncontent-length: 0\r\n\r\n" % status)

    assert failure(there.url, (there.pin,)) == "exchange.busy"


def test_the_real_service_answers(running_service: RunningService) -> None:
    with Transport() as transport:
        transport.connect(running_service.url, running_service.pins)
        assert transport.ask("/v1/time", b"\xa0", {}).pin == running_service.pins[0]


def test_one_that_ended_before_it_was_connected_leaves_no_socket_open(
    listen: Callable[..., Listener],
) -> None:
    there = listen(OK)

    with Transport() as transport:
        transport.connect(there.url, (there.pin,))
        transport.hang_up()
        with pytest.raises(YarrowError):
            transport.ask("/v1/time", b"body", {"content-type": "application/cbor"})
    gc.collect()  # an open socket says so now, and the test fails
