"""What is held is told with what can be done about it."""

from __future__ import annotations

import pytest

from app.cli import holding
from app.errors import Refused
from resources.words import sentence


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
