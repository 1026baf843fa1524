"""Settling names what was shown; what came meanwhile stays beside it, and all can be reopened."""

from __future__ import annotations

import pytest

from app.domain.history import reason_of
from app.errors import FormRefused, NotFound, Refused
from app.usecases import settling
from app.usecases.editing import edit
from app.usecases.recording import record
from tests.colleagues import Colleague


@pytest.fixture
def person(save):
    return save(lambda s: record(s, "person", {"name": "Clover Fennimore"})).id


@pytest.fixture
def linnet(save):
    return save(lambda session: Colleague(session, role="member"))


@pytest.fixture
def writes(save, linnet, person):
    """Linnet writes a name, over the heads that she saw."""

    def write(name, over=()):
        fields, named = {"name": name}, {"name": list(over)}
        return save(
            lambda s: linnet.writes(s, "person", fields, subject=person, record=person, over=named)
        ).id

    return write


def heads(read, person):
    return read(lambda r: r.record(person)).heads["name"]


def versions(read, person):
    return [each.value for each in read(lambda r: r.record(person)).clashes.get("name", ())]


def test_a_third_version_replaces_those_that_were_shown_and_keeps_its_reason(
    save, read, person, writes
):
    writes("Clo Fenn")
    shown = heads(read, person)

    save(
        lambda s: settling.write(
            s, person, "name", value="Clover Fenn", heads=shown, reason="She told me"
        )
    )

    assert read(lambda r: r.record(person)).fields["name"] == "Clover Fenn"
    assert versions(read, person) == []
    last = read(lambda r: r.history(person))[-1]
    assert set(last.over["name"]) == set(shown)
    assert reason_of(last) == "She told me"


def test_what_arrives_while_the_desk_is_open_stays_beside_the_choice(save, read, person, writes):
    writes("Clo Fenn")
    shown = heads(read, person)
    writes("Clo Mossop")

    save(lambda s: settling.take(s, person, "name", change=shown[0], heads=shown))

    assert len(versions(read, person)) == 2
    assert "Clo Mossop" in versions(read, person)


def test_the_version_that_is_taken_counts_as_seen_though_it_is_not_named(
    save, read, person, writes
):
    writes("Clo Fenn")
    taken, other = heads(read, person)

    save(lambda s: settling.take(s, person, "name", change=taken, heads=[other]))

    assert versions(read, person) == []


def test_a_clash_that_somebody_else_settled_meanwhile_is_not_written_over(
    save, read, person, writes
):
    writes("Clo Fenn")
    shown = heads(read, person)
    theirs = writes("Clover F.", over=shown)

    with pytest.raises(Refused) as take:
        save(lambda s: settling.take(s, person, "name", change=shown[0], heads=shown))
    with pytest.raises(Refused) as write:
        save(lambda s: settling.write(s, person, "name", value="Clo", heads=shown))

    assert {take.value.code, write.value.code} == {"clashes.settled_meanwhile"}
    assert heads(read, person) == (theirs,)
    with pytest.raises(NotFound):
        save(lambda s: settling.take(s, person, "name", change=theirs, heads=[b"n" * 32]))
    with pytest.raises(Refused) as nothing:
        save(lambda s: settling.take(s, person, "name", change=theirs))
    assert nothing.value.code == "clashes.nothing_to_settle"


def test_two_settlements_made_apart_clash_again(save, read, person, writes):
    writes("Clo Fenn")
    shown = heads(read, person)
    save(lambda s: settling.write(s, person, "name", value="Clover Fenn", heads=shown))
    writes("Clover F.", over=shown)

    assert sorted(versions(read, person)) == ["Clover F.", "Clover Fenn"]


def test_a_settled_clash_is_reopened_with_what_it_replaced(save, read, person, writes):
    writes("Clo Fenn")
    chosen = heads(read, person)
    save(lambda s: settling.write(s, person, "name", value="Clover Fenn", heads=chosen))
    (settled,) = heads(read, person)

    save(lambda s: settling.reopen(s, person, "name", settled=settled))

    assert sorted(versions(read, person)) == ["Clo Fenn", "Clover Fenn", "Clover Fennimore"]
    assert read(lambda r: r.record(person)).heads["name"].count(settled) == 1
    with pytest.raises(Refused) as again:
        save(lambda s: settling.reopen(s, person, "name", settled=settled))
    assert again.value.code == "clashes.settled_meanwhile"


def test_a_value_that_replaced_nothing_else_has_nothing_to_reopen(save, read, person):
    (first,) = heads(read, person)

    with pytest.raises(Refused) as nothing:
        save(lambda s: settling.reopen(s, person, "name", settled=first))

    assert nothing.value.code == "clashes.nothing_to_reopen"


def test_a_value_replaced_by_a_colleague_who_had_seen_it_can_be_put_beside_hers(
    save, read, person, writes
):
    theirs = writes("Clover Mossop", over=heads(read, person))
    assert versions(read, person) == []

    save(lambda s: settling.reopen(s, person, "name", settled=theirs))

    assert sorted(versions(read, person)) == ["Clover Fennimore", "Clover Mossop"]


def test_a_version_that_the_form_does_not_allow_is_refused_by_name(save, read, person, writes):
    writes("Clo Fenn")

    with pytest.raises(FormRefused) as refused:
        save(lambda s: settling.write(s, person, "name", value=5))

    assert set(refused.value.problems) == {"name"}
    assert len(versions(read, person)) == 2


def test_the_next_edit_settles_what_it_saw(save, read, person, writes):
    writes("Clo Fenn")
    record = read(lambda r: r.record(person))

    save(lambda s: edit(s, person, {"name": "Clover F."}, seen=record.heads, reason="Agreed"))

    assert versions(read, person) == []
