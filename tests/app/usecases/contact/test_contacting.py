"""A number is shown by its rule, or with a reason that is written down."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.domain.contact_safety import State
from app.domain.worklist import Reason
from app.errors import FormRefused, NotFound, Refused
from app.usecases import clashes, today
from app.usecases.contact import contacting
from app.usecases.editing import edit
from app.usecases.leaving import kept_words
from app.usecases.person import joining
from app.usecases.recording import now, record
from app.usecases.settling import take, write

NUMBER = "07700 900018"
EVERY_DAY = [
    {"day": day, "from": "00:00", "to": "24:00"}
    for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
]
RULE = {
    "number": NUMBER,
    "methods": {"call": "yes", "text": "no"},
    "safe_times": EVERY_DAY,
    "voicemail": "none",
    "code_word_ok": "daffodil",
    "last_confirmed": "2026-11-16",
}
NOT_SAFE = {
    "identified_at": "2026-11-15T21:05:00+00:00",
    "setting_type": "ed_adult",
    "site_ods": "RAJ01",
    "identifier_role": "nurse",
    "how_arose": "asked_on_trigger",
    "seen_alone": "no",
    "interpreter": "not_needed",
    "consult_mode": "in_person",
}
NO_TIME = {**RULE, "safe_times": []}


@pytest.fixture
def file(save):
    return save(lambda session: record(session, "person", {"name": "Tansy Bramblewick"})).subject


@pytest.fixture
def add(save, file):
    def work(point):
        answers = {"contact_point": point}
        return save(lambda session: record(session, "contact_point", answers, subject=file)).id

    return work


def logged(read):
    lines = read(lambda reading: reading.accesses())
    return [(line.what, line.detail) for line in lines if line.what.startswith(("con", "code"))]


def state(read, file):
    return read(lambda reading: contacting.safety(reading, file, now=now(reading))).state


def in_clash(save, point, other):
    """Two edits of a point, the second by somebody who had not seen the first."""
    first = save(lambda session: session.record(point)).heads
    save(lambda session: edit(session, point, {"contact_point": other}, seen=first, reason="x"))
    again = {**RULE, "say": "About the library"}
    save(lambda session: edit(session, point, {"contact_point": again}, seen=first, reason="x"))


def test_inside_its_rule_a_number_is_shown_and_written_down(save, read, file, add):
    point = add(RULE)

    assert state(read, file) is State.SAFE
    shown = save(lambda session: contacting.reveal(session, point))
    assert (shown.words, shown.is_inside) == (NUMBER, True)
    assert logged(read) == [("contact_shown", "")]


def test_outside_of_it_a_reason_is_needed_and_kept(save, read, add):
    point = add(NO_TIME)

    for reason, code in (("", "contact.outside"), ("urgent", "contact.reason_short")):
        with pytest.raises(Refused, match=code):
            save(lambda session, reason=reason: contacting.reveal(session, point, reason=reason))
    assert logged(read) == []
    why = "Ward says he is on his way up"
    shown = save(lambda session: contacting.reveal(session, point, reason=why))
    assert (shown.words, shown.is_inside) == (NUMBER, False)
    assert logged(read) == [("contact_anyway", why)]


def test_while_two_numbers_stand_side_by_side_not_even_a_reason_shows_one(save, read, file, add):
    point = add(RULE)
    in_clash(save, point, {**RULE, "number": "07700 900999"})

    assert state(read, file) is State.HELD
    with pytest.raises(Refused, match=r"contact\.several_places"):
        save(lambda session: contacting.reveal(session, point, reason="It cannot wait now"))
    with pytest.raises(Refused, match=r"leaving\.contact_held"):
        read(lambda reading: contacting.require_not_held(reading, file))


def test_a_version_is_settled_on_by_the_number_it_is_told_by(save, read, file, add, clock):
    point = add(RULE)
    in_clash(save, point, {**RULE, "number": "07700 900999"})
    today = clock.now.date()
    clash = read(lambda reading: clashes.desk(reading, today=today)).clashes[0]
    assert {value["number"] for value in clash.values} == {"(on file 1)", "(on file 2)"}

    with pytest.raises(Refused, match=r"contact\.reason_needed"):
        change = clash.versions[0].change
        save(lambda session: take(session, point, "contact_point", change=change))
    chosen = {**clash.values[0], "safe_times": []}
    save(lambda session: write(session, point, "contact_point", value=chosen))
    stands = read(lambda reading: reading.record(point)).fields["contact_point"]
    assert stands["number"] in (NUMBER, "07700 900999") and "safe_times" not in stands


def test_more_contact_than_before_needs_a_reason_and_less_does_not(save, add):
    point = add(RULE)
    wider = {**RULE, "methods": {"call": "yes", "text": "yes"}}

    with pytest.raises(Refused, match=r"contact\.reason_needed"):
        save(lambda session: edit(session, point, {"contact_point": wider}))
    save(lambda session: edit(session, point, {"contact_point": wider}, reason="She asked for it"))
    save(lambda session: edit(session, point, {"contact_point": RULE}))
    save(lambda session: edit(session, point, {"entered_in_error": "Wrong person"}))
    with pytest.raises(Refused, match=r"records\.in_error_stays"):
        save(lambda session: edit(session, point, {"entered_in_error": None}))


def test_a_try_is_signed_and_can_confirm_the_rules(save, read, file, add, clock):
    point = add({**RULE, "last_confirmed": "2026-09-01"})
    tried = {
        "happened_at": clock.now.isoformat(),
        "way": "call",
        "outcome": "reached",
        "point": point.hex(),
        "said": "She is at her sister's until Friday.",
    }
    made = save(lambda session: contacting.log_try(session, file, tried, still_right=point))

    assert len(made.id) == 32
    with pytest.raises(Refused, match=r"records\.signed"):
        save(lambda session: edit(session, made.id, {"said": "Nothing"}))
    stands = read(lambda reading: reading.record(point)).fields["contact_point"]
    assert stands["last_confirmed"] == clock.now.date().isoformat()
    with pytest.raises(NotFound, match=r"records\.no_such_contact_point"):
        wrong = {**tried, "point": "0" * 32}
        save(lambda session: contacting.log_try(session, file, wrong))


def test_code_words_are_shown_whatever_the_hour_and_written_down(save, read, file, add):
    add(NO_TIME)

    shown = save(lambda session: contacting.code_words(session, file))
    assert shown["code_word_ok"] == ("daffodil",)
    assert logged(read) == [("code_word_shown", "")]


@pytest.mark.parametrize(
    ("point", "field", "problem"),
    [
        ({"methods": {"call": "yes"}}, "contact_point", "one_place"),
        ({"number": NUMBER, "address": "4 Teasel Row"}, "contact_point", "one_place"),
        ({"number": "(on file)"}, "contact_point.number", "on_file"),
        ({"number": NUMBER, "signal": "x"}, "contact_point.signal", "unknown_field"),
        (
            {"number": NUMBER, "safe_times": [{"day": "mon"}]},
            "contact_point.safe_times",
            "time_shape",
        ),
        ("07700 900018", "contact_point", "wants_object"),
    ],
)
def test_a_point_that_could_mislead_is_refused_with_its_part_named(add, point, field, problem):
    with pytest.raises(FormRefused) as refused:
        add(point)

    assert refused.value.problems == {field: problem}


def test_the_gate_is_told_every_number_address_code_word_and_name(save, read, file, add):
    point = add(RULE)
    moved = {**RULE, "number": "07700 900777"}
    in_clash(save, point, moved)
    others = (("other_person", {"relationship": "spouse", "name": "Rowan Ashdown"}),)
    for kind, answers in (*others, ("child", {"name": "Pip", "address": "4 Teasel Row"})):
        save(lambda s, kind=kind, answers=answers: record(s, kind, answers, subject=file))

    assert set(read(lambda reading: kept_words.kept_words(reading, file))) == {
        ("contact_number", NUMBER),
        ("contact_number", "07700 900777"),
        ("code_word", "daffodil"),
        ("other_person", "Rowan Ashdown"),
        ("child", "Pip"),
        ("contact_address", "4 Teasel Row"),
    }


def test_the_next_safe_time_comes_with_the_clock(save, read, file, add, clock):
    here = clock.now.astimezone()
    later = here + timedelta(hours=2)
    day = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")[later.weekday()]
    span = {"day": day, "from": f"{later.hour:02}:00", "to": "24:00"}
    add({**RULE, "safe_times": [span]})

    assert state(read, file) is State.NOT_NOW
    clock.now += timedelta(hours=2, minutes=10)
    assert state(read, file) is State.SAFE


def test_a_rule_in_one_file_of_a_person_holds_for_the_other(save, read, file, add, clock):
    point = add(RULE)
    other = save(lambda session: record(session, "person", {"name": "Tansy B"})).subject
    save(lambda session: joining.join(session, file, other))

    assert state(read, other) is State.SAFE
    tried = {"happened_at": clock.now.isoformat(), "way": "call", "outcome": "no_answer"}
    made = save(lambda session: contacting.log_try(session, other, {**tried, "point": point.hex()}))
    assert made.subject == file
    save(lambda session: contacting.ban(session, other))
    assert state(read, file) is State.NEVER


def test_today_tells_whether_contact_is_safe_of_whom_a_row_is_about(save, read, file, add):
    add(RULE)
    day = {"ask_again_on": "2026-11-16"}
    answers = {**NOT_SAFE, **day}
    save(lambda session: record(session, "identification", answers, subject=file))
    save(lambda session: record(session, "identification", answers))

    rows = read(lambda reading: today.worklist(reading, now=now(reading)))
    told = {row.person.name: row.safety for row in rows if row.reason is Reason.ASK_AGAIN}
    assert told["Tansy Bramblewick"].state is State.SAFE and told[""] is None
