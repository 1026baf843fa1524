"""Names are compared without what hands and forms add to them."""

from __future__ import annotations

import pytest

from app.domain.matching.names import is_latin, with_joined, words_of


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Saffron Tidewell", ("saffron", "tidewell")),
        ("TIDEWELL, Saffron", ("tidewell", "saffron")),
        ("Mrs Saffron Tidewell", ("saffron", "tidewell")),
        ("Zoë O’Farrelly", ("zoe", "ofarrelly")),
        ("Łucja Østergaard-Straße", ("lucja", "ostergaard", "strasse")),
        ("Dr", ("dr",)),
        ("Нина  Іваненко", ("нина", "іваненко")),
        ("999 000", ()),
    ],
)
def test_capitals_accents_marks_and_titles_do_not_matter(name, words):
    assert words_of(name) == words


def test_parts_of_a_long_name_are_also_one_word():
    assert with_joined(("anne", "marie", "tidewell")) == (
        *("anne", "marie", "tidewell"),
        *("annemarie", "marietidewell"),
    )
    assert with_joined(("mac", "lennox"))[-1] == "maclennox"
    assert with_joined(("saffron", "tidewell")) == ("saffron", "tidewell")


def test_other_scripts_are_told_apart():
    assert is_latin("tidewell")
    assert not is_latin("нина")
