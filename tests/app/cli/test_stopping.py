"""A stop waits for what has begun, and is not forgotten."""

from __future__ import annotations

import signal

import pytest

from app.cli.stopping import every_stop_alike, stop_later


@pytest.fixture(autouse=True)
def as_in_a_terminal():
    """Whoever runs the tests in the background has some of them ignored."""
    usual = {signal.SIGINT: signal.default_int_handler}
    usual |= dict.fromkeys((signal.SIGTERM, signal.SIGHUP), signal.SIG_DFL)
    before = {asked: signal.signal(asked, how) for asked, how in usual.items()}
    yield
    for asked, how in before.items():
        signal.signal(asked, how)


@pytest.mark.parametrize("asked", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_stop_comes_after_what_has_begun(asked):
    done = []

    with pytest.raises(KeyboardInterrupt), stop_later():
        signal.raise_signal(asked)
        done.append("saved")

    assert done == ["saved"]


def test_what_is_to_be_ignored_stays_ignored():
    signal.signal(signal.SIGHUP, signal.SIG_IGN)

    with every_stop_alike(), stop_later():
        signal.raise_signal(signal.SIGHUP)

    assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN


def test_a_system_that_ends_the_program_is_heard_like_the_person():
    with pytest.raises(KeyboardInterrupt), every_stop_alike():
        signal.raise_signal(signal.SIGTERM)

    assert signal.getsignal(signal.SIGTERM) == signal.SIG_DFL


def test_without_one_nothing_is_changed():
    before = signal.getsignal(signal.SIGINT)

    with stop_later():
        pass
    with pytest.raises(ValueError, match="ours"), stop_later():
        raise ValueError("ours")

    assert signal.getsignal(signal.SIGINT) is before
