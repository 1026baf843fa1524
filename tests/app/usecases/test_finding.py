"""A person's file is found by what is known of them, and by nothing that stands in another's."""

from __future__ import annotations

import pytest

from app.domain.people import reference
from app.usecases import editing
from app.usecases.finding import Finder
from app.usecases.person import people
from app.usecases.recording import record
from storage import search_index
from tests.colleagues import Colleague


@pytest.fixture
def finder():
    return Finder({"saff": frozenset({"saffron"})})


@pytest.fixture
def finds(finder, read, clock):
    """The names found by what was typed."""

    def typed(words: str) -> list[str]:
        rows = read(lambda r: finder.matches(r, words, today=clock.now.date()))
        return [row.title for row in rows]

    return typed


@pytest.fixture
def opens(save):
    def about(**answers) -> bytes:
        return save(lambda session: record(session, "person", answers)).subject

    return about


SAFFRON = {
    "name": "Saffron Tidewell",
    "known_as": ["Larkspur"],
    "date_of_birth": "1991-03-12",
    "nhs_number": "9990000042",
}


@pytest.mark.parametrize(
    "words",
    [
        *("saff", "Tydewell", "tidewell saffron", "saffron larkspur", "saff tidewell"),
        *("999 000 0024", "tidewell 3/12/1991", "12 mar 1991"),
    ],
)
def test_nearly_the_right_words_find_the_file(opens, finds, words):
    opens(**SAFFRON)
    opens(name="Hazel Mossop", date_of_birth="1964-07-30")

    assert finds(words) == ["Saffron Tidewell"]


def test_two_letters_look_for_nobody(opens, finds):
    opens(**SAFFRON)

    assert finds("sa") == []


def test_whoever_is_new_changed_or_gone_since_is_known(opens, finds, save):
    file = opens(**SAFFRON)
    assert finds("tidewell") == ["Saffron Tidewell"]

    opens(name="Fern Tidewell")
    save(lambda session: editing.edit(session, file, {"name": "Saffron Mossop"}))
    assert finds("tidewell") == ["Fern Tidewell"]
    assert finds("mossop") == ["Saffron Mossop"]

    save(lambda session: editing.edit(session, file, {"entered_in_error": "Opened twice"}))
    assert finds("mossop") == []


def test_what_arrives_late_and_was_written_before_is_known(opens, finds, save):
    file = opens(name="Saffron Tidewell")
    assert finds("9990000042") == []

    number = {"nhs_number": "9990000042"}
    save(
        lambda session: Colleague(session, role="member").writes(
            session, "person", number, subject=file, record=file, ago_ms=60_000
        )
    )

    assert finds("9990000042") == ["Saffron Tidewell"]


def test_what_was_erased_and_what_came_in_its_place_are_told_apart(opens, finds, vault, save):
    opens(name="Hazel Mossop")
    opens(name="Saffron Tidewell")
    assert finds("tidewell") == ["Saffron Tidewell"]

    def replace(session):
        rows = session.connection
        (nr,) = rows.execute("select max(nr) from record").fetchone()
        rows.execute("delete from change where record = ?", (nr,))
        rows.execute("delete from record where nr = ?", (nr,))
        search_index.drop(rows, [(nr, "person")])

    save(replace)
    opens(name="Fern Underhay")

    assert finds("tidewell") == []
    assert finds("underhay") == ["Fern Underhay"]


def test_every_name_in_a_clash_finds_the_file(opens, finds, save):
    file = opens(name="Saffron Tidewell")
    save(
        lambda session: Colleague(session, role="member").writes(
            session, "person", {"name": "Saffron Quillfeather"}, subject=file, record=file
        )
    )

    assert finds("tidewell") == finds("quillfeather")
    assert len(finds("quillfeather")) == 1


def test_a_name_in_somebody_elses_file_finds_nobody(opens, finds, save):
    file = opens(name="Hazel Mossop")
    lines = [{"label": "said", "text": "Her brother is Rowan Underhay, born 12/03/1991"}]
    save(lambda session: record(session, "note", {"lines": lines}, subject=file))
    save(
        lambda session: Colleague(session, role="member").writes(
            *(session, "other_person", {"name": "Rowan Underhay"}), subject=file, record=b"o" * 16
        )
    )

    assert finds("rowan underhay") == []
    assert finds("12/03/1991") == []


def test_a_closed_file_is_found_by_its_whole_number_or_reference_alone(finds, save):
    file = b"f" * 16

    def begin(session):
        linnet = Colleague(session, role="lead")
        linnet.opens_file(session, file, name="Saffron Tidewell", nhs_number="9990000042")
        linnet.marks(session, file)

    save(begin)

    assert finds("saffron tidewell") == finds("999000004") == finds("9990000024") == []
    assert finds("9990000042") == finds(reference(file)) == ["Sensitive file"]


def test_who_is_likely_described_has_to_be_looked_at(opens, finder, read, clock):
    opens(**SAFFRON)
    opens(name="Hazel Mossop", date_of_birth="1964-07-30")

    def likely(**about):
        rows = read(lambda r: finder.likely(r, about, today=clock.now.date()))
        return [row.name for row in rows]

    assert likely(name="Saffron Tydewell", date_of_birth="1991-12-03") == ["Saffron Tidewell"]
    assert likely(name="Saffron Underhay", date_of_birth="1991-03-12") == ["Saffron Tidewell"]
    assert likely(name="Rowan Underhay", nhs_number="999 000 0042") == ["Saffron Tidewell"]
    assert likely(name="Saffron Tidewell", date_of_birth="1977-08-01") == []
    assert likely(name="Hazel Underhay") == []
    assert likely() == []


def test_who_there_is_can_be_learnt_a_few_at_a_time(opens, finder, finds, read):
    for name in ("Saffron Tidewell", "Hazel Mossop", "Fern Underhay"):
        opens(name=name)

    assert not read(lambda r: finder.learn(r, most=2))
    assert read(lambda r: finder.learn(r, most=2))
    assert finds("tydewell") == ["Saffron Tidewell"]


def test_who_is_met_by_the_very_words_comes_first_and_once(opens, finder, read, clock):
    opens(**SAFFRON)
    today = clock.now.date()
    fern = opens(name="Fern Tidewel")
    met = read(lambda r: [people.file_row(r, fern, today=today)])

    rows = read(lambda r: finder.and_alike(r, met, "tidewel", today=today))

    assert [row.name for row in rows] == ["Fern Tidewel", "Saffron Tidewell"]
