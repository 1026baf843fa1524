"""A stop waits for what has begun, and is not forgotten."""

from __future__ import annotations

import signal

import pytest

from app.cli.stopping import stop_later


def test_a_stop_comes_after_what_has_begun():
    done = []

    with pytest.raises(KeyboardInterrupt), stop_later():
        signal.raise_signal(signal.SIGINT)
        done.append("saved")

    assert done == ["saved"]


def test_without_one_nothing_is_changed():
    before = signal.getsignal(signal.SIGINT)

    with stop_later():
        pass
    with pytest.raises(ValueError, match="ours"), stop_later():
        raise ValueError("ours")

    assert signal.getsignal(signal.SIGINT) is before
