"""Who was removed sends what waits, and what she holds goes only once a lead has decided on it."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import event, text

from app.errors import Refused, Unreachable
from app.wiring.sync.facts import facts
from resources.words import sentence
from sync.holding import decide, held
from sync.introducing import offer
from sync.removing import remove
from sync.roles import set_role
from tests.sync.exchange.forging import unsigned
from tests.sync.exchange.offices import PC, Office, Wire, bending, codes, done, plant
from tests.sync.exchange.two_teams import wish

DAY_MS = 24 * 60 * 60 * 1000
TABLES = ("change", "record", "log", "sealed_entry", "content_key", "membership", "receipt")


def store_of(pc: PC):  # type: ignore[no-untyped-def]
    return pc.spaces.space(pc.spaces.spaces()[0])


def removed(lead: PC, other: PC) -> None:
    device = store_of(other).load().own.device
    assert lead.lane.about(lambda store, means: remove(store, device, means)).result()


def settle(lead: PC, *, adopt: bool) -> None:
    positions = [each.position for each in held(store_of(lead))]

    def carried(store, means):  # type: ignore[no-untyped-def]
        return decide(store, positions, means, adopt=adopt)

    lead.lane.about(carried).result()


def no_mark(name: str) -> None:
    """The network goes before this PC can say how far it has read."""
    if name == "mark":
        raise Unreachable("exchange.unreachable")


def rows_left(pc: PC) -> int:
    return sum(pc.rows(f"select count(*) from {table}")[0][0] for table in TABLES)  # noqa: S608


@pytest.mark.parametrize("adopt", [True, False], ids=["adopt", "discard"])
def test_what_waited_is_handed_in_and_all_goes_once_a_lead_has_decided(
    team: tuple[PC, PC], adopt: bool
) -> None:
    lead, leaver = team
    before = lead.note("what the team recorded")
    lead.sync()
    leaver.sync()
    ours = leaver.note("recorded on the way home")
    removed(lead, leaver)

    told = leaver.sync()
    assert (told.sent, codes(told)) == (1, ["exchange.removed"])
    assert codes(lead.sync()) == ["exchange.held"]
    for _ in range(2):  # a receipt is no decision
        assert codes(leaver.sync()) == ["exchange.removed"]
        assert leaver.holds(ours) and leaver.holds(before)
        assert not leaver.has(ours) and not leaver.has(before)

    settle(lead, adopt=adopt)
    assert codes(leaver.sync()) == ["exchange.left"]

    assert lead.has(ours) is adopt
    assert leaver.spaces.spaces() == []
    assert rows_left(leaver) == 0
    later = leaver.note("a vault of her own again")
    assert leaver.has(later)


def test_10_a_service_that_signs_and_drops_destroys_nothing(
    team: tuple[PC, PC], office: Office
) -> None:
    lead, leaver = team
    ours = leaver.note()
    removed(lead, leaver)
    assert leaver.sync().sent == 1
    with office.service.store.writing() as connection:
        top = connection.exec_driver_sql("select max(position) from entries").scalar_one()
        connection.execute(text("delete from entries where position = :top"), {"top": top})
        before = "select running from entries where position = :top"
        moved = text(f"update spaces set position = :top, running = ({before})")  # noqa: S608
        connection.execute(moved, {"top": top - 1})

    assert "exchange.left" not in codes(leaver.sync())
    assert codes(lead.sync()) == []
    assert "exchange.left" not in codes(leaver.sync())

    assert leaver.holds(ours)


def test_10_a_service_that_has_a_lead_discard_something_else_in_that_place_destroys_nothing(
    team: tuple[PC, PC], office: Office
) -> None:
    lead, leaver = team
    lead.note("written after the leaver's last exchange")
    lead.sync()
    ours = leaver.note()
    removed(lead, leaver)
    assert leaver.sync().sent == 1
    with office.service.store.writing() as connection:
        row = "select position, entry from entries order by position desc limit 1"
        top, written = connection.exec_driver_sql(row).one()
        connection.execute(text("delete from groups where position = :top"), {"top": top})
        connection.execute(text("delete from entries where position = :top"), {"top": top})
        before = "select running from entries where position = :top"
        moved = text(f"update spaces set position = :top, running = ({before})")  # noqa: S608
        connection.execute(moved, {"top": top - 1})
    plant(office, lead.spaces.spaces()[0], unsigned(written, groups=1), device=leaver.device)
    assert codes(lead.sync()) == ["exchange.held"]
    settle(lead, adopt=False)
    assert codes(lead.sync()) == []

    assert codes(leaver.sync()) == ["exchange.removed"]

    assert leaver.holds(ours)


def test_it_goes_only_once_the_lead_who_decided_has_said_what_she_read(
    team: tuple[PC, PC],
) -> None:
    lead, leaver = team
    ours = leaver.note()
    removed(lead, leaver)
    leaver.sync()
    lead.wire.before = no_mark
    lead.lane.sync().result()
    settle(lead, adopt=True)

    assert codes(leaver.sync()) == ["exchange.removed"]
    assert leaver.holds(ours)
    lead.wire.before = None
    lead.sync()
    assert codes(leaver.sync()) == ["exchange.left"]


def test_a_service_that_tells_no_hashes_has_nothing_destroyed(team: tuple[PC, PC]) -> None:
    lead, leaver = team
    ours = leaver.note()
    removed(lead, leaver)
    leaver.sync()
    lead.sync()
    settle(lead, adopt=True)
    for told in ([], [b"x" * 32]):
        leaver.wire.bend = bending("hashes", lambda body, told=told: {**body, "hashes": told})
        assert codes(leaver.sync()) == ["exchange.removed"]

    assert leaver.holds(ours)


def test_with_nothing_waiting_it_goes_when_a_colleague_holds_what_was_sent_before(
    team: tuple[PC, PC],
) -> None:
    lead, leaver = team
    note = leaver.note()
    leaver.sync()
    removed(lead, leaver)

    assert codes(leaver.sync()) == ["exchange.removed_received"]
    assert leaver.holds(note)


def test_what_a_colleague_is_known_to_hold_needs_no_decision(team: tuple[PC, PC]) -> None:
    lead, leaver = team
    leaver.note()
    leaver.sync()
    lead.sync()
    leaver.sync()
    removed(lead, leaver)

    assert codes(leaver.sync()) == ["exchange.left"]
    assert rows_left(leaver) == 0
    told = leaver.vault.read(facts).result()
    assert told.notices == (sentence(Refused("exchange.left")),)


def test_what_only_a_removed_pc_is_known_to_hold_is_kept(
    team: tuple[PC, PC], new_pc: Callable[..., PC]
) -> None:
    lead, leaver = team
    other = new_pc("Tansy Bramblewick")
    other.join(lead.invite())
    note = leaver.note()
    for pc in (leaver, other):
        pc.sync()
    removed(lead, other)
    leaver.sync()  # it hears that the other has read it, and that it belongs no more
    leaver.vault.write(
        lambda session: session.connection.execute(
            "update heard set position = 0 where device in "
            "(select nr from device where removed_ms is null)"
        )
    ).result()
    removed(lead, leaver)

    assert codes(leaver.sync()) == ["exchange.removed_received"]
    assert leaver.holds(note)


def test_what_was_set_for_the_space_goes_and_is_not_taken_for_the_next_ones(
    team: tuple[PC, PC],
) -> None:
    lead, leaver = team
    lead.lane.about(lambda store, means: set_role(store, leaver.device, "lead", means)).result()
    leaver.note()
    for pc in (leaver, lead, leaver):
        pc.sync()
    leaver.lane.introducing(partial(offer, wish=wish(name="Sorrel's clinic"), phone="")).result()
    (space,) = leaver.spaces.spaces()
    nr = leaver.rows("select nr from space where id = ?", space)[0][0]
    removed(lead, leaver)

    assert codes(leaver.sync()) == ["exchange.left"]

    kept = [name for (name,) in leaver.rows("select name from setting")]
    assert [name for name in kept if space.hex() in name or str(nr) in name.split("/")] == []
    other = leaver.found(title="Hollin Bank")  # under the same number
    assert leaver.rows("select nr from space where id = ?", other) == [(nr,)]
    assert leaver.overview().spaces[0].account is None


def test_other_spaces_of_the_vault_stay(team: tuple[PC, PC]) -> None:
    lead, leaver = team
    other = leaver.found(title="Hollin Bank")
    removed(lead, leaver)

    assert codes(leaver.sync()) == ["exchange.left"]

    assert leaver.spaces.spaces() == [other]
    assert leaver.overview().spaces[0].is_home
    note = leaver.note()
    assert done(leaver.sync())[0] == 1
    assert leaver.has(note)


@pytest.mark.parametrize("is_new", [True, False], ids=["just unlocked", "open for a while"])
def test_nobody_listens_to_a_space_that_was_left(
    team: tuple[PC, PC], monkeypatch: pytest.MonkeyPatch, is_new: bool
) -> None:
    def stream(*_asked: object) -> Iterator[bytes]:
        raise Unreachable("exchange.unreachable")

    monkeypatch.setattr(Wire, "stream", stream, raising=False)
    lead, leaver = team
    leaver.note()
    for pc in (leaver, lead, leaver):
        pc.sync()
    before = set(threading.enumerate())
    leaver.lane.listen(lambda: None)
    if not is_new:
        leaver.sync()
    removed(lead, leaver)

    assert codes(leaver.sync()) == ["exchange.left"]

    begun = [each for each in threading.enumerate() if each not in before]
    listening = [each for each in begun if each.name == "yarrow-events"]
    for each in listening:
        each.join(30)
    assert [each for each in listening if each.is_alive()] == []


def test_who_has_left_costs_those_who_stay_nothing_at_each_request(
    team: tuple[PC, PC], new_pc: Callable[..., PC], office: Office
) -> None:
    lead, leaver = team
    others = [new_pc(name) for name in ("Tansy Bramblewick", "Bram Ellery")]
    for pc in others:
        pc.join(lead.invite())
    asked: list[str] = []
    event.listen(office.engine, "before_cursor_execute", lambda *told: asked.append(told[2]))

    def questions() -> int:
        lead.sync()
        asked.clear()
        assert codes(lead.sync()) == []
        return len(asked)

    removed(lead, leaver)
    few = questions()
    for pc in others:
        removed(lead, pc)

    assert questions() == few


def test_after_ninety_days_the_service_takes_nothing_and_nothing_is_lost(
    team: tuple[PC, PC], office: Office
) -> None:
    lead, leaver = team
    ours = leaver.note()
    removed(lead, leaver)
    office.now_ms = lambda: time.time_ns() // 1_000_000 + 90 * DAY_MS

    told = leaver.sync()
    assert codes(told) == ["service.no_standing"]  # it has not heard of its removal
    assert leaver.has(ours)


def test_one_whose_time_is_over_says_that_what_is_left_waits_for_nobody(
    team: tuple[PC, PC], office: Office
) -> None:
    lead, leaver = team
    leaver.note()
    leaver.sync()
    removed(lead, leaver)
    assert codes(leaver.sync()) == ["exchange.removed_received"]
    office.now_ms = lambda: time.time_ns() // 1_000_000 + 90 * DAY_MS
    assert codes(leaver.sync()) == ["exchange.removed_received"]
    ours = leaver.note("too late")

    told = leaver.sync()

    assert codes(told) == ["exchange.removed_over"]
    assert told.problems[0].facts == {"count": 1}
    assert leaver.has(ours)


def test_a_copy_of_its_vault_hands_in_too_and_claims_nothing_that_is_not_so(
    team: tuple[PC, PC], tmp_path: Path
) -> None:
    lead, leaver = team
    both = leaver.note("in both")
    leaver.close()
    shutil.copytree(leaver.folder, tmp_path / "copy")
    leaver.open()
    copy = PC(tmp_path / "copy", lead.wire.office, "Robin Saltmarsh")
    alone = copy.note("in the copy alone")
    removed(lead, leaver)
    assert codes(leaver.sync()) == ["exchange.removed"]
    lead.sync()
    settle(lead, adopt=True)
    assert codes(leaver.sync()) == ["exchange.left"]

    told = copy.sync()
    assert (told.sent, codes(told)) == (2, ["exchange.removed"])
    assert codes(lead.sync()) == ["exchange.held"]
    settle(lead, adopt=True)
    assert codes(copy.sync()) == ["exchange.left"]
    assert lead.has(both) and lead.has(alone)
    copy.close()


@pytest.mark.parametrize("named", ["precious", "../../precious", 7, ["x"]])
def test_nothing_but_contents_of_attachments_goes_whatever_a_colleague_named_as_one(
    team: tuple[PC, PC], tmp_path: Path, named: object
) -> None:
    lead, leaver = team
    (leaver.folder / "objects").mkdir(exist_ok=True)
    precious = leaver.folder.parent / "precious"
    precious.write_text("a file of hers that is not Yarrow's")
    object = str(precious) if named == "precious" else named
    lead.save("attachment", {"object": object}, record=b"r" * 16)  # type: ignore[dict-item]
    lead.sync()
    leaver.sync()
    removed(lead, leaver)

    assert codes(leaver.sync()) == ["exchange.left"]

    assert precious.exists()
    assert rows_left(leaver) == 0


def test_one_that_may_not_write_does_not_say_that_its_work_waits_for_a_lead(
    team: tuple[PC, PC],
) -> None:
    lead, leaver = team
    lead.lane.about(lambda store, means: set_role(store, leaver.device, "reader", means)).result()
    leaver.sync()
    ours = leaver.note()
    removed(lead, leaver)

    told = leaver.sync()

    assert codes(told) == ["exchange.removed_unsent"]
    assert told.problems[0].facts == {"count": 1}
    assert leaver.holds(ours)


def test_a_leaver_asks_for_nothing_but_statements_and_hands_in_within_a_quota(
    team: tuple[PC, PC], new_pc: Callable[..., PC], office: Office
) -> None:
    lead, leaver = team
    lead.note("written after she left")
    removed(lead, leaver)
    lead.sync()
    leaver.note()
    leaver.wire.asked.clear()

    leaver.sync()

    assert set(leaver.wire.asked) == {"hello", "statements", "append"}
    lead.sync()
    settle(lead, adopt=True)
    leaver.sync()
    assert set(leaver.wire.asked) == {"hello", "statements", "append", "hashes"}
