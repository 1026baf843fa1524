"""Joined files show as one page on which nothing that protects the person is less than before."""

from __future__ import annotations

import pytest

from app.domain.changes import Edit
from app.domain.contact_safety import State
from app.domain.joining import SAME, pair_id
from app.domain.leaving import look
from app.domain.worklist import Reason
from app.errors import Refused
from app.forms.schedules import rules_for
from app.ports.erasing import Target
from app.usecases import recording, today
from app.usecases.access import marking, veiling
from app.usecases.contact import contacting
from app.usecases.finding import Finder
from app.usecases.leaving import gate
from app.usecases.person import joining, moving, whole_person
from app.usecases.person.people import rows
from app.usecases.retention import erasing, holding, retaining
from tests.app.usecases.identified import IDENTIFIED
from tests.colleagues import Colleague

EVERY_DAY = [
    {"day": day, "from": "00:00", "to": "24:00"}
    for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
]
POINT = {
    "number": "07700 900123",
    "number_owner": "own",
    "contact_allowed": "yes",
    "methods": {"call": "yes"},
    "safe_times": EVERY_DAY,
}


@pytest.fixture
def files(save):
    """Two files of one person, the second joined into the first, each with a note."""

    def begin(session):
        first = recording.record(
            session, "person", {"name": "Saffron Tidewell", "date_of_birth": "1991-03-12"}
        ).subject
        second = recording.record(
            session, "person", {"name": "Saffron Tydewell", "date_of_birth": "1991-12-03"}
        ).subject
        for subject, text in ((first, "Came alone"), (second, "Fell twice")):
            lines = [{"label": "fact", "text": text}]
            recording.record(session, "note", {"lines": lines}, subject=subject)
        joining.join(session, second, first)
        return first, second

    return save(begin)


def page(read, subject, clock):
    return read(lambda r: whole_person.page(r, subject, today=clock.now.date()))


def test_either_file_shows_the_one_in_front_with_the_items_of_both(read, files, clock):
    first, second = files
    for subject in files:
        shown = page(read, subject, clock)
        assert shown.person.subject == first
        assert [each.subject for each in shown.parts] == [second]
        assert {(each.file, each.lines[0][1]) for each in shown.items} == {
            (second, "Fell twice"),
            (first, "Came alone"),
        }


def test_what_they_say_otherwise_of_the_person_stands_beside(read, files, clock):
    shown = page(read, files[0], clock)

    assert {(each.field, each.words) for each in shown.differing} == {
        ("name", "Saffron Tydewell"),
        ("date_of_birth", "1991-12-03"),
    }


def test_taken_out_both_are_as_they_were(read, save, files, clock):
    first, second = files
    save(lambda session: joining.take_out(session, first))

    for subject in files:
        shown = page(read, subject, clock)
        assert (shown.person.subject, shown.parts, shown.differing) == (subject, (), ())
        assert {each.file for each in shown.items} == {subject}


def test_contact_is_held_while_the_files_keep_other_rules(read, save, files, clock):
    first, second = files

    def state():
        return read(lambda r: contacting.safety(r, second, now=clock.now))

    def add(subject, **more):
        point = {"contact_point": {**POINT, **more}}
        return save(lambda s: recording.record(s, "contact_point", point, subject=subject))

    add(first)
    assert (state().state, state().is_parted) != (State.HELD, True)
    add(second)
    assert not state().is_parted, "both say the same"

    add(second, number="07700 900999")
    assert (state().state, state().is_parted) == (State.HELD, True)
    assert all(rule.state is State.HELD for rule in state().rules)
    for subject in files:
        with pytest.raises(Refused, match=r"leaving\.contact_held"):
            read(lambda r, subject=subject: contacting.require_not_held(r, subject))


def test_the_gate_looks_for_what_either_file_keeps(read, save, files):
    first, second = files
    point = {"contact_point": {**POINT, "code_word_danger": "marigold"}}
    save(lambda s: recording.record(s, "contact_point", point, subject=second))

    found = read(lambda r: look("Say marigold to Saffron Tydewell", gate.known_of(r, first)))

    assert {each.what for each in found} == {"own_code_word"}


def test_a_ban_in_one_file_stands_on_today_in_the_row_of_the_other(read, save, files, clock):
    first, second = files
    at = clock.now.isoformat(timespec="minutes")
    danger = IDENTIFIED | {"identified_at": at, "immediate_danger": "yes"}
    save(lambda s: recording.record(s, "identification", danger, subject=first))
    save(lambda s: contacting.ban(s, second))

    (due,) = [
        each
        for each in read(lambda r: today.worklist(r, now=clock.now))
        if each.reason is Reason.DANGER
    ]

    assert due.safety is not None and due.safety.is_banned


def test_a_search_leads_to_the_one_in_front_and_the_list_marks_the_other(read, files, clock):
    first, second = files
    today = clock.now.date()
    finder = Finder({})

    found = read(lambda r: finder.matches(r, "tydewell", today=today))
    assert [row.subject for row in found] == [first]
    listed = read(lambda r: rows(r, r.list_ids("person"), today=today))
    front = next(row for row in listed if row.subject == first)
    assert {row.part_of for row in listed if row.subject == second} == {front.reference}
    assert front.part_of == ""


def test_files_that_look_alike_are_offered_until_somebody_said_what_they_are(
    read, save, files, clock
):
    first, second = files
    finder, today = Finder({}), clock.now.date()
    third = save(lambda s: recording.record(s, "person", {"name": "Saffron Tidewell"}).subject)

    def others():
        return [row.subject for row in read(lambda r: finder.other_files(r, second, today=today))]

    assert others() == [third]
    assert read(lambda r: finder.doubles(r, today=today)) == sorted(
        tuple(sorted(pair)) for pair in ((first, third),)
    )
    save(lambda session: joining.tell_apart(session, third, first))
    assert others() == []
    assert read(lambda r: finder.doubles(r, today=today)) == []


def test_a_mark_closes_both_and_a_colleague_sees_neither_through_the_other(
    read, save, files, clock
):
    save(lambda session: marking.mark(session, files[1], because="staff", why="Works here"))
    assert set(read(lambda r: r.guards())) == set(files)

    save(lambda session: marking.unmark(session, files[0], why="Left the trust"))
    assert read(lambda r: r.guards()) == {}
    assert all(read(lambda r, each=each: veiling.is_open(r, each)) for each in files)


def test_a_hold_on_one_keeps_both_and_neither_moves(read, save, files, clock):
    first, second = files
    space = b"s" * 32

    def team(session):
        session.connection.execute("update space set id = ?", (space,))

    save(lambda s: holding.hold(s, second, because="inquest", why="The coroner"))
    save(team)
    with pytest.raises(Refused) as refused:
        read(lambda r: erasing.require_erasable(r, Target(first), "No longer needed"))
    assert refused.value.code == "erasing.on_hold"
    with pytest.raises(Refused) as refused:
        save(lambda s: moving.move(s, first, b"t" * 32, contents={}))
    assert refused.value.code == "joining.joined"


def test_it_is_kept_as_long_as_its_youngest_file_asks(read, save, files, clock):
    first, second = files
    then = clock.now
    clock.now = then.replace(year=then.year + 5)
    lines = [{"label": "fact", "text": "Rang"}]
    save(lambda s: recording.record(s, "note", {"lines": lines}, subject=second))
    late = then.replace(year=then.year + 9).date()

    person = read(lambda r: r.record(first))
    assert read(lambda r: retaining.due(r, rules_for(()), person, today=late)) is None
    later = then.replace(year=then.year + 14).date()
    assert read(lambda r: retaining.due(r, rules_for(()), person, today=later)) is not None


def test_a_file_marked_elsewhere_before_the_joining_was_heard_closes_the_other_too(
    read, save, files
):
    first, second = files

    def by_colleague(session):
        linnet = Colleague(session, role="lead")
        linnet.opens_file(session, b"z" * 16, name="Saffron Tidewell")
        linnet.marks(session, b"z" * 16)

    save(by_colleague)
    save(lambda session: say_same(session, first, b"z" * 16))

    assert read(lambda r: veiling.closed_files(r)) == {first, second, b"z" * 16}


def say_same(session, one, other):
    """As if it had been joined on another PC, where nothing was marked yet."""
    least, most = sorted((one, other))
    fields = {SAME: "yes", "other": most.hex(), "leads": one.hex(), "form": "same_person/1"}
    session.save([Edit(SAME, least, pair_id(one, other), fields, {})])
