"""An open vault: two lanes, a draft flag, and nothing readable on the disk."""

from __future__ import annotations

import threading

import pytest

from app.domain.changes import Edit
from app.errors import Refused
from app.ports import Draft
from storage import vault_file

DRAFT = Draft(b"d" * 16, "note/1", None, {"lines": []}, "lines", 1)
ENDLESS = "with recursive n (x) as (select 1 union all select x + 1 from n) select count(*) from n"
PLANTED = ("Pepperdaywren", "Bruisedplum", "07700900123", "hollowphrase")


def test_a_read_sees_what_was_before_while_a_write_goes_on(vault):
    inside, go_on = threading.Event(), threading.Event()

    def write(session):
        session.save([Edit("task", b"s" * 16, b"r" * 16, {"a": 1}, {})])
        inside.set()
        go_on.wait()

    writing = vault.write(write)
    inside.wait()
    during = vault.read(lambda reading: reading.list_ids("task")).result()
    go_on.set()
    writing.result()

    assert during == []
    assert len(vault.read(lambda reading: reading.list_ids("task")).result()) == 1


def test_a_read_cannot_write(vault):
    def write(reading):
        reading.connection.execute("update space set title = 'x'")

    with pytest.raises(Refused, match=r"vault\.not_stored"):
        vault.read(write).result()


def test_the_lock_screen_is_told_that_a_draft_waits(vault):
    vault.write(lambda session: session.keep_draft(DRAFT)).result()
    assert vault_file.read(vault.path).has_draft

    vault.write(lambda session: session.drop_draft(DRAFT.id)).result()
    assert not vault_file.read(vault.path).has_draft


def test_planted_words_stand_in_no_file_of_the_vault(vault):
    def plant(session):
        fields = {"name": PLANTED[0], "free_text": PLANTED[1], "phone": PLANTED[2]}
        session.save([Edit("person", b"s" * 16, b"s" * 16, fields, {})])
        answers = {"free_text": PLANTED[3]}
        session.keep_draft(Draft(b"d" * 16, "note/1", None, answers, "free_text", 1))
        session.note_access("view", b"s" * 16, record=None, detail=PLANTED[3])

    vault.write(plant).result()
    while_open = [file.read_bytes() for file in vault.path.iterdir()]
    vault.close()
    closed = [file.read_bytes() for file in vault.path.iterdir()]

    assert len(while_open) > len(closed)
    for content in (*while_open, *closed):
        for word in PLANTED:
            assert word.encode() not in content
            assert word.encode("utf-16-le") not in content


def test_a_vault_closed_at_once_keeps_what_was_written_and_finishes_no_read(vault):
    begun = threading.Event()

    def forever(reading):
        begun.set()
        return reading.connection.execute(ENDLESS).fetchone()

    reading, queued = vault.read(forever), vault.read(lambda reading: reading.drafts())
    begun.wait()
    vault.write(lambda session: session.keep_draft(DRAFT))

    vault.close_at_once()

    with pytest.raises(Refused, match=r"vault\.stopped"):
        reading.result()
    assert queued.cancelled()
    assert vault_file.read(vault.path).has_draft


def test_a_closed_vault_takes_nothing_and_lets_others_in(vault, new_vault):
    vault.close()

    with pytest.raises(Refused, match=r"vault\.closed"):
        vault.read(lambda reading: reading.drafts())
    with pytest.raises(Refused, match=r"vault\.closed"):
        vault.write(lambda session: session.new_id())
    assert new_vault().verify() == []


def test_a_search_that_nobody_wants_is_stopped(vault):
    began = threading.Event()
    endless = (
        "with recursive n (x) as (select 1 union all select x + 1 from n) select count(*) from n"
    )

    def search(reading):
        began.set()
        return reading.connection.execute(endless).fetchone()

    answer = vault.read(search)
    began.wait()
    while not answer.done():
        vault.drop(answer)

    assert answer.exception().code == "vault.stopped"
    assert not vault.is_read_only


def test_a_full_disk_refuses_the_save_and_loses_nothing_of_before(vault, save):
    kept = save("task", {"a": "x"})

    def fill(session):
        pages = session.connection.execute("pragma page_count").fetchone()[0]
        session.connection.execute(f"pragma max_page_count = {pages}")

    vault.write(fill).result()
    with pytest.raises(Refused, match=r"vault\.disk_full"):
        save("task", {"a": "x" * 500_000}, record=b"q" * 16)
    vault.write(
        lambda session: session.connection.execute("pragma max_page_count = 1000000")
    ).result()
    save("task", {"a": "y" * 500_000}, record=b"q" * 16)

    assert vault.read(lambda reading: reading.history(b"r" * 16)).result() == [kept]
    assert len(vault.read(lambda reading: reading.history(b"q" * 16)).result()) == 1
    assert vault.verify() == []
