"""What a hurried, confused or hostile person may send: kept exactly, or refused by its name."""

from __future__ import annotations

import json
import unicodedata

import pytest

from app.forms.checking import MOST_CHARACTERS

KEPT = {
    "right to left": "\u202eמרווה וטל",
    "no width": "a\u200bb",
    "joined": "👩‍👧🏽",
    "not composed": "e\u0301",
    "html": "<b>Wren</b> &amp; <img src=x onerror=y>",
    "no character": "\uffff",
}
REFUSED = {
    "nul": "a\x00b",
    "lone surrogate": "a\ud800b",
    "escape": "a\x1b[2Jb",
    "bell": "a\x07",
    "c1": "a\x9b2Jb",
    "delete": "a\x7fb",
}
FIELDS = {
    "name": lambda text: ("person", {"name": text}),
    "pronouns": lambda text: ("person", {"pronouns": text}),
    "known_as": lambda text: ("person", {"known_as": [text]}),
    "lines": lambda text: ("note", {"lines": [{"label": "fact", "text": text}]}),
}


@pytest.mark.parametrize("field", FIELDS)
def test_signs_that_can_be_stored_come_back_exactly(yarrow, kept_vault, field):
    made = [FIELDS[field](text) for text in KEPT.values()]
    lines = "\n".join(json.dumps(answers) for _, answers in made)

    ended = yarrow("add", kept_vault, made[0][0], stdin=lines)

    assert (ended.code, ended.err) == (0, "")
    for id, (_, answers) in zip(ended.ids, made, strict=True):
        shown = yarrow("show", kept_vault, id, "--json")
        assert shown.json["fields"][field] == answers[field]


@pytest.mark.parametrize("field", FIELDS)
def test_signs_that_cannot_are_refused_with_their_field_named(yarrow, kept_vault, field):
    made = [FIELDS[field](text) for text in REFUSED.values()]
    lines = "\n".join(json.dumps(answers) for _, answers in made)

    ended = yarrow("add", kept_vault, made[0][0], stdin=lines)

    told = ended.err.splitlines()
    assert (ended.code, ended.out, len(told)) == (1, "", len(REFUSED))
    assert all(f"There is a character in {field} that cannot be stored" in line for line in told)
    assert ended.err.replace("\n", "").isprintable()


@pytest.mark.parametrize("sign", [*KEPT.values(), *REFUSED.values()])
def test_a_terminal_is_never_told_what_to_do_by_a_key_or_a_search(yarrow, kept_vault, sign):
    told = yarrow("add", kept_vault, "note", stdin=json.dumps({sign: 1})).err
    found = yarrow("find", kept_vault, sign.replace("\x00", "").replace("\ud800", ""))

    assert told.count("\n") == 1
    assert told.rstrip("\n").isprintable()
    assert found.code == 0
    assert not {"\x1b", "\x9b", "\x07", "\u202e"} & set(found.out)


def test_a_name_of_ten_thousand_characters_is_refused_by_its_name(yarrow, kept_vault):
    ended = yarrow("add", kept_vault, "person", stdin=json.dumps({"name": "n" * 10_000}))

    assert ended.code == 1
    assert "The text in name is too long for one answer. Nothing was saved." in ended.err


def test_nearly_a_million_characters_of_a_note_are_saved_found_and_shown(yarrow, kept_vault):
    words = "holly and yew " * 3_500
    count = MOST_CHARACTERS // len(words)
    lines = [{"label": "said", "text": words} for _ in range(count)]
    lines[-1]["text"] += "quillfeather"

    made = yarrow("add", kept_vault, "note", stdin=json.dumps({"lines": lines}))

    assert made.code == 0, made.err
    assert yarrow("show", kept_vault, made.ids[0], "--json").json["fields"]["lines"] == lines
    assert made.ids[0] in yarrow("find", kept_vault, "quillfeather").out
    assert yarrow("vault", "verify", kept_vault).code == 0


def test_a_mebibyte_is_refused_before_anything_is_saved(yarrow, vault):
    before = yarrow("vault", "digest", vault).out
    lines = [{"label": "said", "text": "w" * 32_768} for _ in range(32)]

    ended = yarrow("add", vault, "note", stdin=json.dumps({"lines": lines}))

    assert ended.code == 1
    assert "too long to be saved as one" in ended.err
    assert yarrow("vault", "digest", vault).out == before


@pytest.mark.parametrize(
    "words",
    [
        "🐝🌾🪺🍄🧶🪵🐚🕯️🌧️🚪🦔🪨 no end",
        "שלום עולם ירוק חזק מאוד סודי",
        "mañana cafe\u0301 und Größe im Bü\u0308ro",
    ],
)
def test_a_passphrase_in_any_script_opens_what_it_made(yarrow, tmp_path, monkeypatch, words):
    monkeypatch.setattr("storage.keys.calibrate.__defaults__", (lambda _kdf: 0.8,))
    file = tmp_path / "passphrase"
    file.write_text(f"{words}\n", encoding="utf-8")
    path = tmp_path / "hers"
    made = yarrow("vault", "new", path, "--name", "Tansy Bramblewick", "--training")
    assert made.code == 0, made.err

    for form in ("NFC", "NFD"):
        file.write_text(unicodedata.normalize(form, words), encoding="utf-8")
        assert yarrow("vault", "digest", path).code == 0
    file.write_text(words[:-1], encoding="utf-8")
    assert yarrow("vault", "digest", path).code == 1
