"""What verify and stats say of attachments, and what is cleaned up at unlock."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from app.domain.attachment import Media, Sealed
from app.domain.changes import Edit, make_change
from app.errors import NotFound
from app.usecases import attachments, editing, recording
from storage.applying import THEIRS, Arrival, apply_page
from storage.objects.checking import tidy
from storage.objects.folder import Objects
from storage.unlocked import Vault

MONTH_S = 31 * 24 * 3600


@pytest.fixture
def vault(new_vault: Callable[..., Vault]) -> Vault:
    return new_vault(is_training=True)


def attach(vault: Vault, content: bytes = b"a made-up scan") -> Sealed:
    sealed = Objects(vault.path).store([content])

    def save(session) -> None:
        subject = recording.record(session, "person", {"name": "Tansy Bramblewick"}).subject
        about = {"original_sha256": "0" * 64}
        attachments.record(session, subject, sealed, media=Media.PNG, about=about)

    vault.write(save).result()
    return sealed


def codes(vault: Vault) -> dict[str, int]:
    return {finding.code: finding.facts["count"] for finding in vault.verify_objects()}


def file_of(vault: Vault, sealed: Sealed) -> Path:
    return Objects(vault.path).folder / sealed.object


def test_whole_objects_are_well_and_counted(vault: Vault) -> None:
    attach(vault)

    assert codes(vault) == {}
    counts = vault.statistics()
    assert (counts["objects"], counts["objects_not_here"], counts["objects_unnamed"]) == (1, 0, 0)
    assert counts["objects_bytes"] == 512 + 16


def test_damaged_and_lost_ones_are_named_and_the_vault_goes_on(vault: Vault) -> None:
    damaged, lost = attach(vault), attach(vault)
    file = file_of(vault, damaged)
    file.write_bytes(file.read_bytes()[:-1] + b"?")
    file_of(vault, lost).unlink()

    assert codes(vault) == {"attachment.found_damaged": 1, "attachment.found_lost": 1}
    assert vault.verify() == []
    assert not vault.is_read_only
    attach(vault)


def test_what_a_colleague_attached_is_not_here_and_not_lost(vault: Vault) -> None:
    fields = {**Sealed("a" * 32, "b" * 64, 3, "c" * 64).fields(), "media": "png"}
    change = make_change(
        Edit("attachment", b"subject-16-bytes", None, fields, {}),
        salt=bytes(16),
        at=1,
        time=(1, None),
    )

    def arrive(session) -> None:
        rows = session.connection
        rows.execute("insert into author (nr, id, name) values (9, x'09', 'Linnet Marrowby')")
        rows.execute(
            "insert into device (nr, space, id, author, name, role, is_own)"
            " values (9, 1, x'09', 9, 'PC', 'member', 0)"
        )
        apply_page(rows, [Arrival(change, 9, THEIRS)], space=1, now_ms=2)

    vault.write(arrive).result()

    assert codes(vault) == {}
    assert vault.statistics()["objects_not_here"] == 1


def test_half_written_ones_go_at_once_and_unnamed_ones_after_a_month(
    new_vault: Callable[..., Vault], clock
) -> None:
    vault = new_vault()
    kept = attach(vault)
    objects = Objects(vault.path)
    young, old = objects.store([b"young"]), objects.store([b"old"])
    (objects.folder / f"{'d' * 32}.part").write_bytes(b"half")
    for each, age in ((kept, MONTH_S), (young, 3600), (old, MONTH_S)):
        at = clock.ms / 1000 - age
        os.utime(objects.folder / each.object, (at, at))

    vault.read(lambda each: tidy(each.connection, vault.path, now_ms=clock.ms)).result()

    assert sorted(objects.names()) == sorted([kept.object, young.object])


def test_a_put_away_attachment_keeps_its_object(vault: Vault, clock) -> None:
    sealed = attach(vault)

    def put_away(session) -> None:
        record = session.rows(session.list_ids("attachment"))[0]
        editing.mark_in_error(session, record, "Wrong person")

    vault.write(put_away).result()
    at = clock.ms / 1000 - MONTH_S
    os.utime(file_of(vault, sealed), (at, at))
    vault.read(lambda each: tidy(each.connection, vault.path, now_ms=clock.ms)).result()

    assert vault.read(lambda each: each.list_ids("attachment")).result() == []
    assert file_of(vault, sealed).is_file()
    assert codes(vault) == {}


def test_only_an_attachment_is_found_as_one(vault: Vault) -> None:
    def look(session) -> None:
        subject = recording.record(session, "person", {"name": "Tansy Bramblewick"}).subject
        attachments.find(session, subject)

    with pytest.raises(NotFound, match="attachment.no_such"):
        vault.write(look).result()
