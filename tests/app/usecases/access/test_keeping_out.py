"""A colleague who works with the other person, or is close to him, is kept out; a lead is told."""

from __future__ import annotations

import pytest

from app.domain.joining import SAME, pair_id
from app.domain.worklist import Reason
from app.errors import NotFound, Refused
from app.usecases import today
from app.usecases.access import keeping_out, veiling
from app.usecases.access.breaking_glass import break_glass
from app.usecases.recording import now, record
from tests.colleagues import Colleague

WHY = "She lives next door to him"
HERS, HIS = b"h" * 16, b"x" * 16


@pytest.fixture
def files_of_linnet(save):
    """Two files that a colleague began; gives her."""

    def work(session):
        linnet = Colleague(session, role="lead")
        linnet.opens_file(session, HERS, name="Tansy Bramblewick")
        linnet.opens_file(session, HIS, name="Rowan Ashdown")
        return linnet

    return save(work)


def write_note(session, file):
    lines = [{"label": "fact", "text": "Seen."}]
    return record(session, "note", {"lines": lines}, subject=file)


def link(session, linnet):
    linnet.writes(
        session,
        "other_person",
        {"relationship": "spouse", "file": HIS.hex(), "form": "other_person/1"},
        subject=HERS,
        record=b"o" * 16,
    )


def is_kept_out(read, file=HERS):
    guard = read(lambda reading: reading.guards()).get(file)
    return guard is not None and guard.is_kept_out


def rows(read):
    found = read(lambda reading: today.worklist(reading, now=now(reading)))
    return [due for due in found if due.reason is Reason.KEPT_OUT]


def test_who_works_with_the_other_person_is_kept_out_with_a_reason_or_without(
    save, read, files_of_linnet
):
    save(lambda session: write_note(session, HIS))
    assert not is_kept_out(read)
    save(lambda session: link(session, files_of_linnet))

    assert is_kept_out(read) and not is_kept_out(read, HIS)
    with pytest.raises(Refused, match=r"access\.kept_out"):
        save(lambda session: break_glass(session, HERS, "The ward asks for her"))
    assert not read(lambda reading: veiling.found(reading, "Tansy"))
    save(lambda session: keeping_out.note_turned_away(session, HERS))
    assert read(lambda reading: reading.accesses())[-1].what == "kept_out"


def test_who_worked_in_both_before_goes_on_and_a_note_from_outside_opens_nothing(
    save, read, files_of_linnet
):
    save(lambda session: write_note(session, HIS))
    save(lambda session: link(session, files_of_linnet))
    save(lambda session: write_note(session, HERS))
    assert is_kept_out(read)

    def both(session):
        linnet = files_of_linnet
        linnet.opens_file(session, b"z" * 16, name="Clover Fennimore")
        write_note(session, b"z" * 16)
        linnet.writes(
            session,
            "other_person",
            {"relationship": "sibling_half_full", "file": HIS.hex()},
            subject=b"z" * 16,
            record=b"p" * 16,
        )

    save(both)
    assert not is_kept_out(read, b"z" * 16)


def test_who_wrote_only_in_a_file_joined_with_the_other_persons_is_kept_out_and_a_lead_told(
    save, read, files_of_linnet
):
    part = b"z" * 16
    said = {SAME: "yes", "other": part.hex(), "leads": HIS.hex(), "form": "same_person/1"}

    def join(session):
        files_of_linnet.writes(session, SAME, said, subject=HIS, record=pair_id(HIS, part))

    def by_two(session):
        files_of_linnet.opens_file(session, part, name="Rowan Ashdown")
        iris = Colleague(session, "Iris Plum", role="member")
        iris.writes(session, "note", {"lines": []}, subject=part)
        write_note(session, part)
        link(session, files_of_linnet)

    save(by_two)
    assert not is_kept_out(read)
    save(join)

    assert is_kept_out(read) and not is_kept_out(read, HIS) and not is_kept_out(read, part)
    told = {each.worker.name for each in read(lambda r: keeping_out.kept_out_of(r, HERS))}
    assert "Iris Plum" in told and "Linnet Marrowby" not in told


def test_a_lead_is_told_once_of_who_is_kept_out_and_of_who_works_on_both_sides(
    save, read, files_of_linnet
):
    def by_two(session):
        wren = files_of_linnet
        iris = Colleague(session, "Iris Plum", role="member")
        iris.writes(session, "note", {"lines": []}, subject=HIS)
        session.connection.execute("update device set role = 'lead' where author = 1")
        link(session, wren)

    save(by_two)
    (row,) = rows(read)
    assert (row.who, row.on_both) == ("Iris Plum", "Linnet Marrowby")
    save(lambda session: keeping_out.see(session, row.record))
    assert rows(read) == []


def test_a_colleague_is_kept_out_by_decision_and_let_in_by_a_lead_alone(save, read, clock):
    file = save(lambda session: record(session, "person", {"name": "Tansy Bramblewick"})).subject
    save(lambda session: Colleague(session, "Iris Plum", role="member"))
    (iris,) = read(lambda reading: keeping_out.colleagues(reading, file))
    assert iris.name == "Iris Plum"

    with pytest.raises(NotFound, match=r"access\.no_such_colleague"):
        save(
            lambda session: keeping_out.keep_out(
                session, file, "0" * 32, because="is_other_person", why=WHY
            )
        )
    save(
        lambda session: keeping_out.keep_out(
            session, file, iris.author, because="close_to_other", why=WHY
        )
    )
    assert [each.worker.name for each in read(lambda r: keeping_out.kept_out_of(r, file))] == [
        "Iris Plum"
    ]
    set_role(save, "member")
    with pytest.raises(Refused, match=r"access\.lead_lets_in"):
        save(lambda session: keeping_out.let_in(session, file, iris.author, why="Moved away"))
    set_role(save, "lead")
    save(lambda session: keeping_out.let_in(session, file, iris.author, why="Moved away"))
    assert read(lambda reading: keeping_out.kept_out_of(reading, file)) == []


def set_role(save, role):
    save(
        lambda session: (
            session.connection.execute(
                "update device set role = ? where author = 1", (role,)
            ).rowcount
        )
    )


def test_who_is_kept_out_of_one_file_of_a_person_opens_no_other(save, read, files_of_linnet):
    part = b"z" * 16

    def elsewhere(session):
        files_of_linnet.opens_file(session, part, name="Tansy Bramblewick")
        one, other = sorted((HERS, part))
        said = {SAME: "yes", "other": other.hex(), "leads": HERS.hex(), "form": "same_person/1"}
        files_of_linnet.writes(session, SAME, said, subject=one, record=pair_id(one, other))

    save(elsewhere)
    read(lambda reading: veiling.require_open(reading, part))
    save(lambda session: write_note(session, HIS))
    save(lambda session: link(session, files_of_linnet))

    for file in (HERS, part):
        closing = read(lambda reading, file=file: veiling.closing(reading, file))
        assert closing and closing[0].is_kept_out
        with pytest.raises(Refused, match=r"access\.kept_out"):
            read(lambda reading, file=file: veiling.require_open(reading, file))
        with pytest.raises(Refused, match=r"access\.kept_out"):
            save(lambda session, file=file: break_glass(session, file, "The ward asks for her"))
