"""Two files of one person show as one, and can be told apart again; nothing in them moves."""

from __future__ import annotations

import pytest

from app.domain.joining import SAME, Joined, pair_id
from app.errors import NotFound, Refused
from app.usecases.access import marking
from app.usecases.editing import mark_in_error
from app.usecases.person import joining
from app.usecases.recording import record
from tests.colleagues import Colleague


@pytest.fixture
def opens(save):
    """Open a file with this name, and give its id."""

    def named(name: str) -> bytes:
        return save(lambda session: record(session, "person", {"name": name})).subject

    return named


@pytest.fixture
def files(opens):
    return [opens(name) for name in ("Saffron Tidewell", "Saffron Tydewell", "S Larkspur")]


def code(save, work) -> str:
    with pytest.raises((NotFound, Refused)) as refused:
        save(work)
    return refused.value.code


def test_two_files_are_one_from_either_side_and_nothing_moved(save, read, files):
    first, second, other = files
    before = {each: read(lambda r, each=each: r.records_of(each)) for each in (first, second)}

    save(lambda session: joining.join(session, second, first))

    for each in (first, second):
        assert read(lambda r, each=each: joining.files_of(r, each)) == Joined(first, (second,))
        kept = [
            record.id
            for record in read(lambda r, each=each: r.records_of(each))
            if record.kind != SAME
        ]
        assert kept == [record.id for record in before[each]]
    assert read(lambda r: joining.files_of(r, other)) == Joined(other)


def test_it_is_taken_back_and_joined_anew_the_other_way_round(save, read, files):
    first, second, _ = files
    save(lambda session: joining.join(session, second, first))
    save(lambda session: joining.take_out(session, second))
    assert read(lambda r: joining.files_of(r, first)) == Joined(first)
    assert read(lambda r: joining.said_apart(r, first)) == {second}

    save(lambda session: joining.join(session, first, second))

    assert read(lambda r: joining.files_of(r, first)) == Joined(second, (first,))
    assert not read(lambda r: r.clashes())


def test_of_three_the_other_two_stay_together(save, read, files):
    first, second, third = files
    save(lambda session: joining.join(session, second, first))
    save(lambda session: joining.join(session, third, second))

    save(lambda session: joining.take_out(session, second))

    assert set(read(lambda r: joining.files_of(r, first)).files) == {first, third}
    assert read(lambda r: joining.files_of(r, second)) == Joined(second)


def test_joined_on_two_pcs_each_way_both_stand_and_one_is_in_front(save, read, files):
    first, second, third = files
    fields = {SAME: "yes", "leads": max(first, second).hex(), "form": "same_person/1"}
    one, other = sorted((first, second))

    def by_colleague(session):
        linnet = Colleague(session, role="member")
        linnet.writes(
            *(session, SAME, {**fields, "other": other.hex()}),
            subject=one,
            record=pair_id(first, second),
        )

    save(lambda session: joining.join(session, other, one))
    save(by_colleague)
    save(lambda session: joining.join(session, third, first))

    whole = read(lambda r: joining.files_of(r, third))
    assert set(whole.files) == set(files)
    assert [read(lambda r, each=each: joining.files_of(r, each)) for each in files] == [whole] * 3
    (clash,) = read(lambda r: r.clashes())
    assert list(clash.clashes) == ["leads"]


def test_joined_by_one_and_told_apart_by_the_other_shows_both_until_settled(save, read, files):
    first, second, _ = files
    one, other = sorted((first, second))
    save(lambda session: joining.join(session, second, first))

    def by_colleague(session):
        fields = {SAME: "no", "other": other.hex(), "form": "same_person/1"}
        Colleague(session, role="member").writes(
            session, SAME, fields, subject=one, record=pair_id(first, second)
        )

    save(by_colleague)

    assert read(lambda r: joining.files_of(r, first)).parts
    (clash,) = read(lambda r: r.clashes())
    assert list(clash.clashes) == [SAME]


def test_one_that_is_put_away_or_elsewhere_is_left_out(save, read, files):
    first, second, _ = files
    save(lambda session: joining.join(session, second, first))
    save(lambda session: mark_in_error(session, session.record(first), "Opened twice"))

    assert read(lambda r: joining.files_of(r, second)) == Joined(second)


def test_what_cannot_be_joined_is_refused(save, files):
    first, second, third = files
    assert code(save, lambda s: joining.join(s, first, first)) == "joining.same_file"
    assert code(save, lambda s: joining.join(s, first, b"x" * 16)) == "records.no_such_file"
    assert code(save, lambda s: joining.take_out(s, first)) == "joining.not_joined"

    save(lambda session: joining.join(session, second, first))
    assert code(save, lambda s: joining.join(s, first, second)) == "joining.joined_already"

    save(lambda session: marking.mark(session, third, because="staff", why="Works on the ward"))
    assert code(save, lambda s: joining.join(s, third, first)) == "joining.one_is_sensitive"


def test_what_was_refused_as_the_same_is_remembered_once(save, read, files):
    first, second, third = files
    save(lambda session: joining.join(session, third, first))

    save(lambda session: joining.keep_apart(session, first, [second, third, first, b"x" * 16]))
    save(lambda session: joining.keep_apart(session, second, [first]))

    assert read(lambda r: joining.said_apart(r, first)) == {second}
    assert read(lambda r: joining.files_of(r, first)) == Joined(first, (third,))
    (pair,) = read(lambda r: r.pairs(second))
    assert len(read(lambda r: r.history(pair.id))) == 1


def test_the_file_of_the_other_person_is_never_shown_as_hers(save, files):
    hers, his, more = files
    link = {"relationship": "spouse", "file": his.hex()}
    made = save(lambda session: record(session, "other_person", link, subject=hers))
    save(lambda session: joining.join(session, more, hers))

    for part, into in ((his, hers), (hers, his), (his, more), (more, his)):
        assert (
            code(save, lambda s, a=part, b=into: joining.join(s, a, b)) == "joining.of_two_people"
        )

    save(lambda session: mark_in_error(session, session.record(made.id), "Another man"))
    save(lambda session: joining.join(session, his, hers))
