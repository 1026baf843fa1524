"""What is filled in on every page of a ward PC is looked at as the PC is set up."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from app.errors import FormRefused
from app.usecases.ward.at_the_door import require_filled_in

NOW = datetime(2026, 10, 17, 9, 30, tzinfo=UTC)


def test_what_no_page_could_begin_with_is_refused_by_its_field() -> None:
    require_filled_in("", "", "", now=NOW, training=True)
    require_filled_in("ed_adult", "Z9902", "nurse", now=NOW, training=True)
    with pytest.raises(FormRefused) as refused:
        require_filled_in("A&E", "Ward 7?", "sister", now=NOW, training=True)
    assert set(refused.value.problems) == {"setting_type", "site_ods", "identifier_role"}
