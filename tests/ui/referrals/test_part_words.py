"""What goes with a referral stands there whole, in the words of the screen."""

from __future__ import annotations

from datetime import UTC, datetime

from ui.referrals.part_words import part_words

NOW = datetime(2026, 11, 17, 9, 42, tzinfo=UTC)


def said(single: dict[str, dict[str, object]]) -> dict[str, str]:
    return part_words(single, {}, now=NOW, place_name=lambda code: code)  # type: ignore[arg-type]


def test_who_ticks_a_part_reads_all_of_it() -> None:
    triggers = ["partner_always_present", "fearful", "burn", "late_booking", "self_harm"]
    answers = {"setting_type": "ed_adult", "trigger": triggers, "consult_mode": "in_person"}

    words = said({"identification": answers})["enquiry"]

    assert "…" not in words
    assert words.endswith("How seen: In person")


def test_a_number_is_printed_as_everywhere() -> None:
    assert said({"person": {"nhs_number": "9990000069"}})["who"] == "NHS number: 999 000 0069"


def test_every_injury_that_goes_can_be_read_before_it_does() -> None:
    neck = {"site": "neck", "injury_types": ["bruise"], "their_words": "He held me there"}

    words = part_words(
        {}, {"injury": [neck, {"site": "neck", "side": "left"}]}, now=NOW, place_name=str
    )

    assert words["injuries"].startswith("Injury 1: Where on the body: Neck · Kind: Bruise")
    assert "He held me there · Injury 2: Where on the body: Neck" in words["injuries"]


def test_what_fills_screens_is_cut_and_says_how_much_more_goes() -> None:
    words = said({"person": {"name": "Ann " * 2_000}})["who"]

    assert words.endswith("characters more, which go as well")
    assert len(words) < 4_100
