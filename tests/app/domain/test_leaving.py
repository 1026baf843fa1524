"""What the look before leaving finds, and a pass that is good once for its bytes."""

from __future__ import annotations

import time
from hashlib import sha256

import pytest

from app.domain.leaving import Finding, Known, Pass, address_words, counted, look
from app.domain.people_named import Named
from app.errors import Refused

KNOWN = Known(
    (
        ("where_now", "Bed C14"),
        ("code_word", "purple kettle"),
    ),
    frozenset({"9990000018"}),
    (Named("other_person", ("Saffron Tidewell",), is_near=True),),
    ("Tansy Bramblewick",),
    (("contact_number", "07700900555"),),
    ordinary={"saffron"},
)


def kinds(text: str, known: Known = KNOWN) -> set[str]:
    return {finding.what for finding in look(text, known)}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Ring 07700 900123 after six", "phone"),
        ("+44 (0)20 7946 0018", "phone"),
        ("tel:02079460018.", "phone"),
        ("She lives at 14 Wildrose Lane now", "address"),
        ("bn1 4qt", "postcode"),
        ("write to tansy@example.org", "email"),
        ("NHS 999 000 0026", "nhs_number"),
        ("moved to Willow Refuge on Monday", "refuge"),
        ("the safe house in town", "refuge"),
        ("our code word is purple", "code_word"),
        ("ask for the PURPLE   KETTLE", "code_word"),
        ("her sister saffron\ntidewell said", "other_person"),
        ("now in bed c14", "where_now"),
        ("on oh double seven oh oh nine oh oh five five five", "contact_number"),
        ("the number ending 900 555", "contact_number"),
    ],
)
def test_what_could_give_somebody_away_is_found(text: str, kind: str) -> None:
    assert kind in kinds(text)


@pytest.mark.parametrize(
    "text",
    ["", "Seen alone at 09:40 on 17 November 2026.", "Saffron is a colour", "NHS 999 000 0018"],
)
def test_what_gives_nobody_away_is_left_alone(text: str) -> None:
    assert kinds(text) == set()


def test_each_is_told_once_and_not_without_end() -> None:
    text = "07700 900123 " * 3 + " ".join(f"07700 9002{number:02}" for number in range(40))

    assert counted(look(text, Known())) == {"phone": 20}
    assert look("07700 900123, 07700 900123", Known()) == (Finding("phone", "07700 900123"),)


@pytest.mark.parametrize(
    "text", ["0 " * 20_000, "A" * 40_000, "1 Aa " * 8_000, "a@" * 20_000, "+" * 40_000]
)
def test_no_text_takes_long_to_look_through(text: str) -> None:
    began = time.process_time()
    look(text, KNOWN)

    assert time.process_time() - began < 2


def test_what_is_too_long_to_be_read_whole_is_said() -> None:
    assert kinds("\n" * 2_000_001) == {"unread"}


def test_a_name_or_a_property_of_the_file_is_looked_at_and_said_to_be_there() -> None:
    found = look("", KNOWN, name="scan_07700-900123.pdf", hidden="Author: Saffron Tidewel")

    assert found == (
        Finding("phone", "07700-900123", "name"),
        Finding("other_person", "Saffron Tidewel", "hidden"),
    )


def test_whom_it_is_about_is_found_only_where_nobody_may_be_named() -> None:
    text = "Tansy Bramblewick, 999 000 0018"

    assert look(text, KNOWN) == ()
    assert {each.what for each in look(text, KNOWN, is_about_nobody=True)} == {"themself"}


def test_a_known_address_is_found_by_its_street_or_its_postcode_alone() -> None:
    words = address_words("contact_address", "Flat 2, 14 Wildrose Lane, Chelmsford\nCM2 7QX")

    assert [text for _, text in words] == ["Flat 2", "14 Wildrose Lane", "Wildrose Lane", "CM2 7QX"]
    for text in ("at wildrose  lane", "CM27QX", "cm2 7qx"):
        assert "contact_address" in kinds(text, Known(words))


def test_a_pass_is_good_once_and_for_its_bytes_alone() -> None:
    content = b"exactly these"
    leave = Pass(sha256(content).hexdigest())
    leave.spend(content)
    with pytest.raises(Refused, match="leaving.used"):
        leave.spend(content)

    other = Pass(sha256(content).hexdigest())
    with pytest.raises(Refused, match="leaving.other_bytes"):
        other.spend(b"exactly those")
    with pytest.raises(Refused, match="leaving.used"):
        other.spend(content)
