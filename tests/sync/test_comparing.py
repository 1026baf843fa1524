"""The words of a log at a position, as two people compare them by phone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.errors import Refused
from sync.comparing import log_words
from tests.sync.exchange.offices import PC


@pytest.fixture
def lead(new_pc: Callable[..., PC]) -> PC:
    pc = new_pc("Wren Pepperday")
    pc.found()
    return pc


def test_two_pcs_have_the_same_words_at_a_position_that_both_have(
    lead: PC, new_pc: Callable[..., PC]
) -> None:
    b = new_pc("Linnet Marrowby")
    space = b.join(lead.invite())
    b.sync()
    lead.note()
    lead.sync()
    ahead, behind = log_words(lead.spaces.space(space)), log_words(b.spaces.space(space))
    assert ahead.position > behind.position

    compared = log_words(lead.spaces.space(space), behind.position)

    assert compared.words == behind.words
    assert ahead.words != behind.words
    assert (compared.read_to, len(compared.words)) == (ahead.position, 6)


def test_a_log_that_the_service_told_otherwise_has_other_words(lead: PC) -> None:
    space = lead.spaces.spaces()[0]
    lead.sync()
    lead.invite()
    lead.sync()
    ours = log_words(lead.spaces.space(space))
    lead.alter("update log set running = ? where position = ?", b"x" * 32, ours.position)

    assert log_words(lead.spaces.space(space), ours.position).words != ours.words


@pytest.mark.parametrize("position", [0, -1, 10_000])
def test_what_was_not_read_here_is_not_compared(lead: PC, position: int) -> None:
    lead.sync()

    with pytest.raises(Refused) as refused:
        log_words(lead.spaces.space(lead.spaces.spaces()[0]), position)

    assert refused.value.code == "space.not_read_to"


def test_before_the_first_exchange_there_is_nothing_to_compare(
    lead: PC, new_pc: Callable[..., PC]
) -> None:
    b = new_pc("Linnet Marrowby")
    space = b.join(lead.invite())

    with pytest.raises(Refused) as refused:
        log_words(b.spaces.space(space))

    assert refused.value.code == "space.not_read_yet"
