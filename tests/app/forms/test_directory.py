"""The directory names hospitals by code, and made-up places only for training."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.domain.ods import OdsShape, ods_shape
from app.errors import Refused
from app.forms.directory import Directory, Place, parse_directory, shipped_directory

REAL = shipped_directory(training=False)
TRAINING = shipped_directory(training=True)


@pytest.mark.parametrize(
    ("code", "trust", "is_confirmed"),
    [
        ("RQWG0", "RQW", True),
        ("RAJ32", "RAJ", True),
        ("RAJ12", "RAJ", True),
        ("RAJ01", "RAJ", False),
        ("RDEE4", "RDE", False),
    ],
)
def test_the_five_hospitals_stand_under_their_codes(
    *, code: str, trust: str, is_confirmed: bool
) -> None:
    place = REAL.place(code)

    assert place is not None
    assert (place.trust, place.is_confirmed) == (trust, is_confirmed)
    assert place.is_confirmed or place.note
    assert place in REAL.sites_on(date(2026, 11, 17))


@pytest.mark.parametrize(("old", "new"), [("RQ8L0", "RAJ32"), ("RDDH0", "RAJ12"), ("RQ8", "RAJ")])
def test_an_old_code_is_known_and_leads_to_the_present_one(old: str, new: str) -> None:
    place = REAL.place(old)

    assert place is not None
    assert place.successor == new
    assert place.is_valid_on(date(2020, 3, 31))
    assert not place.is_valid_on(date(2020, 4, 1))


def test_a_place_goes_by_the_code_that_came_after_once_its_own_has_ended() -> None:
    ended, circle = date(2026, 3, 31), Place("F81997", "Elm Surgery", valid_to=date(2020, 1, 1))
    own = Directory(
        trusts=(),
        sites=(
            Place("F81999", "Ash Surgery", valid_to=ended, successor="F81998"),
            Place("F81998", "Ash and Elm Surgery"),
            replace(circle, successor="F81996"),
            replace(circle, code="F81996", successor="F81997"),
        ),
    )

    assert own.in_use("F81999", ended) == "F81999"
    assert own.in_use("F81999", date(2026, 4, 1)) == "F81998"
    assert own.in_use("F81998", date(2026, 4, 1)) == "F81998"
    assert own.in_use("F81997", date(2026, 4, 1)) in ("F81997", "F81996")
    assert own.in_use("QQQ99", date(2026, 4, 1)) == "QQQ99"


def test_a_code_is_not_in_use_before_its_first_day() -> None:
    assert "RAJ32" not in [site.code for site in REAL.sites_on(date(2020, 3, 31))]


def test_an_unknown_code_stands_for_itself_and_is_marked() -> None:
    assert not REAL.is_known("QQQ99")
    assert REAL.name("QQQ99") == "QQQ99 (code not known)"
    assert REAL.name("RQWG0") == "Princess Alexandra Hospital, Harlow"


def test_made_up_places_are_known_to_training_vaults_alone() -> None:
    made_up = [site for site in TRAINING.sites if site not in REAL.sites]

    assert "Hollin Bank Surgery" in [site.name for site in made_up]
    assert all(site.code.startswith("Z") and not REAL.is_known(site.code) for site in made_up)
    assert {ods_shape(site.code) for site in made_up} == {OdsShape.TRUST_SITE, OdsShape.PRACTICE}


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("code = 'rqwg0'\nname = 'x'", "value"),
        ("code = 'RQWG0'\nname = 'x'\ntrust = 'RQW'", "unknown_name"),
        ("code = 'RQWG0'\nname = 'x'\nsuccessor = 'RQW'", "unknown_name"),
        ("code = 'RQWG0'\nname = 'x'\nvalid_to = 'soon'", "value"),
        ("code = 'RQWG0'", "missing"),
        ("code = 'RQWG0'\nname = 'x'\n[[sites]]\ncode = 'RQWG0'\nname = 'y'", "value"),
    ],
)
def test_a_broken_directory_is_refused(row: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_directory(f"title = 'x'\n[[sites]]\n{row}", name="x")

    assert refused.value.code == f"form.definition_{code}"


def test_a_name_leads_to_the_code_in_use_and_nowhere_if_two_places_have_it() -> None:
    old = Place("A1", "Oak Surgery", valid_to=date(2020, 1, 1))
    now, one, other = Place("A2", "Oak Surgery"), Place("B1", "Ash House"), Place("B2", "Ash House")
    directory = Directory(trusts=(), sites=(old, now, one, other))

    assert directory.codes_by_name() == {"oak surgery": "A2"}
