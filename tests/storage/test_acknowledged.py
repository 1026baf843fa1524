"""After an error of the disk a lane begins anew, and misses nothing that was told as saved."""

from __future__ import annotations

import pytest
from sqlcipher3 import dbapi2

from app.domain.digest import Digest, add
from app.errors import Damaged, Refused
from storage import space_rows
from storage.acknowledged import Acknowledged


def fail(session):
    session.new_id()
    raise dbapi2.OperationalError("disk I/O error")


def test_after_an_error_the_next_save_goes_to_a_new_connection(vault, save):
    first = save("task", {"n": 1})
    before = vault.write(lambda session: session.connection).result()
    with pytest.raises(Refused, match=r"vault\.not_stored"):
        vault.write(fail).result()

    assert vault.write(lambda session: session.connection).result() is not before
    second = save("task", {"n": 2}, over={"n": [first.id]})

    assert not vault.is_read_only
    assert vault.read(lambda reading: reading.history(b"r" * 16)).result() == [first, second]


@pytest.mark.parametrize(
    "loss",
    [
        "delete from change where nr = (select max(nr) from change)",
        "delete from change where nr = 1",
        "update space set have = zeroblob(32)",
    ],
)
def test_a_save_that_is_gone_after_an_error_is_damage_and_no_more_is_written(vault, save, loss):
    for number in range(3):
        save("note", {"lines": [{"label": "fact", "text": str(number)}]}, record=None)

    def lose_and_fail():
        other = vault.record_key.open(vault.path / "records.db")
        other.execute(loss)
        other.close()

    with pytest.raises(Refused, match=r"vault\.not_stored"):
        vault.write(fail).result()
    lose_and_fail()

    with pytest.raises(Damaged, match=r"vault\.damaged"):
        vault.write(lambda session: session.new_id()).result()
    assert vault.is_read_only


def test_an_erasure_that_is_there_though_the_disk_said_that_it_failed_is_no_damage(
    vault, save, monkeypatch
):
    for number in range(3):
        save("note", {"lines": [{"label": "fact", "text": str(number)}]}, record=None)

    def erase(session):
        rows = session.connection
        nr, id = rows.execute("select nr, id from change order by nr desc limit 1").fetchone()
        rows.execute("delete from change where nr = ?", (nr,))
        digest = space_rows.read_digest(rows, 1)
        less = Digest(add(digest.have, -Digest().with_change(id).have), digest.state)
        space_rows.write_digest(rows, 1, less)

    def fail_after_it_was_done(*_given):
        raise dbapi2.OperationalError("disk I/O error")

    with monkeypatch.context() as patch, pytest.raises(Refused, match=r"vault\.not_stored"):
        patch.setattr(Acknowledged, "keep", fail_after_it_was_done)
        vault.write(erase).result()

    save("note", {"lines": [{"label": "fact", "text": "after it"}]}, record=None)
    assert not vault.is_read_only


def test_what_is_whole_can_be_read_after_a_page_that_is_not(vault, save, new_vault):
    made = [
        save("note", {"lines": [{"label": "fact", "text": f"{n} " * 900}]}, record=None).of
        for n in range(40)
    ]
    vault.close()
    file = vault.path / "records.db"
    content = bytearray(file.read_bytes())
    content[-4096 * 2 + 9] ^= 1
    file.write_bytes(content)
    again = new_vault()

    found = 0
    for id in made:
        try:
            found += again.read(lambda reading, id=id: reading.record(id)).result() is not None
        except Damaged:
            continue
    assert found >= 30
