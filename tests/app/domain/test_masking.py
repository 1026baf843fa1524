"""What is told as on file, and comes back only through the versions that hold it."""

from __future__ import annotations

from app.domain.masking import is_sign, masked, unmasked

NUMBER, OTHER = "07700 900018", "07700 900999"


def test_a_number_an_address_and_code_words_are_told_as_on_file_and_rules_in_full():
    point = {"number": NUMBER, "code_word_ok": "daffodil", "say": "About the appointment"}

    assert masked("contact_point", "contact_point", point) == {
        "number": "(on file)",
        "code_word_ok": "(on file)",
        "say": "About the appointment",
    }
    assert masked("casework", "contact_point/ab", NUMBER) == "(on file)"
    assert masked("casework", "contact_point", {"signal": NUMBER})["signal"] == "(on file)"


def test_versions_are_told_apart_by_number_and_found_again_by_it():
    versions = [{"number": NUMBER}, {"number": OTHER}]
    shown = [masked("contact_point", "contact_point", each, versions) for each in versions]

    assert shown == [{"number": "(on file 1)"}, {"number": "(on file 2)"}]
    assert [unmasked("contact_point", each, versions) for each in shown] == versions
    assert is_sign("(on file 2)") and not is_sign("on file")


def test_of_another_person_there_is_the_relation_alone():
    fields = {"relationship": "spouse", "name": "Rowan Ashdown", "known_as/1": "Ro", "about": "x"}
    shown = {name: masked("other_person", name, each) for name, each in fields.items()}

    assert shown.pop("relationship") == "spouse"
    assert set(shown.values()) == {"(on file)"}
