"""Attachments' contents between real vaults: whole, resumed, by turns, and never in the way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2

import sync.erasing
from app.domain.attachment import Media
from app.domain.looks import Sought
from app.domain.travel import Travel, Whereabouts
from app.errors import Damaged, Unreachable
from app.ports.erasing import Target
from app.usecases import attachments
from storage.objects import travelling
from storage.objects.checking import tidy
from storage.objects.folder import Objects
from storage.spaces import object_store
from sync.exchange import objects as stage
from sync.protocol.answers import Answer
from sync.service.limits import Limits
from tests.sync.exchange.attached import attach, content
from tests.sync.exchange.offices import PC, Office, codes

MIB = 1024 * 1024
SMALL = b"a small scan " * 300
LARGE = bytes(range(256)) * 4096 * 4 + b"end"  # five chunks


def travel(pc: PC, id: bytes, *, small: int = 4 * MIB) -> Travel:
    found = pc.vault.read(
        lambda reading: travelling.of_file(
            reading.connection, pc.vault.path, b"w" * 16, small=small
        )
    ).result()
    return found[id]


def want(pc: PC, id: bytes) -> None:
    pc.vault.write(
        lambda session: travelling.want(session.connection, id, now_ms=session.now_ms())
    ).result()


def whole(pc: PC) -> list[str]:
    return codes(pc.lane.sync_whole().result())


@pytest.fixture
def turns(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Turns that end after one chunk."""
    monkeypatch.setattr(stage, "TURN_SECONDS", 0.0)
    return iter(())


def test_a_small_content_comes_by_itself_and_says_where_it_is(team: tuple[PC, PC]) -> None:
    a, b = team
    id, sealed = attach(a, SMALL)
    assert travel(a, id).where is Whereabouts.ONLY_HERE

    assert whole(a) == []
    assert travel(a, id).where is Whereabouts.RECEIVED
    assert whole(b) == []

    assert content(b, sealed) == SMALL
    assert travel(b, id).where is Whereabouts.RECEIVED


def test_a_large_one_is_fetched_once_somebody_asks(team: tuple[PC, PC]) -> None:
    a, b = team
    id, sealed = attach(a, LARGE)
    whole(a)

    whole(b)
    assert travel(b, id) == Travel(Whereabouts.NOT_HERE)
    assert not Objects(b.vault.path).has(sealed.object)

    want(b, id)
    assert whole(b) == []
    assert content(b, sealed) == LARGE


def test_with_nothing_to_move_no_request_is_made_for_objects(team: tuple[PC, PC]) -> None:
    a, b = team
    attach(a, SMALL)
    for pc in (a, b, a, b):
        whole(pc)
    a.wire.asked.clear()
    b.wire.asked.clear()

    assert whole(a) == whole(b) == []
    assert a.wire.asked == b.wire.asked == ["hello"]


def test_what_was_sent_is_asked_about_once_a_day_and_sent_again_if_lost(
    team: tuple[PC, PC], office: Office
) -> None:
    a, _ = team
    id, _ = attach(a, SMALL)
    whole(a)
    with office.service.store.writing() as connection:
        connection.exec_driver_sql("delete from objects")
        connection.exec_driver_sql("delete from chunks")
    a.alter("update object_travel set asked_ms = asked_ms - 25 * 3600000")
    a.wire.asked.clear()

    assert whole(a) == []
    assert a.wire.asked.count("keep_chunk") == 1
    assert travel(a, id).where is Whereabouts.RECEIVED


@pytest.mark.usefixtures("turns")
def test_a_note_saved_meanwhile_goes_before_the_rest_of_a_large_content(
    team: tuple[PC, PC],
) -> None:
    a, b = team
    id, sealed = attach(a, LARGE)

    first = a.sync()
    assert (first.chunks, first.chunks_left) == (1, True)
    assert travel(a, id) == Travel(Whereabouts.SENDING, 20, is_asked=False)
    note = a.note()
    a.sync()
    b.sync()

    assert b.has(note)
    assert whole(a) == []
    b.sync()
    want(b, id)
    assert whole(b) == []
    assert content(b, sealed) == LARGE


def test_a_turn_ends_as_soon_as_somebody_saves_something(team: tuple[PC, PC]) -> None:
    a, _ = team
    attach(a, LARGE)
    saved: list[bytes] = []

    def save(name: str) -> None:
        if name == "keep_chunk" and not saved:
            saved.append(a.note())

    a.wire.before = save
    totals = a.sync()

    assert (totals.chunks, totals.chunks_left) == (1, True)


@pytest.mark.parametrize("asked", ["keep_chunk", "chunk"])
def test_a_cut_loses_no_more_than_one_chunk(team: tuple[PC, PC], asked: str) -> None:
    a, b = team
    id, sealed = attach(a, LARGE)
    pc = a if asked == "keep_chunk" else b
    if pc is b:
        whole(a)
        b.sync()
        want(b, id)
    calls: list[int] = []

    def cut(name: str) -> None:
        if name == asked:
            calls.append(1)
            if len(calls) == 3:
                raise Unreachable("exchange.cut_off")

    pc.wire.after = cut
    assert codes(pc.sync()) == ["exchange.cut_off"]
    pc.close()
    pc.open()
    pc.wire.after = None
    pc.wire.asked.clear()

    assert whole(pc) == []
    assert pc.wire.asked.count(asked) <= 5 - 2
    whole(a)
    b.sync()
    want(b, id)
    whole(b)
    assert content(b, sealed) == LARGE


def test_a_part_of_a_chunk_that_a_power_cut_left_is_written_over(team: tuple[PC, PC]) -> None:
    a, b = team
    id, sealed = attach(a, LARGE)
    whole(a)
    b.sync()
    coming = Path(b.vault.path) / "objects" / f"{sealed.object}.coming"
    coming.parent.mkdir(exist_ok=True)
    coming.write_bytes(b"torn" * 1000)
    want(b, id)

    assert whole(b) == []
    assert content(b, sealed) == LARGE


def bent(name: str, change: Any) -> Any:
    def bend(asked: str, said: Answer) -> Answer:
        if asked == name and said.status == "ok":
            return replace(said, body=change(dict(said.body)))
        return said

    return bend


def spoiled(body: dict[str, Any]) -> dict[str, Any]:
    chunk = bytearray(body["chunk"])
    chunk[100] ^= 1
    return {"chunk": bytes(chunk)}


@pytest.mark.parametrize(
    ("name", "change", "code", "where"),
    [
        ("chunk", spoiled, "objects.altered", Whereabouts.ALTERED),
        ("chunk", lambda _: {"chunk": None}, "objects.withheld", Whereabouts.WITHHELD),
        ("objects", lambda _: {"held": []}, None, Whereabouts.NOT_SENT),
    ],
)
def test_what_is_altered_withheld_or_not_there_is_said_and_records_go_on(
    team: tuple[PC, PC], name: str, change: Any, code: str | None, where: Whereabouts
) -> None:
    a, b = team
    id, sealed = attach(a, SMALL)
    note = a.note()
    whole(a)
    b.wire.bend = bent(name, change)

    assert whole(b) == ([code] if code else [])
    assert b.has(note)
    assert travel(b, id).where is where
    assert not Objects(b.vault.path).has(sealed.object)

    b.wire.bend = None
    b.alter("update object_travel set asked_ms = 0, since_ms = 0")
    assert whole(b) == []
    assert content(b, sealed) == SMALL


def test_an_object_sealed_under_another_key_than_its_record_names_is_never_shown(
    team: tuple[PC, PC],
) -> None:
    a, b = team
    file = a.save("person", {"name": "Wren"}, record=b"w" * 16, subject=b"w" * 16)
    sealed = Objects(a.vault.path).store([SMALL])
    false = replace(sealed, sha256="0" * 64)
    id = a.vault.write(
        lambda session: attachments.record(
            session, file, false, media=Media.TEXT, about={"original_sha256": "0" * 64}
        )
    ).result()
    whole(a)

    assert whole(b) == ["objects.altered"]
    assert travel(b, id).where is Whereabouts.ALTERED
    assert Objects(b.vault.path).names() == []


def test_a_service_without_room_for_objects_takes_records_all_the_same(
    team: tuple[PC, PC], office: Office
) -> None:
    a, b = team
    office.limits = Limits(object_bytes=100, device_requests=10**6)
    office.restart()
    id, _ = attach(a, SMALL)

    assert whole(a) == ["objects.service_full"]
    assert travel(a, id).where is Whereabouts.ONLY_HERE
    note = a.note()
    a.wire.asked.clear()
    totals = a.sync()
    b.sync()

    assert (codes(totals), totals.was_reached, totals.wait) == ([], True, 0)
    assert "keep_chunk" not in a.wire.asked  # it is left alone for as long as the service asked
    assert b.has(note)


def test_a_full_disk_is_told_and_fetching_goes_on_later(
    team: tuple[PC, PC], monkeypatch: pytest.MonkeyPatch
) -> None:
    a, b = team
    _, sealed = attach(a, SMALL)
    note = a.note()
    whole(a)
    with monkeypatch.context() as full:
        full.setattr(object_store, "free_bytes", lambda _: 0)
        assert whole(b) == ["objects.no_room"]
    assert b.has(note)
    assert whole(b) == []
    assert not Objects(b.vault.path).has(sealed.object)

    b.alter("delete from setting where name = 'objects_rest'")
    assert whole(b) == []
    assert content(b, sealed) == SMALL


def test_a_content_whose_record_was_put_away_is_neither_sent_nor_fetched_by_itself(
    team: tuple[PC, PC],
) -> None:
    a, b = team
    sent, _ = attach(a, SMALL)
    kept, _ = attach(a, SMALL + b"2", b"w" * 16)
    a.sync()
    late, _ = attach(a, SMALL + b"3", b"w" * 16)
    for id in (kept, late):
        away = {"corrects": id.hex(), "reason": "Wrong file"}
        a.save("entered_in_error", away, record=None, subject=b"w" * 16)
    whole(a)
    whole(b)

    assert travel(b, sent).where is Whereabouts.RECEIVED
    assert travel(b, kept) == Travel(Whereabouts.NOT_HERE)
    assert travel(a, late).where is Whereabouts.ONLY_HERE
    want(b, kept)
    whole(b)
    assert travel(b, kept).where is Whereabouts.RECEIVED


def test_a_later_record_that_names_a_colleagues_object_changes_nothing(
    team: tuple[PC, PC],
) -> None:
    a, b = team
    _, sealed = attach(a, SMALL)
    whole(a)
    b.sync()
    false = replace(sealed, key="0" * 64)
    b.vault.write(
        lambda session: attachments.record(
            session, b"w" * 16, false, media=Media.TEXT, about={"original_sha256": "0" * 64}
        )
    ).result()
    whole(b)
    whole(a)

    assert content(a, sealed) == content(b, sealed) == SMALL
    with pytest.raises(Damaged):
        content(a, false)


def test_an_erased_file_takes_its_objects_and_the_words_about_who_looked_along(
    team: tuple[PC, PC], office: Office, tmp_path: Path
) -> None:
    a, b = team
    service = office.service
    office.service = replace(service, settings=replace(service.settings, objects=str(tmp_path)))
    id, _ = attach(a, SMALL)
    large, _ = attach(a, LARGE, b"w" * 16)
    for pc in (a, b):
        assert whole(pc) == []
    want(b, large)
    calls: list[str] = []

    def cut(name: str) -> None:
        calls.append(name)
        if calls.count("chunk") == 3:
            raise Unreachable("exchange.cut_off")

    b.wire.after = cut
    assert codes(b.sync()) == ["exchange.cut_off"]
    b.wire.after = None
    b.vault.write(
        lambda session: session.note_access("exported", b"w" * 16, record=id, detail="to her mum")
    ).result()
    assert len(list(tmp_path.rglob("*-*/*"))) == 6
    assert len(Objects(b.vault.path).names()) == 2

    assert a.lane.about(
        lambda store, means: sync.erasing.erase(store, Target(b"w" * 16), "Asked for", means)
    ).result()
    for pc in (a, b, a):
        assert whole(pc) == []

    b.close()
    b.open()
    b.vault.read(
        lambda reading: tidy(reading.connection, b.vault.path, now_ms=reading.now_ms())
    ).result()
    assert Objects(a.vault.path).names() == Objects(b.vault.path).names() == []
    assert list(tmp_path.rglob("*-*/*")) == []
    assert b.rows("select what, detail from access") == [("exported", "")]
    with pytest.raises(dbapi2.IntegrityError, match="append-only"):
        b.alter("update access set detail = 'x'")
    seen = a.vault.read(lambda reading: reading.seen(Sought())).result().lines
    assert [(each.what, each.detail) for each in seen] == [("exported", "")]
