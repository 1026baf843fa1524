"""A copy on a disk: with a pass, under a neutral name, whole or not there."""

from __future__ import annotations

import errno
import os
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from app.domain.leaving import Pass
from app.errors import Refused
from storage.writing_out import write_out

CONTENT = b"a made-up letter"
DAY = date(2026, 11, 17)


def leave() -> Pass:
    return Pass(sha256(CONTENT).hexdigest())


def write(folder: Path, *, leave: Pass) -> Path:
    return write_out(leave, CONTENT, folder, day=DAY, ending=".pdf")


def test_names_are_neutral_and_nothing_is_written_over(tmp_path: Path) -> None:
    (tmp_path / "export-2026-11-17-02.pdf").write_bytes(b"another")

    names = [write(tmp_path, leave=leave()).name for _ in range(2)]

    assert names == ["export-2026-11-17-01.pdf", "export-2026-11-17-03.pdf"]
    assert (tmp_path / "export-2026-11-17-02.pdf").read_bytes() == b"another"
    assert (tmp_path / names[0]).read_bytes() == CONTENT
    assert (tmp_path / names[0]).stat().st_mode & 0o777 == 0o600


def test_no_pass_no_copy(tmp_path: Path) -> None:
    used = leave()
    write(tmp_path, leave=used)
    with pytest.raises(Refused, match="leaving.used"):
        write(tmp_path, leave=used)
    with pytest.raises(Refused, match="leaving.other_bytes"):
        write_out(leave(), CONTENT + b"!", tmp_path, day=DAY, ending=".pdf")

    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize(
    ("code", "told"),
    [(errno.ENOSPC, "leaving.disk_full"), (errno.EIO, "leaving.not_written")],
)
def test_a_disk_that_fails_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, told: str
) -> None:
    def fail(_descriptor: int) -> None:
        raise OSError(code, "planted")

    monkeypatch.setattr(os, "fsync", fail)

    with pytest.raises(Refused, match=told):
        write(tmp_path, leave=leave())
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="leaving.not_written"):
        write(tmp_path / "none", leave=leave())


def test_a_chosen_name_is_taken_once_and_nothing_is_written_over(tmp_path: Path) -> None:
    first = write_out(leave(), CONTENT, tmp_path, day=DAY, ending=".pdf", name="q3.pdf")
    with pytest.raises(Refused, match="leaving.already_there"):
        write_out(leave(), CONTENT, tmp_path, day=DAY, ending=".pdf", name="q3.pdf")

    assert first.read_bytes() == CONTENT
