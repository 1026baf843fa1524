"""A lead erases a file or one record: it goes everywhere, and what nobody had seen stays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

import sync.erasing
from app.domain.changes import decode_change
from app.errors import Refused, Unreachable, YarrowError
from app.ports import Draft
from app.ports.erasing import Target
from storage.applying import THEIRS, Arrival, apply_page
from storage.objects.folder import Objects
from storage.spaces.erasures import VaultErasures
from sync.exchange.talk import Talk, fold
from sync.protocol.statements import SetPolicy
from sync.stating import state
from tests.sync.exchange.attached import attach
from tests.sync.exchange.offices import PC, Office, codes, done

FILE = b"f" * 16
Team = tuple[PC, PC]


def fill(pc: PC, subject: bytes = FILE) -> list[bytes]:
    """A person, a note, and the person's name changed."""
    pc.save("person", {"name": "Linnet Marrowby"}, record=subject, subject=subject)
    note = pc.note("plum-kestrel said quietly", subject=subject)
    return [subject, note]


def all_sync(*pcs: PC) -> None:
    for pc in (*pcs, *pcs):
        assert codes(pc.sync()) == []


def erase(pc: PC, target: Target, reason: str = "Asked for by the person") -> None:
    assert pc.lane.about(
        lambda store, means: sync.erasing.erase(store, target, reason, means)
    ).result()


def kept_of(pc: PC) -> list[int]:
    """How many changes, records, and words in the search are left of the file."""
    return [
        pc.rows(
            "select count(*) from change c join record r on r.nr = c.record where r.subject = ?",
            FILE,
        )[0][0],
        pc.rows("select count(*) from record where subject = ?", FILE)[0][0],
        pc.rows("select count(*) from search where search match 'kestrel'")[0][0],
    ]


def groups_at(office: Office) -> list[bool]:
    """Whether each group is still on the service."""
    with office.service.store.reading() as connection:
        rows = connection.exec_driver_sql("select sealed from groups order by position, place")
        return [row[0] is not None for row in rows]


def test_a_file_goes_from_every_pc_and_from_the_service_and_its_neighbours_stay(
    team: Team, office: Office
) -> None:
    a, b = team
    ids, other = fill(a), b.note("a neighbour")
    all_sync(a, b)

    erase(a, Target(FILE))
    all_sync(a, b)

    for pc in (a, b):
        assert [pc.has(id) for id in ids] == [False, False]
        assert kept_of(pc) == [0, 0, 0]
        assert pc.has(other)
        assert pc.vault.verify() == []
    assert a.digest() == b.digest()
    assert groups_at(office) == [False, False, True]


def test_who_joins_afterwards_reads_the_log_without_it(
    team: Team, new_pc: Callable[[str], PC]
) -> None:
    a, b = team
    fill(a)
    other = b.note("a neighbour")
    all_sync(a, b)
    erase(a, Target(FILE))
    all_sync(a, b)
    third = new_pc("Saffron")
    third.join(a.invite())

    all_sync(third)

    assert third.has(other) and not third.has(FILE)
    assert third.digest() == a.digest()


def test_a_group_that_no_erasure_names_is_withheld_and_nothing_is_deleted(
    team: Team, office: Office
) -> None:
    a, b = team
    fill(a)
    done(a.sync())
    with office.service.store.writing() as connection:
        connection.exec_driver_sql("update groups set sealed = null where place = 0")

    assert codes(b.sync()) == ["exchange.group_withheld"]
    assert a.has(FILE)


def test_what_was_written_by_who_had_not_seen_the_erasure_stays_alone(team: Team) -> None:
    a, b = team
    ids = fill(a)
    all_sync(a, b)
    late = b.note("written offline", subject=FILE)

    erase(a, Target(FILE))
    all_sync(b, a)

    for pc in (a, b):
        assert pc.has(late)
        assert [pc.has(id) for id in ids] == [False, False]
        assert pc.vault.verify() == []
    assert a.digest() == b.digest()


def test_what_reached_the_log_without_a_receipt_goes_with_the_rest(team: Team) -> None:
    a, b = team
    note = b.note("plum-kestrel said quietly", subject=FILE)
    other = b.note("a neighbour")

    def cut_off(name: str) -> None:
        if name == "append":
            raise Unreachable("exchange.cut_off")

    b.wire.after = cut_off
    b.sync()
    b.wire.after = None
    done(a.sync())
    assert a.has(note)
    erase(a, Target(FILE))
    all_sync(b, a)

    for pc in (a, b):
        assert kept_of(pc) == [0, 0, 0]
        assert pc.has(other)
        assert pc.vault.verify() == []
    assert a.digest() == b.digest()


def test_one_note_is_erased_and_the_rest_of_the_file_stays(team: Team) -> None:
    a, b = team
    person, note = fill(a)
    all_sync(a, b)

    erase(a, Target(FILE, "note", note), "Written in the wrong file")
    all_sync(a, b)

    for pc in (a, b):
        assert pc.has(person) and not pc.has(note)
        assert pc.vault.verify() == []
    assert a.digest() == b.digest()


def test_what_is_not_sent_yet_is_not_erased(team: Team) -> None:
    a, _ = team
    fill(a)

    with pytest.raises(Refused, match="erasing.not_sent"):
        erase(a, Target(FILE))


def set_grace(pc: PC, days: int) -> None:
    """The team's policy gives other leads this long to take an erasure back."""

    def make(talk: Talk) -> SetPolicy:
        known = talk.membership
        policy = replace(known.policy, erase_grace=days)
        return SetPolicy(
            previous=known.newest,
            by=talk.device,
            policy=policy,
            no_team_recovery=False,
            service=known.service,
            time=talk.line.service_ms,
        )

    assert pc.lane.about(lambda store, means: state(store, means, make)).result()


@pytest.fixture
def leads(office: Office, new_pc: Callable[[str], PC]) -> Team:
    """Two leads of one space."""
    a, b = new_pc("Wren"), new_pc("Linnet")
    a.found()
    b.join(a.invite(role="lead"))
    all_sync(a, b)
    return a, b


def later(office: Office, *pcs: PC, days: int) -> None:
    """Time passes, for the service and at every PC."""
    ms = days * 24 * 60 * 60 * 1000
    clock = office.now_ms
    office.now_ms = lambda: clock() + ms
    for pc in pcs:
        pc.wire.asked.clear()


def test_with_days_of_grace_nothing_goes_before_they_are_over(leads: Team, office: Office) -> None:
    a, b = leads
    set_grace(a, 3)
    ids = fill(a)
    all_sync(a, b)
    erase(a, Target(FILE))
    all_sync(a, b)
    assert all(pc.has(id) for pc in leads for id in ids)
    assert all(groups_at(office))

    later(office, a, b, days=4)
    all_sync(a, b)

    assert not any(pc.has(id) for pc in leads for id in ids)
    assert not any(groups_at(office))
    assert a.digest() == b.digest()


def test_more_days_of_grace_after_an_erasure_hold_up_nobody_who_has_still_to_read_it(
    team: Team,
) -> None:
    a, b = team
    ids = fill(a)
    a.sync()
    erase(a, Target(FILE))
    set_grace(a, 30)

    all_sync(b, a)

    assert not any(pc.has(id) for pc in team for id in ids)
    assert a.digest() == b.digest()


def test_another_lead_takes_it_back_in_time_and_everything_stays(
    leads: Team, office: Office
) -> None:
    a, b = leads
    set_grace(a, 3)
    ids = fill(a)
    all_sync(a, b)
    erase(a, Target(FILE))
    all_sync(a, b)
    (erasure,) = known_erasures(b)
    with pytest.raises(Refused, match="erasing.own"):
        keep(a, erasure)

    assert keep(b, erasure)
    later(office, a, b, days=4)
    all_sync(a, b)

    assert all(pc.has(id) for pc in leads for id in ids)
    assert all(groups_at(office))


def test_what_was_carried_out_is_not_taken_back(leads: Team, office: Office) -> None:
    a, b = leads
    set_grace(a, 3)
    fill(a)
    all_sync(a, b)
    erase(a, Target(FILE))
    all_sync(a, b)
    (erasure,) = known_erasures(b)
    later(office, a, b, days=4)

    with pytest.raises(YarrowError, match="erasure_done"):
        keep(b, erasure)


def test_a_service_that_erases_before_its_day_withholds(
    leads: Team, office: Office, new_pc: Callable[[str], PC]
) -> None:
    a, b = leads
    set_grace(a, 3)
    fill(a)
    all_sync(a, b)
    erase(a, Target(FILE))
    with office.service.store.writing() as connection:
        connection.exec_driver_sql("update groups set sealed = null")
    third = new_pc("Saffron")
    third.join(a.invite())

    assert codes(third.sync()) == ["exchange.group_withheld"]


def known_erasures(pc: PC) -> list[bytes]:
    space = pc.spaces.space(pc.spaces.spaces()[0])
    return list(fold(pc.spaces.spaces()[0], dict(space.load().statements)).erasures)


def keep(pc: PC, erasure: bytes) -> bool:
    kept = pc.lane.about(lambda store, means: sync.erasing.keep(store, erasure, means))
    return kept.result()


def test_drafts_of_before_go_and_what_is_being_typed_stays(team: Team) -> None:
    a, _ = team
    fill(a)
    done(a.sync())
    for id, kept_ms in ((b"o" * 16, 1_000), (b"n" * 16, a.now_ms() + 60_000)):
        draft = Draft(id, "note/1", FILE, {}, "", kept_ms)
        a.vault.write(lambda session, draft=draft: session.keep_draft(draft)).result()

    erase(a, Target(FILE))
    done(a.sync())

    assert [row[0] for row in a.rows("select id from draft")] == [b"n" * 16]


@pytest.mark.parametrize("named", ["no object", "ab", "c3" * 17])
def test_a_file_goes_whatever_somebody_named_as_an_attachment_of_it(team: Team, named: str) -> None:
    a, b = team
    fill(a)
    b.save("attachment", {"object": named}, record=b"r" * 16, subject=FILE)
    all_sync(a, b)

    erase(a, Target(FILE))
    all_sync(a, b)

    assert kept_of(a) == kept_of(b) == [0, 0, 0]


def test_a_lead_of_one_space_erases_nothing_about_a_file_of_another(
    team: Team, new_pc: Callable[[str], PC], monkeypatch: pytest.MonkeyPatch
) -> None:
    a, _ = team
    stranger = new_pc("Tansy Bramblewick")
    stranger.found(title="Another team")
    (elsewhere,) = stranger.spaces.spaces()
    a.join(stranger.invite())
    fill(a)
    stranger.note("theirs", subject=b"t" * 16)
    all_sync(stranger, a)
    draft = Draft(b"o" * 16, "note/1", FILE, {}, "", 1_000)
    a.vault.write(lambda session: session.keep_draft(draft)).result()
    a.vault.write(
        lambda session: session.note_access("opened", FILE, record=None, detail="on call")
    ).result()
    (home,) = a.rows("select nr from space where is_home")
    a.alter(
        "insert into parcel_sent (space, id, team, subject, content, hash, written_ms, state,"
        " since_ms) values (?1, ?2, ?2, ?2, ?2, ?2, 1, 'refused', 1)",
        home[0],
        FILE,
    )
    named = stranger.spaces.space(elsewhere).erasures.named
    monkeypatch.setattr(VaultErasures, "named", lambda *_: named(Target(b"t" * 16)))

    erase(stranger, Target(FILE), reason="about a file of another team")
    all_sync(stranger, a)

    assert a.rows("select count(*) from erasure") == [(1,)]
    assert [row[0] for row in a.rows("select id from draft")] == [b"o" * 16]
    assert a.rows("select detail from access where what = 'opened'") == [("on call",)]
    assert a.rows("select content from parcel_sent") == [(FILE,)]


def test_nothing_of_an_erased_file_waits_for_another_team_though_another_space_names_it_too(
    team: Team, new_pc: Callable[[str], PC]
) -> None:
    a, _ = team
    other = new_pc("Tansy Bramblewick")
    other.found(title="Another team")
    a.join(other.invite())
    fill(a)
    other.note("under the id of a file that is not theirs", subject=FILE)
    all_sync(other, a)
    by_home = "select nr from space where id is not null order by is_home desc"
    home, elsewhere = (row[0] for row in a.rows(by_home))
    for space in (home, elsewhere):
        a.alter(
            "insert into parcel_sent (space, id, team, subject, content, hash, written_ms, state,"
            " since_ms) values (?1, ?2, ?2, ?2, ?2, ?2, 1, 'refused', 1)",
            space,
            FILE,
        )

    erase(a, Target(FILE), reason="asked for by her")
    all_sync(a)

    left = dict(a.rows("select space, content from parcel_sent"))
    assert left == {home: b"", elsewhere: FILE}


def test_the_content_of_an_attachment_goes_with_it(team: Team, office: Office) -> None:
    a, b = team
    _, sealed = attach(a, b"a small scan " * 300)
    for pc in (a, b):
        assert codes(pc.lane.sync_whole().result()) == []
    assert all(Objects(pc.vault.path).has(sealed.object) for pc in (a, b))

    erase(a, Target(b"w" * 16))
    all_sync(a, b)

    assert not any(Objects(pc.vault.path).has(sealed.object) for pc in (a, b))
    with office.service.store.reading() as connection:
        counted = "select (select count(*) from objects) + (select count(*) from chunks)"
        assert connection.exec_driver_sql(counted).scalar() == 0


def test_only_a_lead_erases(team: Team) -> None:
    a, b = team
    fill(b)
    all_sync(b, a)

    with pytest.raises(Refused, match="space.not_lead_to_state"):
        erase(b, Target(FILE))
    assert a.has(FILE)


def test_an_erased_change_that_comes_again_stays_out(team: Team) -> None:
    a, b = team
    fill(a)
    all_sync(a, b)
    copies = a.rows("select bytes from change")
    erase(a, Target(FILE))
    all_sync(a, b)

    def again(session):
        arrivals = [Arrival(decode_change(row[0]), 2, THEIRS, 90, 0) for row in copies]
        return len(apply_page(session.connection, arrivals, space=2, now_ms=session.now_ms()))

    assert a.vault.write(again).result() == 0
    assert not a.has(FILE)
