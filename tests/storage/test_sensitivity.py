"""Whose file a marked one is, read from who wrote what before the mark."""

from __future__ import annotations

from storage import sensitivity
from tests.colleagues import Colleague

FILE = b"f" * 16


def guard(vault, now_ms=None):
    def look(reading):
        now = reading.now_ms() if now_ms is None else now_ms
        return sensitivity.guards(reading.connection, now).get(FILE)

    return vault.read(look).result()


def test_another_pc_of_the_same_person_counts_as_her_own(vault):
    def begin(session):
        other_pc = Colleague(session, "Tansy Bramblewick", role="member")
        session.connection.execute(
            "insert into heard (device, space, is_colleague) values (?, 1, 0)", (other_pc.device,)
        )
        other_pc.opens_file(session, FILE, name="Clover")
        Colleague(session, role="lead").marks(session, FILE)

    vault.write(begin).result()

    assert guard(vault).is_own


def test_a_mark_under_another_id_is_none(vault):
    def begin(session):
        linnet = Colleague(session, role="lead")
        linnet.opens_file(session, FILE)
        linnet.writes(session, "sensitive", {"sensitive": "yes"}, subject=FILE, record=b"x" * 16)

    vault.write(begin).result()

    assert guard(vault) is None


def test_a_mark_put_away_by_a_foreign_program_still_stands(vault):
    def begin(session):
        linnet = Colleague(session, role="lead")
        linnet.opens_file(session, FILE)
        linnet.marks(session, FILE)
        mark = session.rows(session.list_ids("sensitive"))[0]
        heads = [id for ids in mark.heads.values() for id in ids]
        over = {"gone": sorted(set(heads))}
        gone = {"gone": "a mistake"}
        linnet.writes(session, "sensitive", gone, subject=FILE, record=mark.id, over=over)
        assert session.record(mark.id).is_away

    vault.write(begin).result()

    assert guard(vault).is_closed


def test_leads_are_counted_as_people_and_removed_ones_are_not(vault):
    def begin(session):
        for _ in range(2):
            Colleague(session, role="lead")
        gone = Colleague(session, role="lead")
        session.connection.execute("update device set removed_ms = 1 where nr = ?", (gone.device,))
        Colleague(session, role="member")
        return session.standing(None)

    standing = vault.write(begin).result()

    assert (standing.is_lead, standing.other_leads) == (True, 2)
