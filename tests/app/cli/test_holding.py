"""What is held is told with what can be done about it."""

from __future__ import annotations

import pytest

from app.cli import holding


@pytest.mark.parametrize(
    ("may_be", "end"), [(True, "may be adopted"), (False, "can only be discarded")]
)
def test_each_line_ends_with_what_a_lead_can_decide(may_be, end, yarrow, kept_vault, monkeypatch):
    row = {"position": 21, "device": None, "name": "Wren, ward 4", "may_be_adopted": may_be}
    monkeypatch.setattr(holding, "_held", lambda *_: [dict(row)])

    assert yarrow("held", kept_vault).out == f"21  Wren, ward 4  {end}\n"
    assert yarrow("held", kept_vault, "--json").json == [row]
