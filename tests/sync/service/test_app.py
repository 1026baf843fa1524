from __future__ import annotations

from typing import Any

from sync.protocol.wire import Nothing
from tests.databases import about_sqlite


def test_health_and_readiness_are_plain(shared_service: Any, fetch: Any) -> None:
    alive, ready = (fetch(shared_service, "GET", path) for path in ("/healthz", "/readyz"))

    assert (alive.status, alive.body) == (200, b"ok\n")
    assert (ready.status, ready.body) == (200, b"ok\n")


@about_sqlite
def test_readiness_ends_with_the_database_and_health_does_not(
    running_service: Any, fetch: Any
) -> None:
    for file in running_service.folder.glob("yarrow.db*"):
        file.write_bytes(b"not a database" * 1_000)

    assert fetch(running_service, "GET", "/readyz").status == 503
    assert fetch(running_service, "GET", "/healthz").status == 200


def test_metrics_are_counts_alone_and_not_there_for_another_address(
    stopped_service: Any, fetch: Any
) -> None:
    stopped_service.start()
    fetch(stopped_service, "POST", "/v1/time")
    told = fetch(stopped_service, "GET", "/metrics")
    lines = told.body.decode().splitlines()

    assert told.headers["content-type"].startswith("text/plain; version=0.0.4")
    assert 'yarrow_requests_total{status="400"} 1' in lines
    assert 'yarrow_request_seconds_bucket{le="+Inf"} 1' in lines
    assert {"yarrow_spaces 0", "yarrow_database_up 1", "yarrow_listeners 0"} <= set(lines)

    settings = stopped_service.folder / "service.toml"
    settings.write_text(settings.read_text().replace('"127.0.0.1", "::1"', '"192.0.2.9"'))
    stopped_service.stop()
    stopped_service.start()
    assert fetch(stopped_service, "GET", "/metrics").status == 404


def test_an_address_that_asks_too_often_is_refused_before_its_body_is_read(
    stopped_service: Any, fetch: Any
) -> None:
    settings = stopped_service.folder / "service.toml"
    written = settings.read_text().replace("address_requests = 3000", "address_requests = 2")
    settings.write_text(written)
    stopped_service.start()

    def asked() -> Any:
        return fetch(stopped_service, "POST", "/v1/time", b"", {"content-length": "5"})

    answers = [fetch(stopped_service, "POST", "/v1/time") for _ in range(2)] + [asked()]

    assert [each.status for each in answers] == [400, 400, 429]
    assert answers[2].body == b"busy\n"
    assert 0 < int(answers[2].headers["retry-after"]) <= 30


def test_an_answer_says_nothing_about_the_program_behind_it(
    shared_service: Any, fetch: Any
) -> None:
    headers = {name.lower() for name in fetch(shared_service, "GET", "/healthz").headers}

    assert "server" not in headers


def test_a_time_asked_over_the_wire_is_signed(wire: Any) -> None:
    asked = wire.ask("/v1/time", Nothing())

    assert asked.status == "ok"
    assert asked["signing"] == wire.running.signing
    assert abs(asked.answer.time - wire.now_ms) < 60_000
    assert asked.response.headers["content-type"] == "application/cbor"


def test_a_refusal_travels_with_its_status_and_is_signed(wire: Any) -> None:
    asked = wire.ask("/v1/s/" + "0" * 64 + "/log", Nothing())

    assert asked.response.status == 200
    assert asked.status == "unknown_space"


def test_nothing_else_is_there(shared_service: Any, fetch: Any) -> None:
    assert fetch(shared_service, "GET", "/").status == 404
    assert fetch(shared_service, "GET", "/v1/time").status == 405
