from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sync.protocol.objects import CHUNK, ChunkRequest, KeepRequest, ObjectsRequest
from sync.protocol.wire import Ask

OBJECT = b"o" * 16
FIRST, LAST = b"a" * CHUNK, b"b" * 600


def keep(
    team: Any, pc: Any, index: int, chunk: bytes, *, last: bool = False, object: bytes = OBJECT
) -> Any:
    return pc.ask(team.path(Ask.KEEP_CHUNK), KeepRequest(object, index, last, chunk))


def fetch(team: Any, pc: Any, by: Any, index: int) -> Any:
    return pc.ask(team.path(Ask.CHUNK), ChunkRequest(OBJECT, by.id, index))["chunk"]


def held(team: Any, pc: Any) -> Any:
    return pc.ask(team.path(Ask.OBJECTS), ObjectsRequest((OBJECT,)))["held"]


def in_folder(office: Any, folder: Path) -> Any:
    settings = replace(office.service.settings, objects=str(folder))
    office.service = replace(office.service, settings=settings)
    return office


@pytest.mark.parametrize("where", ["database", "folder"])
def test_what_one_pc_sends_chunk_by_chunk_another_is_handed(
    office: Any, tmp_path: Path, where: str
) -> None:
    team = (in_folder(office, tmp_path / "objects") if where == "folder" else office).space()
    other = team.join()

    assert keep(team, team.lead, 0, FIRST)["chunks"] == 1
    assert held(team, other) == [[OBJECT, team.lead.id, 1, False]]
    assert keep(team, team.lead, 1, LAST, last=True)["chunks"] == 2

    assert held(team, other) == [[OBJECT, team.lead.id, 2, True]]
    assert [fetch(team, other, team.lead, index) for index in (0, 1, 2)] == [FIRST, LAST, None]


def test_the_same_chunk_again_is_answered_again_and_kept_once(team: Any) -> None:
    for _ in range(2):
        assert keep(team, team.lead, 0, FIRST)["chunks"] == 1
    for _ in range(2):
        assert keep(team, team.lead, 1, LAST, last=True)["chunks"] == 2
    assert keep(team, team.lead, 0, FIRST)["chunks"] == 2


def test_other_bytes_at_a_place_and_a_gap_are_refused(team: Any) -> None:
    keep(team, team.lead, 0, FIRST)

    assert keep(team, team.lead, 0, b"c" * CHUNK).status == "number_taken"
    assert keep(team, team.lead, 0, FIRST, last=True).status == "number_taken"
    assert keep(team, team.lead, 2, FIRST).status == "out_of_order"
    assert keep(team, team.lead, 1, LAST).status == "bad_request"
    assert keep(team, team.lead, 256, FIRST).status == "bad_request"
    keep(team, team.lead, 1, LAST, last=True)
    assert keep(team, team.lead, 2, LAST, last=True).status == "out_of_order"


def test_a_colleague_who_puts_other_bytes_under_an_id_spoils_her_own_copy_alone(team: Any) -> None:
    other = team.join()
    keep(team, other, 0, b"x" * 600, last=True)

    assert keep(team, team.lead, 0, LAST, last=True)["chunks"] == 1
    assert fetch(team, other, team.lead, 0) == LAST
    assert sorted(each[1] for each in held(team, other)) == sorted([other.id, team.lead.id])


def test_a_reader_and_a_stranger_put_nothing_there(team: Any) -> None:
    reader, stranger = team.join(role="reader"), team.office.space().lead
    keep(team, team.lead, 0, LAST, last=True)

    assert keep(team, reader, 0, LAST, last=True).status == "no_standing"
    assert fetch(team, reader, team.lead, 0) == LAST
    assert keep(team, stranger, 0, LAST, last=True).status == "no_standing"
    asked = stranger.ask(team.path(Ask.CHUNK), ChunkRequest(OBJECT, team.lead.id, 0))
    assert asked.status == "no_standing"


def test_objects_have_room_of_their_own_and_records_go_on(make_office: Callable[..., Any]) -> None:
    team = make_office(object_bytes=CHUNK + 100).space()
    keep(team, team.lead, 0, FIRST)

    asked = keep(team, team.lead, 1, LAST, last=True)

    assert (asked.status, asked.response.headers["retry-after"]) == ("too_many", "3600")
    assert held(team, team.lead) == [[OBJECT, team.lead.id, 1, False]]
    team.lead.push(team)


def test_chunks_are_counted_apart_from_the_requests_for_records(
    make_office: Callable[..., Any],
) -> None:
    team = make_office(device_chunks=2, device_requests=50).space()
    for _ in range(2):
        keep(team, team.lead, 0, FIRST)

    asked = keep(team, team.lead, 0, FIRST)

    assert (asked.status, asked.response.status) == ("too_many", 429)
    team.lead.push(team)


def test_a_chunk_above_its_size_is_too_large_and_nothing_of_it_kept(team: Any) -> None:
    asked = keep(team, team.lead, 0, b"a" * (CHUNK + 2048))

    assert (asked.status, asked.response.status) == ("too_large", 413)
    assert held(team, team.lead) == []


def test_a_folder_that_cannot_be_written_is_asked_again_later(office: Any, tmp_path: Path) -> None:
    (tmp_path / "objects").write_text("not a folder")
    team = in_folder(office, tmp_path / "objects").space()

    assert keep(team, team.lead, 0, LAST, last=True).status == "too_many"
    assert held(team, team.lead) == []


def test_a_file_gone_from_the_folder_is_told_as_gone(office: Any, tmp_path: Path) -> None:
    team = in_folder(office, tmp_path / "objects").space()
    keep(team, team.lead, 0, LAST, last=True)
    [file] = [each for each in (tmp_path / "objects").rglob("*") if each.is_file()]
    assert file.stat().st_mode & 0o077 == 0

    file.unlink()

    assert fetch(team, team.lead, team.lead, 0) is None
