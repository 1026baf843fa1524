from __future__ import annotations

import itertools
import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from threading import Event
from typing import Any

import pytest

from app.domain.changes import Edit
from app.domain.encoding import Value
from app.ports.exchange import Sealed
from storage.spaces.store import VaultSpace
from sync.exchange import push, sealing
from sync.protocol.answers import Answer
from sync.protocol.heads import read_receipt, sign_receipt
from sync.runner import SyncLane
from tests.sync.exchange.offices import PC, Office, bending, codes, done

LONGEST = 20.0


class Cut(BaseException):
    """The process ends here."""


def cut(at: str) -> Callable[[str], None]:
    def check(name: str) -> None:
        if name == at:
            raise Cut

    return check


def notes(pc: PC) -> set[bytes]:
    listed = pc.vault.read(lambda reading: reading.rows(reading.list_ids("note"))).result()
    return {record.id for record in listed}


def segments_of(pc: PC) -> list[Any]:
    return pc.rows("select incarnation, seq from log where seq is not null order by position")


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("at", ["hello", "statements", "log", "append", "mark"])
def test_cut_at_any_request_the_next_exchange_completes(
    team: tuple[PC, PC], at: str, when: str
) -> None:
    a, b = team
    theirs = b.note("from Linnet")
    b.sync()
    ours = a.note("from Wren")
    setattr(a.wire, when, cut(at))
    with pytest.raises(Cut):
        a.sync()
    a.close()
    a.wire.before = a.wire.after = None
    a.open()

    totals = a.sync()

    assert codes(totals) == []
    assert a.state_of(ours)[0] == "received"
    b.sync()
    assert notes(a) == notes(b) == {theirs, ours}
    assert len(segments_of(b)) == 2
    assert a.digest() == b.digest()


def test_sealed_bytes_stay_the_same_until_their_receipt(team: tuple[PC, PC]) -> None:
    a, _ = team
    a.note()
    a.wire.before = cut("append")
    with pytest.raises(Cut):
        a.sync()
    sealed = a.rows("select hash, entry, groups from outgoing")
    a.wire.before = None

    a.note("a second, saved later")
    a.sync()

    assert a.rows("select hash from log where seq = 1 and device is not null") == [(sealed[0][0],)]
    assert [seq for _, seq in segments_of(a)] == [1, 2]


def test_each_file_and_save_has_a_group_of_its_own(team: tuple[PC, PC]) -> None:
    a, _ = team
    lines: list[Value] = [{"label": "fact", "text": "x"}]
    two_files = [Edit("note", bytes([n]) * 16, None, {"lines": lines}, {}) for n in (1, 1, 2)]
    a.save_many(two_files)
    a.note()

    a.sync()

    placed = a.rows("select part, count(*) from change where position is not null group by part")
    assert placed == [(0, 2), (1, 1), (2, 1)]


def test_a_large_outbox_goes_in_segments_of_bounded_size(
    team: tuple[PC, PC], monkeypatch: pytest.MonkeyPatch
) -> None:
    a, b = team
    made = {a.note(f"{number} " + "w" * 40_000) for number in range(60)}

    assert done(a.sync()) == (60, 0, 0)
    assert done(b.sync()) == (0, 60, 0)

    assert len(segments_of(a)) == 3
    assert notes(b) == made
    assert sealing.MOST_BYTES == 1024 * 1024


@pytest.mark.parametrize("at_once", [1, 2**21])
def test_a_segment_too_large_for_the_service_is_set_aside_and_the_next_arrive(
    team: tuple[PC, PC], office: Office, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    a, b = team
    monkeypatch.setattr(push, "_BATCH_BYTES", at_once)
    office.limits = replace(office.limits, body_bytes=20_000)
    office.restart()
    chance = a.means.random
    small = [a.note("one")]
    large = a.note(chance(20_000).hex())
    small.append(a.note("two"))

    totals = a.sync()

    assert (totals.sent, totals.refused, codes(totals)) == (2, 1, [])
    assert [a.state_of(id)[0] for id in small] == ["received"] * 2
    assert a.state_of(large)[0] == "refused"
    assert a.overview().refused == 1
    b.sync()
    assert notes(b) == {*small}
    assert done(a.sync()) == (0, 0, 0)


def test_while_some_are_on_their_way_the_next_are_sealed(
    team: tuple[PC, PC], monkeypatch: pytest.MonkeyPatch
) -> None:
    a, b = team
    monkeypatch.setattr(push, "_BATCH_BYTES", 1)
    made = [a.note(f"number {number}") for number in range(4)]
    sealed = [Event() for _ in made]
    to_seal, after_it = iter(sealed), iter(sealed[1:])
    keep_sealed = VaultSpace.keep_sealed

    def keep(space: VaultSpace, segments: Sequence[Sealed]) -> None:
        keep_sealed(space, segments)
        next(to_seal).set()

    def answer_once_the_next_is_sealed(name: str) -> None:
        following = next(after_it, None) if name == "append" else None
        assert following is None or following.wait(LONGEST)

    monkeypatch.setattr(VaultSpace, "keep_sealed", keep)
    a.wire.after = answer_once_the_next_is_sealed

    assert done(a.sync()) == (4, 0, 0)

    assert [seq for _, seq in segments_of(a)] == [1, 2, 3, 4]
    assert done(b.sync()) == (0, 4, 0)
    assert notes(b) == {*made}


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("number", [2, 3])
def test_cut_while_one_is_on_its_way_and_the_next_sealed_nothing_is_lost_or_sent_twice(
    team: tuple[PC, PC], monkeypatch: pytest.MonkeyPatch, number: int, when: str
) -> None:
    a, b = team
    monkeypatch.setattr(push, "_BATCH_BYTES", 1)
    made = {a.note(f"number {number}") for number in range(4)}
    appends = itertools.count(1)

    def check(name: str) -> None:
        if name == "append" and next(appends) == number:
            raise Cut

    setattr(a.wire, when, check)
    with pytest.raises(Cut):
        a.sync()
    a.close()
    a.wire.before = a.wire.after = None
    a.open()

    assert codes(a.sync()) == []

    assert done(b.sync()) == (0, 4, 0)
    assert notes(b) == made
    assert len(segments_of(b)) == 4
    assert a.rows("select count(*) from change where status <> 'received'") == [(0,)]
    assert a.rows("select count(*) from outgoing") == [(0,)]
    assert a.digest() == b.digest()


def test_what_was_refused_can_be_sent_again(team: tuple[PC, PC], office: Office) -> None:
    a, b = team
    office.limits = replace(office.limits, body_bytes=20_000)
    office.restart()
    large = a.note(a.means.random(20_000).hex())
    assert a.sync().refused == 1
    office.limits = replace(office.limits, body_bytes=12 * 2**20)
    office.restart()

    assert a.spaces.space(a.spaces.spaces()[0]).send_again() == 1

    assert done(a.sync()) == (1, 0, 0)
    assert done(b.sync()) == (0, 1, 0)
    assert b.has(large)


def test_two_copies_of_one_folder_push_by_turns(
    team: tuple[PC, PC], new_pc: Callable[..., PC], office: Office
) -> None:
    a, b = team
    a.note("before the copy")
    a.sync()
    a.note("waits in both")
    a.close()
    shutil.copytree(a.folder, a.folder.with_name("copy"))
    a.open()
    copy = new_pc("copy of the folder")
    made = [a.note("in one"), copy.note("in the other")]

    for round in range(3):
        for pc in (a, copy):
            made.append(pc.note(f"round {round}"))
            totals = pc.sync()
            assert set(codes(totals)) <= {"exchange.copied_vault"}
            assert (totals.sent > 0, totals.refused) == (True, 0)
    for pc in (a, copy, b):
        pc.sync()

    assert notes(a) == notes(b) == notes(copy) >= {*made}
    assert len({pc.digest() for pc in (a, b, copy)}) == 1
    assert len({incarnation for incarnation, _ in segments_of(b)}) > 2


def test_two_copies_of_one_folder_that_push_at_once_are_told_apart_and_lose_nothing(
    team: tuple[PC, PC], new_pc: Callable[..., PC]
) -> None:
    a, b = team
    a.note("before the copy")
    a.sync()
    a.close()
    shutil.copytree(a.folder, a.folder.with_name("copy"))
    a.open()
    copy = new_pc("copy of the folder")
    made = [a.note("in one")]

    def meanwhile(name: str) -> None:
        if name == "append" and a.wire.asked.count("append") <= 3:
            made.append(copy.note(f"in the other {len(made)}"))
            copy.sync()

    a.wire.asked.clear()
    a.wire.before = meanwhile

    assert set(codes(a.sync())) == {"exchange.copied_vault"}

    a.wire.before = None
    for pc in (a, copy, b, a, copy):
        assert set(codes(pc.sync())) <= {"exchange.copied_vault"}
    assert len(made) > 3
    assert notes(a) == notes(b) == notes(copy) >= {*made}
    assert len({pc.digest() for pc in (a, b, copy)}) == 1


def test_a_machine_cloned_with_its_randomness_uses_no_salt_for_two_texts(
    team: tuple[PC, PC], new_pc: Callable[..., PC], office: Office
) -> None:
    a, b = team
    a.close()
    shutil.copytree(a.folder, a.folder.with_name("copy"))
    a.open()
    copy = new_pc("copy of the folder")
    for number, pc in enumerate((a, copy)):
        pc.means = replace(pc.means, random=bytes)
        pc.lane.close()
        pc.lane = SyncLane(pc.spaces, means=pc.means, transport=pc.transport)
        pc.note(f"the same length {number}")
        pc.sync()

    b.sync()
    assert len(notes(b)) == 2
    with office.service.store.reading() as connection:
        sealed = connection.exec_driver_sql("select sealed from groups").scalars().all()
    # The third says to the leads that there are two copies.
    assert len({group[:32] for group in sealed}) == len(sealed) == 3


def test_a_moved_folder_numbers_anew(team: tuple[PC, PC], tmp_path: Any) -> None:
    a, b = team
    a.note()
    a.sync()
    a.close()
    a.folder = a.folder.rename(tmp_path / "elsewhere")
    a.open()
    a.note()

    assert done(a.sync()) == (1, 0, 0)

    assert [seq for _, seq in segments_of(a)] == [1, 1]
    assert done(b.sync()) == (0, 2, 0)


def test_a_false_receipt_counts_for_nothing(team: tuple[PC, PC], office: Office) -> None:
    a, _ = team
    note = a.note()

    def forge(body: dict[str, Any]) -> dict[str, Any]:
        kind, signed = body["results"][0]
        receipt = read_receipt(signed, office.service.keys.public)
        forged = sign_receipt(office.signing, replace(receipt, entry=bytes(32)))
        return {"results": [[kind, forged]]}

    a.wire.bend = bending("append", forge)

    assert codes(a.sync()) == ["exchange.wrong_receipt"]

    assert a.state_of(note)[0] == "only_here"
    a.wire.bend = None
    assert done(a.sync()) == (1, 0, 0)
    assert a.state_of(note)[0] == "received"


def test_a_receipt_that_is_no_receipt_ends_the_exchange(team: tuple[PC, PC]) -> None:
    a, _ = team
    note = a.note()
    a.wire.bend = bending("append", lambda body: {"results": [["receipt", "taken"]]})

    assert codes(a.sync()) == ["exchange.wrong_receipt"]

    assert a.state_of(note)[0] == "only_here"


@pytest.mark.parametrize("why", ["no_standing", "unheard_of"])
def test_a_refusal_that_is_not_about_the_segment_drops_and_sets_aside_nothing(
    team: tuple[PC, PC], why: str
) -> None:
    a, _ = team
    note = a.note()

    def refuse(body: dict[str, Any]) -> dict[str, Any]:
        return {"results": [["refused", why] for _ in body["results"]]}

    a.wire.bend = bending("append", refuse)
    assert codes(a.sync()) == ["exchange.segment_refused"]

    assert a.state_of(note)[0] == "only_here"
    a.wire.bend = None
    assert codes(a.sync()) == []
    assert a.state_of(note)[0] == "received"


@pytest.mark.parametrize("status", ["too_many", "no_standing", "damaged", "unknown_space"])
def test_a_refused_request_leaves_everything_waiting(team: tuple[PC, PC], status: str) -> None:
    a, _ = team
    note = a.note()

    def refuse(name: str, said: Answer) -> Answer:
        return replace(said, status=status, body={}) if name == "append" else said

    a.wire.before = None
    a.wire.bend = refuse
    assert codes(a.sync()) == [f"service.{status}"]

    a.wire.bend = None
    a.sync()
    assert a.state_of(note)[0] == "received"
