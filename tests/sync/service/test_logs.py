from __future__ import annotations

import json

from sync.service.exchange import Response
from sync.service.logs import line


def test_a_line_says_day_space_device_and_bytes_and_nothing_else() -> None:
    response = Response(200, b"12345", space=b"s" * 32, device=b"d" * 16)

    written = json.loads(line(response, received=10, now_ms=1_795_342_800_000))

    assert written == {
        "day": "2026-11-22",
        "space": (b"s" * 32).hex(),
        "device": (b"d" * 16).hex(),
        "bytes": 15,
    }


def test_a_request_that_proved_nothing_is_counted_without_a_name() -> None:
    written = json.loads(line(Response(401, b""), received=3, now_ms=0))

    assert written == {"day": "1970-01-01", "space": None, "device": None, "bytes": 3}
