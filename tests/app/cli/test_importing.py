"""`yarrow import`: past records from a spreadsheet, all or none, and once."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

GUIDE = Path(__file__).parents[3] / "docs" / "user-guide.md"
MAP = """
kind = "identification"
key = ["Ref"]
[person]
name = ["Forename", "Surname"]
date_of_birth = "DOB"
nhs_number = "NHS"
[fields]
identified_at = ["Date", "Time"]
setting_type = "Ward"
seen_alone = "Alone"
their_words = "Words"
[constants]
site_ods = "Z9902"
identifier_role = "nurse"
how_arose = "asked_on_trigger"
interpreter = "not_needed"
consult_mode = "in_person"
[words.setting_type]
"A&E" = "ed_adult"
"""
HEAD = "Ref,Forename,Surname,DOB,NHS,Date,Time,Ward,Alone,Words\n"
ROWS = (
    "1,Saffron,Tidewell,12/03/1991,999 000 0042,17/10/2026,09:38,A&E,N,\n"
    "2,Saffron,Tidewell,12/3/91,9990000042,1 Nov 2026,,Emergency department,no,He took my phone\n"
    "3,Hazel,Mossop,,,2026-11-02,14:05,GP practice,N,\n"
)


@pytest.fixture
def sheet(tmp_path):
    """Write a spreadsheet and its map, and give what the command is called with."""

    def written(rows: str = ROWS, told: str = MAP) -> list[str]:
        (tmp_path / "past.csv").write_bytes((HEAD + rows).encode("cp1252"))
        (tmp_path / "map.toml").write_text(told, "utf-8", "surrogateescape")
        return [str(tmp_path / "past.csv"), "--map", str(tmp_path / "map.toml")]

    return written


def test_rows_become_records_in_one_file_for_each_person_and_only_once(yarrow, vault, sheet):
    first = yarrow("import", vault, *sheet())
    again = yarrow("import", vault, *sheet())

    assert (first.code, first.out) == (0, "3 saved, 0 taken in before\n")
    assert (again.code, again.out) == (0, "0 saved, 3 taken in before\n")
    people = yarrow("list", vault, "person", "--json").json
    records = yarrow("list", vault, "identification", "--json").json
    assert sorted(each["fields"]["name"] for each in people) == ["Hazel Mossop", "Saffron Tidewell"]
    assert len(records) == 3
    assert len({each["subject"] for each in records}) == 2
    assert not any("imported" in each["fields"] for each in records)
    words = {each["fields"].get("their_words") for each in records}
    assert words == {None, "He took my phone"}


def test_one_row_that_cannot_be_taken_saves_none_and_says_where(yarrow, vault, sheet):
    wrong = ROWS + "4,Fern,Underhay,soon,,31/2/2026,,Moon,N,secret\n"

    told = yarrow("import", vault, *sheet(wrong))

    assert (told.code, told.out) == (1, "")
    assert "row 5: DOB (date_of_birth)" in told.err
    assert "row 5: Ward (setting_type)" in told.err
    assert "secret" not in told.err and "Moon" not in told.err
    assert yarrow("list", vault, "person", "--json").json == []


def test_whose_person_looks_like_somebody_here_is_for_a_person_to_say(yarrow, vault, sheet):
    there = '{"name": "Safron Tidewell", "date_of_birth": "1991-03-12"}'
    file = yarrow("add", vault, "person", stdin=there).ids[0]

    preview = yarrow("import", vault, *sheet(), "--preview")
    undecided = yarrow("import", vault, *sheet())
    assert preview.code == 0
    assert "row 2: looks like Y-" in preview.out
    assert "row 3: added to the file of row 2" in preview.out
    assert "row 4: a new file" in preview.out
    assert undecided.code == 1
    assert "--preview" in undecided.err
    assert yarrow("list", vault, "identification", "--json").json == []

    assert yarrow("import", vault, *sheet(), "--matches", "add").code == 0
    subjects = [each["subject"] for each in yarrow("list", vault, "identification", "--json").json]
    assert subjects.count(file) == 2


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (MAP.replace('"DOB"', '"Born"'), "Born"),
        (MAP.replace("their_words", "her_words"), "her_words"),
        (MAP.replace('kind = "identification"', 'kind = "anything"'), "referral"),
        ("\udcff", "The map is not UTF-8"),
    ],
)
def test_a_map_that_does_not_fit_is_refused(yarrow, vault, sheet, told, words):
    refused = yarrow("import", vault, *sheet(told=told))

    assert refused.code == 1
    assert words in refused.err


def test_what_a_row_lacks_is_told_in_the_words_of_a_spreadsheet(yarrow, vault, sheet):
    told = MAP.replace('how_arose = "asked_on_trigger"\n', "")
    rows = "1,Saffron,Tidewell,12/03/1991,9990000042,17/10/2026,09:38,,N,\n"

    lines = yarrow("import", vault, *sheet(rows, told), "--preview").out.splitlines()

    assert [line.split(".")[0] for line in sorted(lines)] == [
        "row 2: Ward (setting_type): nothing stands there, and an answer is needed",
        "row 2: how_arose: an answer is needed, and the map says nowhere where it is",
    ]


def test_a_row_that_says_other_of_its_person_than_the_file_is_named_and_its_words_are_not(
    yarrow, vault, sheet
):
    there = '{"name": "Saffron Tidewell", "date_of_birth": "1991-03-12", "pronouns": "she/her"}'
    file = yarrow("add", vault, "person", stdin=there).ids[0]
    told = MAP.replace('nhs_number = "NHS"', 'nhs_number = "NHS"\npronouns = "Words"')
    told = told.replace('their_words = "Words"\n', "")
    rows = "1,Saffron,Tidewell,12/03/1991,9990000042,17/10/2026,09:38,A&E,N,they/them\n"

    preview = yarrow("import", vault, *sheet(rows, told), "--preview")
    refused = yarrow("import", vault, *sheet(rows, told), "--matches", "add")

    assert "row 2: Words (pronouns)" in preview.out
    assert "which gains nhs number" in preview.out.lower().replace("_", " ")
    assert refused.code == 1 and "row 2: Words (pronouns)" in refused.err
    assert "they/them" not in preview.out + refused.err
    assert "nhs_number" not in yarrow("show", vault, file, "--json").json["fields"]

    assert (
        yarrow(
            "import",
            vault,
            *sheet(rows.replace("they", "she").replace("them", "her"), told),
            "--matches",
            "add",
        ).code
        == 0
    )
    assert yarrow("show", vault, file, "--json").json["fields"]["nhs_number"] == "9990000042"


def test_the_map_that_the_guide_shows_takes_a_row_in(yarrow, vault, tmp_path):
    shown = GUIDE.read_text("utf-8").partition('    kind = "identification"\n')
    (tmp_path / "map.toml").write_text(dedent(shown[1] + shown[2].partition("\n\n")[0]), "utf-8")
    (tmp_path / "past.csv").write_text(
        "Ref,Forename,Surname,DOB,NHS number,Date,Time,Ward,Asked by,Alone,Came up\n"
        "1,Hazel,Mossop,03/04/1990,999 000 0042,01/11/2026,10:30,A&E,Nurse,Yes,Routine\n",
        "utf-8",
    )

    taken = yarrow("import", vault, tmp_path / "past.csv", "--map", tmp_path / "map.toml")

    assert (taken.code, taken.out) == (0, "1 saved, 0 taken in before\n")
    [person] = yarrow("list", vault, "person", "--json").json
    assert person["fields"]["date_of_birth"] == "1990-04-03"
