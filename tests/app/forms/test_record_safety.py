"""Twelve points: four in the identification as ever, the rest in a record beside it."""

from __future__ import annotations

from app.forms import library
from app.forms.record_safety import OF, POINTS, looked_at, own_fields, parted, with_points

FORM = library.latest("identification")


def test_the_identification_stays_as_it_is_and_a_page_asks_all_twelve() -> None:
    of_the_form = [name for name in POINTS if FORM.field(name) is not None]
    page = with_points(FORM)

    assert (FORM.version, len(of_the_form), len(POINTS)) == (1, 4, 12)
    assert all(page.field(name) is not None for name in POINTS)
    assert page.reference == "identification/1"
    assert page.outcome is FORM.outcome


def test_none_of_them_has_to_be_answered() -> None:
    assert not [field for field in own_fields() if field.needed or field.needed_when]
    assert OF not in {field.name for field in own_fields()}


def test_the_answers_of_a_page_are_parted_and_none_is_lost() -> None:
    page = {"seen_alone": "yes", "hidden_from_online": "yes", "neutral_alert": "no"}

    assert parted(page) == (
        {"seen_alone": "yes", "hidden_from_online": "yes"},
        {"neutral_alert": "no"},
    )


def test_a_no_was_looked_at_too() -> None:
    assert looked_at({"neutral_alert": "no", "review_on": "2026-12-01", "seen_alone": "yes"}) == 2
