"""Objects on a real disk: whole or not there, whatever the disk does."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from app.domain.attachment import Sealed
from app.errors import Damaged, NotFound, Refused
from storage.objects.folder import Objects

CONTENT = [b"first part, ", b"second part" * 200_000]


@pytest.fixture
def objects(tmp_path: Path) -> Objects:
    return Objects(tmp_path)


def whole(objects: Objects, sealed: Sealed) -> bytes:
    return b"".join(objects.content(sealed))


def test_a_content_comes_back_and_its_file_is_for_this_user_alone(objects: Objects) -> None:
    sealed = objects.store(CONTENT)

    assert whole(objects, sealed) == b"".join(CONTENT)
    assert objects.has(sealed.object)
    assert objects.names() == [sealed.object]
    file = objects.folder / sealed.object
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(objects.folder.stat().st_mode) == 0o700
    assert b"second part" not in file.read_bytes()


def test_each_object_has_a_key_of_its_own(objects: Objects) -> None:
    one, other = objects.store([b"alike"]), objects.store([b"alike"])

    assert one.sha256 == other.sha256
    assert len({one.key, other.key}) == len({one.object, other.object}) == 2


def test_what_is_not_here_or_changed_is_said(objects: Objects) -> None:
    sealed = objects.store(CONTENT)
    file = objects.folder / sealed.object
    content = bytearray(file.read_bytes())
    content[1_500_000] ^= 1
    file.write_bytes(content)
    with pytest.raises(Damaged, match="attachment.damaged"):
        whole(objects, sealed)

    file.unlink()
    with pytest.raises(NotFound, match="attachment.not_here"):
        whole(objects, sealed)


def test_a_record_that_names_another_hash_is_found(objects: Objects) -> None:
    sealed = objects.store(CONTENT)
    other = Sealed(sealed.object, sealed.key, sealed.size, "0" * 64)

    with pytest.raises(Damaged):
        whole(objects, other)


def write_calls(tmp_path: Path, monkeypatch) -> int:
    """How often a store asks the disk for something."""
    asked = []
    (tmp_path / "counted").mkdir()
    with monkeypatch.context() as planted:
        plant(planted, asked.append)
        Objects(tmp_path / "counted").store(CONTENT)
    return len(asked)


def plant(monkeypatch, on_call) -> None:
    """Call back, numbered, before each thing that the disk is asked for in a store."""
    numbers = iter(range(1_000_000))
    for name in ("open", "fsync", "mkdir"):
        real = getattr(os, name)

        def asked(*given, real=real, **named):
            on_call(next(numbers))
            return real(*given, **named)

        monkeypatch.setattr(os, name, asked)
    real_replace = Path.replace
    monkeypatch.setattr(
        Path, "replace", lambda self, to: (on_call(next(numbers)), real_replace(self, to))[1]
    )


@pytest.mark.parametrize(
    ("code", "told"),
    [(errno.ENOSPC, "attachment.disk_full"), (errno.EIO, "attachment.not_stored")],
)
def test_a_failure_at_any_call_leaves_nothing_and_goes_on_after(
    tmp_path: Path, monkeypatch, code: int, told: str
) -> None:
    calls = write_calls(tmp_path, monkeypatch)
    assert calls >= 5
    for failing in range(calls):
        vault = tmp_path / f"{code}-{failing}"
        vault.mkdir()
        objects = Objects(vault)

        def fail(number: int, failing: int = failing) -> None:
            if number == failing:
                raise OSError(code, "planted")

        with monkeypatch.context() as planted:
            plant(planted, fail)
            with pytest.raises(Refused, match=told):
                objects.store(CONTENT)
        assert objects.names() == []
        assert whole(objects, objects.store(CONTENT)) == b"".join(CONTENT)


def test_a_failure_told_while_it_is_still_being_written_is_not_lost(
    objects: Objects, monkeypatch
) -> None:
    real, calls = os.fsync, []

    def fail_once(descriptor: int) -> None:
        calls.append(descriptor)
        if len(calls) == 2:  # the first is for the new folder
            raise OSError(errno.EIO, "planted")
        real(descriptor)

    monkeypatch.setattr(os, "fsync", fail_once)
    with pytest.raises(Refused, match="attachment.not_stored"):
        objects.store([bytes(1024 * 1024)] * 40)
    assert objects.names() == []


def test_a_limit_on_the_file_s_size_stops_it_in_the_middle(objects: Objects) -> None:
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_500_000, before[1]))
    try:
        with pytest.raises(Refused, match="attachment.disk_full"):
            objects.store([b"x" * 3_000_000])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)

    assert objects.names() == []


def test_parts_that_fail_leave_nothing(objects: Objects) -> None:
    def parts():
        yield b"x" * 2_000_000
        raise Refused("attachment.too_much")

    with pytest.raises(Refused, match="attachment.too_much"):
        objects.store(parts())
    assert objects.names() == []
