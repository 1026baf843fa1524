"""Input that is no record is refused in one line, whatever it is, and nothing of it is saved."""

from __future__ import annotations

import json

import pytest

ODD = [
    "nonsense",
    "{",
    "null",
    "5",
    '"Tansy"',
    '[{"name": "Tansy"}]',
    '{"name": "Tansy"} {"name": "Tansy"}',
    '{"name": "Tansy", "name": "Tansy"}',
    '{"name": "Tansy",}',
    "{'name': 'Tansy'}",
    '{"name": "Tansy" // a comment\n}',
    '{"name": NaN}',
    '{"name": 1e999}',
    '{"name": ' + "9" * 5_000 + "}",
    '{"name": "Tansy\x00"}',
    '{"name": "Tansy\\u0000"}',
    '{"name": "Tansy\\ud800"}',
    '{"Tansy\\ud800": 1}',
    "[" * 100_000,
    '{"a":' * 100_000,
    '{"name": {"name": {"name": "Tansy"}}}',
    json.dumps({"colour": "Tansy"} | {f"k{number}": "Tansy" for number in range(1_000)}),
    json.dumps({"x" * 1_000_000: "Tansy"}),
    '{"name": "Tansy \udcff"}'.encode("utf-8", "surrogateescape"),
    '{"name": "Tansy"}'.encode("utf-16"),
]


@pytest.mark.parametrize("place", range(len(ODD)))
def test_what_is_no_record_is_one_line_each_and_changes_nothing(place, yarrow, kept_vault):
    before = yarrow("vault", "digest", kept_vault).out

    ended = yarrow("add", kept_vault, "person", stdin=ODD[place])

    assert (ended.code, ended.out) == (1, "")
    told = ended.err.splitlines()
    assert told
    assert all(line.startswith("line ") and len(line) < 1_000 for line in told)
    assert len(told) == (ODD[place].count("\n") + 1 if isinstance(ODD[place], str) else 1)
    assert "Tansy" not in ended.err.replace("named Tansy", "")
    assert "\x1b" not in ended.err
    assert yarrow("vault", "digest", kept_vault).out == before


@pytest.mark.parametrize("text", ["", "[]", "null", "{", '{"a": 1, "a": 2}', "[" * 100_000])
def test_an_edit_that_is_no_object_is_one_line(text, yarrow, kept_vault):
    id = yarrow("add", kept_vault, "person", stdin='{"name": "Tansy"}').ids[0]

    ended = yarrow("edit", kept_vault, id, stdin=text)

    assert (ended.code, ended.out, ended.err.count("\n")) == (1, "", 1)


def test_no_input_saves_nothing_and_is_no_fault(yarrow, kept_vault, tmp_path):
    empty = tmp_path / "an empty file"
    empty.touch()

    for ended in (
        yarrow("add", kept_vault, "person", stdin=""),
        yarrow("add", kept_vault, "person", "--json", empty),
        yarrow("add", kept_vault, "person", stdin="\n \r\n"),
    ):
        assert (ended.code, ended.out, ended.err) == (0, "", "")


def test_a_file_with_a_mark_and_windows_line_ends_is_taken(yarrow, kept_vault, tmp_path):
    file = tmp_path / "from a spreadsheet.jsonl"
    file.write_bytes('\ufeff{"name": "Ægir"}\r\n\r\n{"name": "Clover"}\r\n'.encode())

    ended = yarrow("add", kept_vault, "person", "--json", file)

    assert (ended.code, ended.err, len(ended.ids)) == (0, "", 2)


def test_a_file_that_is_not_there_is_one_line(yarrow, kept_vault, tmp_path):
    for file in (tmp_path / "none", tmp_path):
        ended = yarrow("add", kept_vault, "person", "--json", file)
        assert (ended.code, ended.out, ended.err.count("\n")) == (1, "", 1)


def test_of_thousands_of_lines_each_stands_alone(yarrow, kept_vault):
    lines = ['{"name": "Clover"}', '{"name": 5}', "", '{"name": "Marigold"}'] * 250

    ended = yarrow("add", kept_vault, "person", stdin="\n".join(lines))

    assert (ended.code, len(set(ended.ids))) == (1, 500)
    assert [line.split(":")[0] for line in ended.err.splitlines()] == [
        f"line {number}" for number in range(2, 1_000, 4)
    ]
