"""What a row says of its person fills a file, or is refused, and a closed file tells nothing."""

from __future__ import annotations

from app.domain.matching.beside import differing, lacking, refused_beside

STANDS = {
    "name": "Saffron Tidewell",
    "known_as": ["Saff", "Fern"],
    "nhs_number": "9990000042",
    "pronouns": "",
}


def test_what_agrees_in_other_signs_is_no_difference():
    row = {"name": "tidewell saffron", "known_as": ["Fern"], "nhs_number": "999 000 0042"}
    assert differing(row, STANDS) == {} and lacking(row, STANDS) == {}


def test_what_the_file_lacks_fills_and_what_differs_is_refused_but_a_chosen_name():
    row = {"name": "Safron", "known_as": ["Kit"], "pronouns": "she/her"}
    assert lacking(row, STANDS) == {"pronouns": "she/her"}
    assert set(differing(row, STANDS)) == {"name", "known_as"}
    assert refused_beside(row, STANDS, is_closed=False) == {"known_as": "file_differs"}


def test_a_closed_file_gives_one_answer_whatever_stands_in_it():
    same = {"name": "Saffron", "nhs_number": "9990000042", "known_as": ["Saff"]}
    other = {**same, "known_as": ["Kit"]}
    told = {"known_as": "file_closed"}
    assert refused_beside(same, STANDS, is_closed=True) == told
    assert refused_beside(other, STANDS, is_closed=True) == told
