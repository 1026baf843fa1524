"""Search finds what people typed, however they type it again."""

from __future__ import annotations

from pathlib import Path

import pytest

import resources
from app.domain.masking import UNSOUGHT, masks
from app.domain.people import reference
from app.forms.definition import Kind
from app.forms.library import latest
from storage.search_index import text_of

FORMS = Path(resources.__file__).parent / "forms"
NOT_TYPED = {"about", "content", "kept", "of_form", "sent_as"}
"""Texts that the program writes: ids, names of forms and files, pages."""


@pytest.fixture
def filled(vault, save):
    save("person", {"name": "Renée Pepperday", "nhs_number": "9990000018", "known_as/1": "wren"})
    lines = [{"label": "fact", "text": "Bruised left arm; says she fell"}]
    save("note", {"lines": lines, "place": "Cubicle 4"}, record=None)
    codes = {"setting_type": "emergency_department", "hark_h": "declined", "trigger/burn": "burn"}
    typed = {"free_text": "Very quiet", "their_words": "he watches my phone"}
    save("identification", {**codes, **typed}, record=b"i" * 16)
    return vault


def kinds(vault, words):
    return sorted(each.record.kind for each in vault.read(lambda r: r.find(words)).result())


@pytest.mark.parametrize("kind", sorted(each.name for each in FORMS.iterdir()))
def test_every_text_of_a_form_is_found_though_it_is_one_word_in_small_letters(kind: str) -> None:
    texts = [each.name for each in latest(kind).fields if each.kind in (Kind.TEXT, Kind.LONG_TEXT)]
    typed = [name for name in texts if kind not in UNSOUGHT and not masks(kind, name)]

    lost = {name for name in typed if not text_of(kind, {name: "purple"})}

    assert lost <= NOT_TYPED


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Pepperday", "person"),
        ("pepp", "person"),
        ("renee", "person"),
        ("RENÉE pep", "person"),
        ("wren", "person"),
        ("9990000018", "person"),
        ("999 000 0018", "person"),
        ("999-000-0018", "person"),
        ("bruised fell", "note"),
        ("arm cub", "note"),
        ("r", "person"),
        ("renee p", "person"),
        ("arm q", "note"),
        ("cubicle 4", "note"),
        ("watches phone", "identification"),
    ],
)
def test_words_and_beginnings_of_words_find_their_record(filled, words, kind):
    assert kinds(filled, words) == [kind]


@pytest.mark.parametrize(
    "words",
    [
        "",
        " ",
        "-",
        '"',
        "\x00",
        "declined",
        "emergency_department",
        "burn",
        "fact",
        "pepperday quiet",
        "cubicle 5",
    ],
)
def test_codes_signs_and_words_of_different_records_find_nothing(filled, words):
    assert kinds(filled, words) == []


@pytest.mark.parametrize(
    "words", ['pepp"', "pepp*", "pepp) OR (x", "NEAR(pepp", "text: pepp", "pepp NOT x", "'; drop"]
)
def test_no_sign_typed_is_taken_for_a_command(filled, words):
    assert kinds(filled, words) in ([], ["person"])


def test_the_reference_finds_the_whole_file(filled):
    assert len(kinds(filled, reference(b"s" * 16))) == 3
    assert len(kinds(filled, reference(b"s" * 16).lower())) == 3


def test_the_snippet_shows_the_words_around_the_match(filled):
    found = filled.read(lambda reading: reading.find("left")).result()

    assert "left arm" in found[0].snippet


def test_old_words_no_longer_find_what_was_changed(filled, save):
    heads = filled.read(lambda reading: reading.record(b"r" * 16)).result().heads
    save("person", {"name": "Linnet"}, over={"name": list(heads["name"])})

    assert kinds(filled, "pepperday") == []
    assert kinds(filled, "linnet") == ["person"]


def test_people_come_before_what_is_written_about_them_and_the_newest_first(vault, save):
    for number, kind in enumerate(["task", "person", "task", "person"]):
        save(kind, {"text": "Marrowby"}, record=bytes([number]) * 16)

    found = vault.read(lambda reading: reading.find("marrow")).result()

    assert [each.record.id[0] for each in found] == [3, 1, 2, 0]


def test_no_more_are_given_than_asked_for(vault, save):
    for number in range(5):
        save("task", {"text": "same words"}, record=bytes([number]) * 16)

    assert len(vault.read(lambda reading: reading.find("same", most=3)).result()) == 3
