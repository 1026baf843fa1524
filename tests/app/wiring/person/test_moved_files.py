"""What is attached to a file goes with it, under another id and key."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2

from app.domain.attachment import Media, Sealed, sealed_in
from app.errors import NotFound, Refused
from app.usecases import attachments, recording
from app.usecases.person import moving
from app.wiring.person.moved_files import move_file
from storage.acknowledged import Acknowledged
from storage.objects.folder import Objects
from storage.session import VaultSession
from storage.unlocked import Vault, unlock
from storage.vault_file import VaultFile
from tests.vaults import build

SPACE = b"s" * 32
_ADD_SPACE = "insert into space (id, title, is_home) values (?, 'Case 12', 0)"
_ADD_DEVICE = """
    insert into device (space, id, author, name, role, is_own) values (?, ?, 1, '', '', 1)
"""


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    """A vault with a space of named people beside its own."""
    folder = tmp_path / "vault"
    folder.mkdir()
    content = VaultFile(b"vault-id-16bytes", (), "WP", True)
    given: dict[str, Any] = {
        "key": bytes(range(32)),
        "clock": lambda: 1_795_000_000_000,
        "random": os.urandom,
    }
    build(folder, content, name="Wren Pepperday", **given)
    with unlock(folder, content, **given) as opened:
        opened.write(_add_space).result()
        yield opened


def _add_space(session: VaultSession) -> None:
    nr = session.connection.execute(_ADD_SPACE, (SPACE,)).lastrowid
    session.connection.execute(_ADD_DEVICE, (nr, b"d" * 16))


@pytest.fixture
def attached(vault: Vault) -> tuple[bytes, Sealed]:
    """A file with a text attached, and where its content is."""
    sealed = Objects(vault.path).store([b"Seen at the bedside"])

    def work(session: VaultSession) -> bytes:
        person = recording.record(session, "person", {"name": "Clover Fennimore"}).id
        about = {"caption": "A letter", "name": "letter.txt", "original_sha256": "ab" * 32}
        attachments.record(session, person, sealed, media=Media.TEXT, about=about)
        return person

    return vault.write(work).result(), sealed


def test_its_content_is_read_there_and_the_old_stays(
    vault: Vault, attached: tuple[bytes, Sealed]
) -> None:
    person, old = attached

    moved = move_file(vault, person, SPACE)

    records = vault.read(lambda reading: reading.records_of(moved)).result()
    (record,) = [each for each in records if each.kind == "attachment"]
    new = sealed_in(record.fields)
    assert new is not None
    assert new.object != old.object and new.key != old.key
    objects = Objects(vault.path)
    assert b"".join(objects.content(new)) == b"".join(objects.content(old))


def test_a_move_that_is_refused_leaves_no_copy(
    vault: Vault, attached: tuple[bytes, Sealed]
) -> None:
    person, old = attached

    with pytest.raises(NotFound):
        move_file(vault, person, b"n" * 32)

    assert Objects(vault.path).names() == [old.object]


def test_whoever_stops_waiting_while_it_moves_has_the_content_there(
    vault: Vault, attached: tuple[bytes, Sealed], monkeypatch: pytest.MonkeyPatch
) -> None:
    person, old = attached
    write = vault.write

    def stop() -> bytes:
        raise KeyboardInterrupt

    def stopped_while_waiting(work: Callable[[VaultSession], bytes]) -> Future[bytes]:
        answer = write(work)
        monkeypatch.setattr(answer, "result", stop)
        return answer

    monkeypatch.setattr(vault, "write", stopped_while_waiting)
    with pytest.raises(KeyboardInterrupt):
        move_file(vault, person, SPACE)

    assert len(Objects(vault.path).names()) == 2
    assert old.object in Objects(vault.path).names()


def test_the_copies_stay_where_the_file_moved_though_the_disk_said_that_it_failed(
    vault: Vault, attached: tuple[bytes, Sealed], monkeypatch: pytest.MonkeyPatch
) -> None:
    person, _ = attached
    move = moving.move

    def fail_after_it_was_done(*_given: object) -> None:
        raise dbapi2.OperationalError("disk I/O error")

    with monkeypatch.context() as planted_fault:

        def on_a_failing_disk(*given: Any, **more: Any) -> bytes:
            planted_fault.setattr(Acknowledged, "keep", fail_after_it_was_done)
            return move(*given, **more)

        planted_fault.setattr(moving, "move", on_a_failing_disk)
        with pytest.raises(Refused, match=r"vault\.not_stored"):
            move_file(vault, person, SPACE)

    (there,) = vault.read(lambda each: each.rows(each.list_ids("attachment"))).result()
    sealed = sealed_in(there.fields)
    assert there.space == SPACE and sealed is not None
    assert b"".join(Objects(vault.path).content(sealed)) == b"Seen at the bedside"


def test_a_content_that_is_on_another_pc_stops_it(
    vault: Vault, attached: tuple[bytes, Sealed]
) -> None:
    person, old = attached
    Objects(vault.path).drop(old.object)

    with pytest.raises(Refused, match=r"records\.move_not_here"):
        move_file(vault, person, SPACE)
