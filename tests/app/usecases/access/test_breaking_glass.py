"""A sensitive file opens with a reason, for three hours, and a lead is shown it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.domain.worklist import Reason
from app.errors import Refused
from app.usecases.access import breaking_glass, veiling
from app.usecases.today import worklist
from tests.colleagues import Colleague

FILE = b"f" * 16
WHY = "She is in bed C14 and asks for me"


@pytest.fixture
def colleague(save):
    """A lead who began a file, wrote in it and marked it sensitive."""

    def begin(session):
        linnet = Colleague(session, role="lead")
        linnet.opens_file(session, FILE, name="Tansy Bramblewick", nhs_number="9990000026")
        linnet.marks(session, FILE)
        return linnet

    return save(begin)


@pytest.fixture
def break_glass(save):
    return lambda reason=WHY: save(lambda s: breaking_glass.break_glass(s, FILE, reason))


def test_it_opens_for_three_hours_and_closes_by_itself(read, colleague, break_glass, clock):
    assert not read(lambda reading: veiling.is_open(reading, FILE))

    until = break_glass()

    assert until == clock() + 3 * 60 * 60 * 1000
    assert read(lambda reading: veiling.is_open(reading, FILE))
    clock.now += timedelta(hours=3)
    assert not read(lambda reading: veiling.is_open(reading, FILE))


@pytest.mark.parametrize("reason", ["", "too short", "   a  b    "])
def test_a_reason_has_ten_characters(read, colleague, break_glass, reason):
    with pytest.raises(Refused, match=r"access\.reason_short"):
        break_glass(reason)

    assert not read(lambda reading: veiling.is_open(reading, FILE))


def test_it_is_written_into_the_file_and_the_log_once(save, read, colleague, break_glass):
    break_glass()
    break_glass("Asked again while it is open")

    (glass,) = read(lambda reading: reading.rows(reading.list_ids("break_glass")))
    assert glass.subject == FILE
    assert glass.is_immutable
    assert glass.fields["reason"] == WHY
    (entry,) = read(lambda reading: reading.accesses())
    assert (entry.what, entry.subject, entry.record) == ("break_glass", FILE, glass.id)
    assert WHY not in entry.detail


def test_who_wrote_in_it_only_after_the_mark_has_to_break_the_glass(save, read, colleague, clock):
    from app.usecases.recording import record

    clock.now += timedelta(minutes=1)
    lines = [{"label": "fact", "text": "Rang, no answer."}]
    save(lambda session: record(session, "note", {"lines": lines}, subject=FILE))

    assert not read(lambda reading: veiling.is_open(reading, FILE))


def test_a_glass_broken_by_another_lets_only_her_in(save, read, colleague):
    save(lambda session: Colleague(session, role="member").breaks_glass(session, FILE, WHY))

    assert not read(lambda reading: veiling.is_open(reading, FILE))


# What a lead is shown


@pytest.fixture
def opened(save, colleague):
    """A member who opened the file of the lead."""

    def do(session):
        member = Colleague(session, "Tamsin Farthing", role="member")
        return member.breaks_glass(session, FILE, WHY).id

    return save(do)


def rows(read, clock):
    found = read(lambda reading: worklist(reading, now=clock.now))
    return [row for row in found if row.reason is Reason.GLASS]


def test_a_lead_sees_it_on_today_until_one_has_looked(save, read, opened, clock):
    (row,) = rows(read, clock)
    assert row.record == opened
    assert (row.opened.who, row.opened.reason) == ("Tamsin Farthing", WHY)
    assert row.person.is_closed
    assert row.person.name == ""

    save(lambda session: breaking_glass.acknowledge(session, opened, "looks_right"))

    assert rows(read, clock) == []


def test_to_be_asked_about_keeps_it_there_until_it_was(save, read, opened, clock):
    save(lambda session: breaking_glass.acknowledge(session, opened, "ask"))
    (row,) = rows(read, clock)
    assert row.opened.to_be_asked

    save(lambda session: breaking_glass.acknowledge(session, opened, "seen"))

    assert rows(read, clock) == []


def test_a_member_is_not_shown_it_and_cannot_look_it_away(save, read, opened, clock):
    save(lambda s: s.connection.execute("update device set role = 'member' where author = 1"))

    assert rows(read, clock) == []
    with pytest.raises(Refused, match=r"access\.lead_looks"):
        save(lambda session: breaking_glass.acknowledge(session, opened, "seen"))


def test_nobody_looks_away_what_she_opened_herself(save, read, colleague, break_glass, clock):
    break_glass()
    (glass,) = read(lambda reading: reading.rows(reading.list_ids("break_glass")))

    assert rows(read, clock) == []
    with pytest.raises(Refused, match=r"access\.lead_looks"):
        save(lambda session: breaking_glass.acknowledge(session, glass.id, "seen"))


def test_a_finding_by_the_one_who_opened_it_counts_for_nothing(save, read, colleague, clock):
    def do(session):
        member = Colleague(session, "Tamsin Farthing", role="member")
        id = member.breaks_glass(session, FILE, WHY).id
        fields = {"glass": id.hex(), "finding": "seen"}
        member.writes(session, "break_glass_seen", fields, subject=FILE)

    save(do)

    assert len(rows(read, clock)) == 1
