"""Rows are planned before anything is written, and nothing that stands is touched."""

from __future__ import annotations

import pytest

from app.errors import FormRefused, Refused
from app.forms.directory import known_places
from app.forms.import_map import parse_map
from app.forms.spreadsheet import Row
from app.usecases import editing
from app.usecases.finding import Finder
from app.usecases.importing import Fate, carry_out, plan
from app.usecases.person import joining
from app.usecases.recording import record

MAP = parse_map("""
kind = "note"
[person]
name = "Name"
date_of_birth = "Born"
[fields]
lines = "Said"
happened_at = "When"
""")
BORN = "12/3/1991"


@pytest.fixture
def rows():
    def made(*given: tuple[str, str, str, str]) -> list[Row]:
        names = ("Name", "Born", "Said", "When")
        return [
            Row(number, dict(zip(names, each, strict=True)))
            for number, each in enumerate(given, start=2)
        ]

    return made


@pytest.fixture
def plans(read):
    return lambda given: read(lambda reading: plan(reading, Finder({}), MAP, given))


def carry(save, planned, files=None):
    return save(lambda session: carry_out(session, MAP, planned, files=files or {}))


def test_a_corrected_or_discarded_row_is_not_taken_in_again(save, read, rows, plans):
    given = rows(("Saffron Tidewell", BORN, "Came alone", "1/11/2026 10:00"))
    assert carry(save, plans(given)) == 1
    (note,) = read(lambda r: r.rows(r.list_ids("note")))
    save(lambda session: editing.mark_in_error(session, session.record(note.id), "Wrong file"))

    (row,) = plans(given)
    assert row.fate is Fate.KNOWN
    assert carry(save, [row]) == 0


def test_the_same_row_twice_in_one_file_is_one(plans, rows):
    one = ("Saffron Tidewell", BORN, "Came alone", "")
    assert [each.fate for each in plans(rows(one, one))] == [Fate.NEW_FILE, Fate.KNOWN]


def test_rows_without_a_day_of_birth_open_files_of_their_own(save, read, plans, rows):
    given = rows(("Saffron", "", "One", ""), ("Saffron", "", "Two", ""))
    assert [each.fate for each in plans(given)] == [Fate.NEW_FILE, Fate.NEW_FILE]
    carry(save, plans(given))
    assert len(read(lambda r: r.list_ids("person"))) == 2


def test_who_is_here_keeps_what_stands_about_them(save, read, plans, rows):
    about = {"name": "Saffron Tydewell", "date_of_birth": "1991-03-12"}
    file = save(lambda session: record(session, "person", about)).subject
    planned = plans(rows(("Saffron Tidewell", BORN, "Came alone", "")))
    assert [row.subject for row in planned[0].alike] == [file]
    assert planned[0].name_stays
    with pytest.raises(Refused) as refused:
        carry(save, planned)
    assert refused.value.code == "importing.undecided"

    carry(save, planned, {2: file})

    assert read(lambda r: r.record(file)).fields["name"] == "Saffron Tydewell"
    assert [each.kind for each in read(lambda r: r.records_of(file))] == ["person", "note"]


def test_a_refused_row_stops_all(save, read, plans, rows):
    planned = plans(rows(("A Fern", BORN, "One", ""), ("B Fern", "soon", "Two", "")))
    assert planned[1].problems == {"date_of_birth": "not_a_date"}
    with pytest.raises(Refused):
        carry(save, planned)
    assert read(lambda r: r.list_ids("person")) == []


FULL = parse_map("""
kind = "note"
[person]
name = "Name"
date_of_birth = "Born"
pronouns = "Pronouns"
nhs_number = "NHS"
[fields]
lines = "Said"
""")


def full(number, said, pronouns="", nhs="", name="Saffron Tidewell"):
    cells = {"Name": name, "Born": BORN, "Said": said, "Pronouns": pronouns, "NHS": nhs}
    return Row(number, cells)


def look(read, *rows):
    return read(lambda reading: plan(reading, Finder({}), FULL, rows))


def test_a_row_fills_what_the_file_lacks_and_is_refused_where_they_differ(save, read):
    about = {"name": "Saffron Tidewell", "date_of_birth": "1991-03-12"}
    file = save(lambda session: record(session, "person", about)).subject
    (fills,) = look(read, full(2, "One", "she/her"))
    assert fills.fills == ("pronouns",) and not fills.unlike
    carry(save, [fills], {2: file})
    assert read(lambda r: r.record(file)).fields["pronouns"] == "she/her"

    (differs,) = look(read, full(3, "Two", "they/them"))
    assert differs.unlike == {"pronouns": "file_differs"}
    assert differs.columns["pronouns"] == "Pronouns"
    with pytest.raises(Refused, match=r"importing\.rows_differ"):
        carry(save, [differs], {3: file})
    assert read(lambda r: r.record(file)).fields["pronouns"] == "she/her"
    assert carry(save, [differs], {3: None}) == 1


def test_a_later_row_fills_what_the_earlier_left_out_and_may_not_differ(save, read):
    first, second = full(2, "One"), full(3, "Two", "she/her")
    planned = look(read, first, second, full(4, "Three", "they/them"))
    assert [each.fate for each in planned] == [Fate.NEW_FILE, Fate.ADDED, Fate.REFUSED]
    assert planned[1].fills == ("pronouns",)
    assert planned[2].problems == {"pronouns": "file_differs"}

    carry(save, planned[:2])

    (person,) = read(lambda r: r.rows(r.list_ids("person")))
    assert person.fields["pronouns"] == "she/her"


def test_a_row_that_looks_like_several_people_is_added_to_none_of_them(save, read, rows, plans):
    about = {"name": "Saffron Tidewell", "date_of_birth": "1991-03-12"}
    first, second = (save(lambda s: record(s, "person", about)).subject for _ in "12")
    given = rows(("Saffron Tidewell", BORN, "Came alone", ""))

    (row,) = plans(given)
    assert row.are_several
    assert {each.subject for each in row.alike} == {first, second}
    with pytest.raises(Refused, match=r"importing\.several_people"):
        carry(save, [row], {row.number: first})
    assert read(lambda reading: reading.list_ids("note")) == []

    save(lambda session: joining.join(session, second, first))
    (row,) = plans(given)
    assert not row.are_several
    assert carry(save, [row], {row.number: first}) == 1


def test_a_past_referral_needs_when_and_who_took_it_and_no_record_that_it_came_from(save, read):
    told = parse_map("""
    kind = "referral"
    [person]
    name = "Name"
    [fields]
    handed_over_at = "When"
    handed_over_to = "To"
    reason = "Why"
    """)
    names = ("Name", "When", "To", "Why")
    rows = [
        Row(2, dict(zip(names, ("A Fern", "1/11/2026", "IDVA team", "Afraid"), strict=True))),
        Row(3, dict(zip(names, ("B Fern", "2/11/2026", "", ""), strict=True))),
    ]
    planned = read(lambda reading: plan(reading, Finder({}), told, rows))
    assert [each.problems for each in planned] == [{}, {"handed_over_to": "needed"}]

    save(lambda session: carry_out(session, told, planned[:1], files={}))
    (made,) = read(lambda reading: reading.rows(reading.list_ids("referral")))
    assert made.fields["reason"] == "Afraid" and "identification" not in made.fields
    with pytest.raises(FormRefused):
        answers = {"handed_over_at": "2026-11-01T10:00Z", "handed_over_to": "IDVA team"}
        save(lambda session: record(session, "referral", answers, subject=made.subject))


def test_a_place_is_known_by_its_name_its_code_and_the_files_own_word_for_it(read):
    map_ = parse_map("""
kind = "identification"
[fields]
site_ods = "Site"
[words.site_ods]
hb = "Z99001"
""")
    given = ("hollin bank surgery", "Z99002", "HB", "Hollin Bank")
    rows = [Row(number, {"Site": each}) for number, each in enumerate(given, start=2)]
    places = known_places(training=True)
    (hollin,) = [each.code for each in places.sites if each.name == "Hollin Bank Surgery"]

    planned = read(lambda reading: plan(reading, Finder({}), map_, rows))

    assert [row.answers.get("site_ods") for row in planned] == [
        hollin,
        "Z99002",
        "Z99001",
        "Hollin Bank",
    ]
    assert planned[3].problems["site_ods"] == "ods_code"
