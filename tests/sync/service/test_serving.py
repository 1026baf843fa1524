from __future__ import annotations

import json
import socket
import ssl
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509

from sync.protocol.heads import read_receipt
from sync.protocol.keys import pin_of
from sync.protocol.wire import Ask
from sync.service.folder import make_folder
from sync.service.serving import Place, serve
from sync.service.unfit import Unfit


def handshake(port: int, **versions: ssl.TLSVersion) -> tuple[str | None, bytes]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    for name, version in versions.items():
        setattr(context, name, version)
    with (
        socket.create_connection(("127.0.0.1", port), timeout=20) as plain,
        context.wrap_socket(plain) as secured,
    ):
        return secured.version(), secured.getpeercert(binary_form=True) or b""


def test_only_tls_1_3_is_spoken_and_the_key_is_the_one_that_is_pinned(
    shared_service: Any,
) -> None:
    version, shown = handshake(shared_service.port)

    assert version == "TLSv1.3"
    key = x509.load_der_x509_certificate(shown).public_key()
    assert pin_of(key) == shared_service.pins[0]
    with pytest.raises(ssl.SSLError):
        handshake(shared_service.port, maximum_version=ssl.TLSVersion.TLSv1_2)


def test_plain_http_gets_no_answer(shared_service: Any) -> None:
    with socket.create_connection(("127.0.0.1", shared_service.port), timeout=20) as plain:
        plain.sendall(b"GET /healthz HTTP/1.1\r\nhost: localhost\r\n\r\n")
        plain.shutdown(socket.SHUT_WR)
        try:
            answered = plain.recv(1_000)
        except ConnectionResetError:
            answered = b""

    assert b"HTTP" not in answered
    assert b"ok" not in answered


def test_what_was_signed_for_survives_a_kill_and_is_signed_for_again(elsewhere: Any) -> None:
    running = elsewhere.running
    team = elsewhere.space()
    segment = team.lead.segment(team)
    first = team.lead.append(team, segment)

    running.kill()
    running.start()
    again = team.lead.append(team, segment)

    receipts = [read_receipt(asked["results"][0][1], running.signing) for asked in (first, again)]
    assert [each.position for each in receipts] == [2, 2]
    assert receipts[0].entry == receipts[1].entry
    assert team.head().position == 2


def test_one_address_cannot_hold_all_connections_of_the_service(
    stopped_service: Any, fetch: Any
) -> None:
    settings = stopped_service.folder / "service.toml"
    written = settings.read_text()
    settings.write_text(written.replace("address_connections = 200", "address_connections = 3"))
    stopped_service.start()
    place = ("127.0.0.1", stopped_service.port)

    with ExitStack() as open_ones:
        held = [
            open_ones.enter_context(socket.create_connection(place, timeout=20)) for _ in range(3)
        ]
        with pytest.raises((ConnectionError, ssl.SSLError)):
            fetch(stopped_service, "GET", "/healthz")
        for each in held:
            each.shutdown(socket.SHUT_WR)
            assert each.recv(1) == b""

        assert fetch(stopped_service, "GET", "/healthz").body == b"ok\n"


def test_a_body_beyond_all_limits_is_cut_off(shared_service: Any, fetch: Any) -> None:
    try:
        answered = fetch(shared_service, "POST", "/v1/time", bytes(13 * 2**20)).status
    except (ConnectionError, ssl.SSLError):
        answered = 413

    assert answered == 413
    assert fetch(shared_service, "GET", "/healthz").body == b"ok\n"


def test_the_log_holds_a_line_a_request_and_nothing_of_what_was_sent(elsewhere: Any) -> None:
    team = elsewhere.space()
    team.lead.push(team, b"canary-in-a-group")
    team.head()
    elsewhere.running.stop()

    written = elsewhere.running.log.read_text()

    lines = [json.loads(line) for line in written.splitlines()]
    assert len(lines) == 3
    assert {tuple(line) for line in lines} == {("day", "space", "device", "bytes")}
    assert lines[1]["device"] == team.lead.id.hex()
    assert lines[1]["space"] == team.space.hex()
    for planted in ("canary", "127.0.0.1", "/v1", "append"):
        assert planted not in written


def test_no_file_of_the_folder_holds_a_planted_word(elsewhere: Any) -> None:
    team = elsewhere.space()
    team.join()
    team.lead.push(team)
    kept = [file.read_bytes() for file in elsewhere.running.folder.iterdir()]
    elsewhere.running.stop()
    kept += [file.read_bytes() for file in elsewhere.running.folder.iterdir()]

    for planted in (b"Wren", b"Linnet", b"Willowmere", b"Clinic room"):
        assert not any(planted in each for each in kept)


def test_several_workers_share_one_log_and_end_together(elsewhere: Any) -> None:
    running = elsewhere.running
    running.stop()
    running.options = ("--workers", "2")
    running.start()

    team = elsewhere.space()
    for _ in range(4):
        team.lead.push(team)

    assert team.head().position == 5
    assert team.lead.ask(team.path(Ask.MARK), b"").status == "bad_request"
    assert running.stop() == 0
    with pytest.raises(ConnectionError):
        handshake(running.port)


def test_an_open_service_does_not_leave_this_machine(tmp_path: Path) -> None:
    make_folder(tmp_path, spaces="open")

    for host in ("0.0.0.0", "::", "192.0.2.1", "ward.invalid"):
        with pytest.raises(Unfit) as refused:
            serve(tmp_path, Place(host=host, port=0), listening=pytest.fail)
        assert refused.value.code == "open_to_all"


def test_a_place_that_is_taken_is_said(tmp_path: Path) -> None:
    make_folder(tmp_path, spaces="open")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        place = Place(port=taken.getsockname()[1])

        with pytest.raises(Unfit) as refused:
            serve(tmp_path, place, listening=pytest.fail)

    assert refused.value.code == "cannot_listen"
