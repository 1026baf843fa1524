"""When a person has to say whether two descriptions are one person's."""

from __future__ import annotations

import pytest

from app.domain.matching.likeness import is_likely


@pytest.mark.parametrize(
    ("name", "number", "day"),
    [
        (0.0, 1.0, None),
        (0.4, 0.9, None),
        (0.0, 0.8, 1.0),
        (0.95, None, None),
        (0.85, None, 0.92),
        (0.4, None, 1.0),
        (0.95, 0.0, 1.0),
    ],
)
def test_it_has_to_be_asked(name, number, day):
    assert is_likely(name=name, number=number, day=day)


@pytest.mark.parametrize(
    ("name", "number", "day"),
    [
        (0.85, None, None),
        (1.0, None, 0.0),
        (1.0, 0.0, None),
        (0.0, None, 1.0),
        (0.1, 0.9, None),
        (0.85, None, 0.8),
    ],
)
def test_it_need_not(name, number, day):
    assert not is_likely(name=name, number=number, day=day)
