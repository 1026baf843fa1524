"""Wren's disk fails; from a backup, from what can be read and from the service all comes back."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest


@pytest.fixture
def note(yarrow):
    """Save a note; gives its id."""

    def save(folder: Path, text: str) -> str:
        made = yarrow("add", folder, "note", stdin={"lines": [{"label": "fact", "text": text}]})
        assert made.code == 0, made.err
        return made.word

    return save


@pytest.fixture
def sync(yarrow):
    """Exchange once without a problem; gives what was sent and received."""

    def exchange(folder: Path) -> tuple[int, int]:
        ended = yarrow("sync", folder, "--json")
        assert ended.code == 0, ended.err
        assert ended.json["problems"] == []
        return ended.json["sent"], ended.json["received"]

    return exchange


def held(yarrow, folder):
    listed = yarrow("list", folder, "note", "--json")
    assert listed.code == 0, listed.err
    return {row["id"]: row["sync"] for row in listed.json}


def digest(yarrow, folder):
    return yarrow("vault", "digest", folder).word


def test_an_older_backup_elsewhere_catches_up_with_its_own_later_work(
    yarrow, team, note, sync, tmp_path
):
    wren, linnet = team
    first = note(wren, "before the backup")
    sync(wren)
    assert yarrow("vault", "backup", wren, tmp_path / "b.yarrow").code == 0
    later = [note(wren, f"after it {number}") for number in range(3)]
    sync(wren)
    shutil.rmtree(wren)

    restored = yarrow("vault", "restore", tmp_path / "b.yarrow", tmp_path / "again")
    assert restored.code == 0, restored.err
    again = tmp_path / "again"
    assert set(held(yarrow, again)) == {first}
    own = note(again, "written before the first exchange")

    sent, received = sync(again)
    assert (sent, received) == (2, 6)
    assert sync(again) == (0, 0)
    sync(linnet)
    sync(again)

    assert set(held(yarrow, again)) == {first, own, *later}
    assert set(held(yarrow, again).values()) == {"received"}
    assert digest(yarrow, again) == digest(yarrow, linnet)
    assert yarrow("vault", "verify", again).code == 0
    theirs = note(linnet, "from a colleague who noticed nothing")
    sync(linnet)
    sync(again)
    assert theirs in held(yarrow, again)


def test_what_was_sealed_in_the_backup_and_sent_since_is_not_there_twice(
    yarrow, team, note, sync, service, tmp_path
):
    wren, linnet = team
    sync(wren)
    service.stop()
    only_here = note(wren, "not sent when the backup was made")
    assert yarrow("sync", wren).code in (0, 1)
    assert yarrow("vault", "backup", wren, tmp_path / "b.yarrow").code == 0
    service.start()
    sync(wren)
    shutil.rmtree(wren)

    assert yarrow("vault", "restore", tmp_path / "b.yarrow", wren).code == 0
    sync(wren)
    sync(wren)
    sync(linnet)

    assert only_here in held(yarrow, wren)
    assert digest(yarrow, wren) == digest(yarrow, linnet)
    assert yarrow("vault", "verify", linnet).code == 0


def harm(folder: Path, share: float) -> None:
    """Flip a bit in every page of the last share of the records."""
    file = folder / "records.db"
    content = bytearray(file.read_bytes())
    pages = len(content) // 4096
    for page in range(int(pages * (1 - share)), pages):
        content[page * 4096 + 40] ^= 1
    file.write_bytes(content)


def test_a_damaged_vault_is_filled_again_from_the_service(yarrow, team, note, sync):
    wren, linnet = team
    sent = [note(wren, f"sent {number} " * 200) for number in range(12)]
    sync(wren)
    sync(linnet)
    harm(wren, 0.3)
    assert yarrow("vault", "verify", wren).code == 1
    refused = yarrow("add", wren, "note", stdin={"lines": [{"label": "fact", "text": "x"}]})
    assert refused.code == 1
    assert "yarrow vault repair" in refused.err or "yarrow vault verify" in refused.err

    repaired = yarrow("vault", "repair", wren)
    assert repaired.code == 0, repaired.err
    assert yarrow("vault", "verify", wren).code == 0
    sync(wren)
    sync(wren)
    sync(linnet)

    assert set(sent) <= set(held(yarrow, wren))
    assert digest(yarrow, wren) == digest(yarrow, linnet)
    more = note(wren, "and it goes on")
    sync(wren)
    sync(linnet)
    assert more in held(yarrow, linnet)
