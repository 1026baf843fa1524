"""What a newer program wrote is kept, shown and never changed."""

from __future__ import annotations

import json

import pytest

from app.domain.changes import Edit
from storage.vault import open_vault

SUBJECT = b"s" * 16
PASSPHRASE = "seven wrens nest in the yew"


@pytest.fixture
def newer(vault):
    """A vault with an unknown kind, an unknown field, and a newer version of a form."""
    with open_vault(vault, PASSPHRASE) as opened:
        edits = [
            Edit("person", SUBJECT, SUBJECT, {"name": "Tansy", "aura": "violet"}, {}),
            Edit("horoscope", SUBJECT, b"h" * 16, {"sign": "wren"}, {}),
            Edit(
                "identification",
                SUBJECT,
                b"i" * 16,
                {"form": "identification/99", "seen_alone": "by_video", "moon": ["new"]},
                {},
            ),
        ]
        opened.write(lambda session: session.save(edits)).result()
    return vault


def test_unknown_fields_and_kinds_are_shown_as_they_are(yarrow, newer):
    person = yarrow("show", newer, SUBJECT.hex(), "--json").json
    unknown = yarrow("show", newer, (b"h" * 16).hex(), "--json").json
    later = yarrow("show", newer, (b"i" * 16).hex(), "--json").json

    assert person["fields"] == {"name": "Tansy", "aura": "violet"}
    assert (unknown["kind"], unknown["fields"]) == ("horoscope", {"sign": "wren"})
    assert later["fields"]["seen_alone"] == "by_video"
    assert later["fields"]["moon"] == ["new"]


def test_they_stand_in_lists_of_their_kind(yarrow, newer):
    assert [row["fields"] for row in yarrow("list", newer, "horoscope", "--json").json] == [
        {"sign": "wren"}
    ]
    assert len(yarrow("list", newer, "identification", "--json").json) == 1


@pytest.mark.parametrize("id", [b"h" * 16, b"i" * 16])
def test_they_are_not_changed_here(yarrow, newer, id):
    ended = yarrow("edit", newer, id.hex(), stdin=json.dumps({"sign": "crow"}))

    assert (ended.code, ended.out, ended.err.count("\n")) == (1, "", 1)
