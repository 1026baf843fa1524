"""One Future's end, handed on."""

from __future__ import annotations

from concurrent.futures import Future

import pytest

from app.errors import Refused
from app.wiring.passing import reshaped


def test_a_result_is_handed_on_in_another_shape() -> None:
    source: Future[int] = Future()
    answer = reshaped(source, str)

    source.set_result(7)

    assert answer.result(timeout=1) == "7"


def test_a_failure_is_handed_on_as_it_is() -> None:
    source: Future[int] = Future()
    answer = reshaped(source, str)

    source.set_exception(Refused("vault.closed"))

    with pytest.raises(Refused):
        answer.result(timeout=1)


def test_what_was_cancelled_is_cancelled() -> None:
    source: Future[int] = Future()
    answer = reshaped(source, str)

    source.cancel()
    source.set_running_or_notify_cancel()

    assert answer.cancelled()
