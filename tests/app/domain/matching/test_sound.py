"""One name in several spellings has one key, and different names have different ones."""

from __future__ import annotations

import pytest

from app.domain.matching.sound import sound_of


@pytest.mark.parametrize(
    "spellings",
    [
        "mohammed mohamed muhammad mohamad muhammed",
        "hussain hussein husain",
        "choudhury chowdhury choudhary chowdhry",
        "sheikh shaikh",
        "catherine katherine kathryn",
        "stephen stefen",
        "geoffrey jeffrey",
        "tidewell tydewel",
        "smith smyth smythe",
        "philippa filipa",
        "macallenby mcallenby",
        "sara sarah saira",
        "aisha aysha aesha",
        "knightley nightley",
        "wasim vasim",
        "szczepanska shchepanska",
    ],
)
def test_spellings_of_a_name_sound_alike(spellings):
    assert len({sound_of(each) for each in spellings.split()}) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("maria", "marta"), ("tidewell", "tadworth"), ("hassan", "hussar")]
)
def test_other_names_do_not(one, other):
    assert sound_of(one) != sound_of(other)


@pytest.mark.parametrize("word", ["", "jo", "нина"])
def test_too_little_has_no_sound(word):
    assert sound_of(word) == ""
