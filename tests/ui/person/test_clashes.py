"""Versions in words."""

from __future__ import annotations

from dataclasses import replace

from app.domain.merging import AWAY
from app.domain.records import Version
from tests.ui.person.conftest import IN_CLASH, NOW
from ui.person.clashes import clashes_of


def test_each_version_says_what_who_and_when() -> None:
    (clash,) = clashes_of([IN_CLASH], now=NOW)

    assert clash.label == "Immediate danger"
    assert [(each.words, each.by) for each in clash.versions] == [
        ("Not sure", "Wren Pepperday, Sun 15:20"),
        ("Yes", "Linnet Marrowby, Sun 16:02"),
    ]
    assert clash.heads == (b"a" * 32, b"b" * 32)


def test_an_element_of_a_list_is_named() -> None:
    versions = (Version(b"a" * 32, True, "", 0), Version(b"b" * 32, None, "", 0))
    record = replace(IN_CLASH, clashes={"trigger/burn": versions}, heads={})

    (clash,) = clashes_of([record], now=NOW)

    assert clash.label == "Signs seen: Burn"
    assert [each.words for each in clash.versions] == ["Yes", "Nothing here"]


def test_a_record_put_away_by_one_is_told() -> None:
    versions = (Version(b"a" * 32, "Wrong person", "", 0), Version(b"b" * 32, None, "", 0))
    record = replace(IN_CLASH, clashes={AWAY: versions}, heads={})

    assert clashes_of([record], now=NOW)[0].label == "Entered in error"


def test_a_field_of_a_later_version_keeps_its_own_name() -> None:
    versions = (Version(b"a" * 32, 3, "", 0), Version(b"b" * 32, 4, "", 0))
    record = replace(IN_CLASH, clashes={"moon_phase": versions}, heads={})

    (clash,) = clashes_of([record], now=NOW)

    assert (clash.label, clash.versions[0].words) == ("moon_phase", "3")
