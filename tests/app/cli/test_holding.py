"""What is held is told with what can be done about it."""

from __future__ import annotations

import pytest

from app.cli import holding
from app.errors import Refused
from resources.words import sentence
from sync.exchange import judging
from sync.exchange.settings import NOT_A_LEADS
from sync.holding import Held

DEVICE = bytes(16)
WHY = (NOT_A_LEADS, *(getattr(judging, name) for name in dir(judging) if name.isupper()))


@pytest.mark.parametrize(
    ("may_be", "end"), [(True, "may be adopted"), (False, "can only be discarded")]
)
def test_each_line_ends_with_what_a_lead_can_decide(may_be, end, yarrow, kept_vault, monkeypatch):
    row = {"position": 21, "device": None, "name": "Wren, ward 4", "may_be_adopted": may_be}
    monkeypatch.setattr(holding, "_held", lambda *_: [dict(row)])

    assert yarrow("held", kept_vault).out == f"21  Wren, ward 4  {end}\n"
    assert yarrow("held", kept_vault, "--json").json == [row]


def test_what_an_exchange_held_back_is_told_so_that_it_is_true_for_a_lead_too():
    told = sentence(Refused("exchange.held", count=1))

    assert told.endswith("until a lead of the team decides on it.")
    assert "Tell a lead" not in told


@pytest.mark.parametrize("why", sorted(each for each in WHY if isinstance(each, str)))
def test_of_what_opens_nobody_is_told_that_it_cannot_be_read(why):
    assert "read by" not in holding.text_of(Held(21, why, DEVICE))
    assert holding.text_of(Held(21, why, DEVICE, opens=False)).endswith("read by anybody")


@pytest.mark.parametrize("device", [DEVICE, None])
def test_of_what_nobody_can_open_it_is_told(device):
    assert holding.text_of(Held(21, "sync.cannot_open", device, opens=False)) == (
        "cannot be read by anybody"
    )


def test_an_entry_in_no_known_form_cannot_be_read_either():
    assert holding.text_of(Held(21, "sync.not_understood", None)) == "cannot be read by anybody"
