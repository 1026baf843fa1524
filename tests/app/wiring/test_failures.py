"""What nobody expected: told without values."""

from __future__ import annotations

import logging
import sys
import weakref
from types import TracebackType

import pytest

from app.wiring import failures
from app.wiring.failures import Failures, code_of, place_of
from app.wiring.passing import reshaped

CANARY = "Tansy Bramblewick"


def fail_in_our_code() -> tuple[type[BaseException], BaseException, TracebackType | None]:
    try:
        reshaped(CANARY, str)  # type: ignore[arg-type]
    except AttributeError as error:
        return type(error), error, error.__traceback__
    raise LookupError("nothing failed")


def test_the_log_has_type_and_place_and_the_person_a_sentence(
    caplog: pytest.LogCaptureFixture,
) -> None:
    told: list[str] = []

    with caplog.at_level(logging.ERROR):
        Failures(told.append).meet(*fail_in_our_code())

    assert "AttributeError" in caplog.text
    assert "app/wiring/passing.py:" in caplog.text
    assert CANARY not in caplog.text
    assert told[0].startswith("Something went wrong here. What you typed is kept. Code E-")


def test_the_same_place_has_the_same_code() -> None:
    place = place_of(fail_in_our_code()[2])

    assert code_of(ValueError, place) == code_of(ValueError, place)
    assert code_of(ValueError, place) != code_of(KeyError, place)


def test_it_stands_at_the_top_of_every_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(failures.threading, "excepthook", failures.threading.excepthook)
    caught = Failures(told.append)

    caught.install()
    sys.excepthook(*fail_in_our_code())
    failures.threading.excepthook(failures.threading.ExceptHookArgs((*fail_in_our_code(), None)))

    assert len(told) == 2


class Held:
    """Something that a failing function held, such as a painter or typed words."""


def test_nothing_that_a_failing_function_held_outlives_it() -> None:
    kept: list[weakref.ref[Held]] = []

    def fail() -> None:
        held = Held()
        kept.append(weakref.ref(held))
        raise LookupError("failed")

    try:
        fail()
    except LookupError as error:
        last = error

    Failures(lambda _sentence: None).meet(LookupError, last, last.__traceback__)

    assert last.__traceback__ is not None
    assert kept[0]() is None
