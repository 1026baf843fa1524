"""Backups by themselves: due once a day, told when late, and a second place that may be gone."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from storage.backup import daily
from storage.backup.container import Opened
from storage.backup.daily import Backups, back_up
from storage.backup.restoring import Restoring
from storage.backup.stopping import Stop
from storage.opening import open_vault
from tests.storage.backup.conftest import NOW_MS, PASSPHRASE, harm, write_note

HOUR = 3_600_000


def make(vault, backups=Backups(), second="", now_ms=NOW_MS, sure_ms=0):  # noqa: B008 - frozen
    given = {"second": str(second), "now_ms": now_ms, "sure_ms": sure_ms}
    return back_up(vault, backups, **given, stop=Stop())


def files_in(place):
    return sorted(each.name for each in place.rglob("*.backup"))


def test_how_they_stand_is_kept_in_the_vault(opened):
    stand = Backups(is_on=False, folder="/mnt/share", made_ms=5, problem="backup.no_room")
    with opened() as vault:
        assert vault.read(lambda reading: daily.read(reading.connection)).result() == Backups()
        vault.write(lambda session: daily.write(session.connection, stand)).result()
        assert vault.read(lambda reading: daily.read(reading.connection)).result() == stand


@pytest.mark.parametrize(
    ("stand", "is_due"),
    [
        (Backups(), True),
        (Backups(is_on=False), False),
        (Backups(made_ms=NOW_MS - HOUR), False),
        (Backups(made_ms=NOW_MS - 20 * HOUR), True),
        (Backups(made_ms=NOW_MS + HOUR), True),
        (Backups(tried_ms=NOW_MS - HOUR // 2), False),
        (Backups(made_ms=NOW_MS - 2 * HOUR, second_problem="backup.no_folder"), True),
    ],
)
def test_one_is_due_once_a_day_and_again_an_hour_after_what_failed(stand, is_due):
    assert stand.is_due(NOW_MS) is is_due


def test_a_week_without_one_is_late():
    assert not Backups(since_ms=NOW_MS - 6 * 24 * HOUR).is_late(NOW_MS)
    assert Backups(since_ms=NOW_MS - 8 * 24 * HOUR).is_late(NOW_MS)
    late = Backups(since_ms=1, made_ms=NOW_MS - 8 * 24 * HOUR)
    assert late.is_late(NOW_MS)


def test_it_is_made_beside_the_vaults_and_copied_to_the_second_place(opened, tmp_path, path):
    share = tmp_path / "share"
    share.mkdir()
    with opened() as vault:
        stand = make(vault, second=share)

    assert (stand.made_ms, stand.second_ms, stand.problem, stand.second_problem) == (
        *(NOW_MS, NOW_MS),
        *("", ""),
    )
    own = path.parent / "yarrow-backups"
    files = [next(place.rglob("*.backup")) for place in (own, share)]
    assert files[0].read_bytes() == files[1].read_bytes()
    assert str(files[0]) == stand.file


@pytest.mark.skipif(os.name != "posix", reason="other systems have no such rights")
def test_a_copy_is_closed_to_others_while_it_is_made(opened, tmp_path):
    share = tmp_path / "share"
    share.mkdir()
    modes = set()

    class Looking(Stop):
        def watch(self):
            modes.update(each.stat().st_mode & 0o777 for each in share.rglob("*.part"))

    umask = os.umask(0)
    try:
        with opened() as vault:
            back_up(vault, Backups(), second=str(share), now_ms=NOW_MS, stop=Looking())
    finally:
        os.umask(umask)

    assert modes == {0o600}


def test_a_second_place_that_is_gone_is_told_of_and_not_made(opened, tmp_path):
    with opened() as vault:
        stand = make(vault, second=tmp_path / "unplugged")

    assert (stand.made_ms, stand.problem) == (NOW_MS, "")
    assert stand.second_problem == "backup.no_folder"
    assert not (tmp_path / "unplugged").exists()


def test_a_second_place_that_the_system_refuses_is_told_of(opened, tmp_path):
    with opened() as vault:
        stand = make(vault, second=tmp_path / ("x" * 300) / "share")

    assert (stand.made_ms, stand.problem) == (NOW_MS, "")
    assert stand.second_problem == "backup.not_written"


def test_what_cannot_be_made_is_told_of_and_what_was_stays(opened, path):
    (path.parent / "yarrow-backups").write_bytes(b"a file where the folder should be")
    with opened() as vault:
        stand = make(vault, Backups(made_ms=5, file="before"))
        write_note(vault, "goes on")

    assert (stand.made_ms, stand.file, stand.tried_ms) == (5, "before", NOW_MS)
    assert stand.problem == "backup.not_written"


def test_old_ones_go_only_once_a_whole_one_is_there(opened, path):
    place = path.parent / "yarrow-backups"
    with opened() as vault:
        old = make(vault, now_ms=NOW_MS - 100 * 24 * HOUR)
        for number in range(30):
            write_note(vault, f"{number} " * 300)
    pages = (path / "records.db").stat().st_size // 4096
    kept = path.with_name("whole")
    shutil.copytree(path, kept)
    harm(path, pages - 1)

    with opened() as vault:
        vault.verify()
        make(vault, replace(old, tried_ms=0), sure_ms=NOW_MS)
    assert len(list(place.rglob("*.backup"))) == 2

    shutil.rmtree(path)
    kept.rename(path)
    with opened() as vault:
        stand = make(vault, old, now_ms=NOW_MS + 48 * HOUR, sure_ms=NOW_MS + 47 * HOUR)
    left = sorted(place.rglob("*.backup"))
    assert old.file not in map(str, left)
    with Opened(left[-1]) as newest:
        assert newest.contents.is_whole
    assert str(left[-1]) == stand.file


def test_a_clock_ten_years_ahead_and_back_loses_no_backup(opened, path):
    day, stand = 24 * HOUR, Backups()
    with opened() as vault:
        for moment in (0, day, 3650 * day, 2 * day):
            stand = make(vault, stand, now_ms=NOW_MS + moment)

    assert len(files_in(path.parent / "yarrow-backups")) == 4
    assert stand.number == 4


def test_a_moment_in_the_future_hides_no_failure():
    ahead = NOW_MS + 3650 * 24 * HOUR

    assert Backups(since_ms=NOW_MS - 8 * 24 * HOUR, made_ms=ahead).is_late(NOW_MS)
    assert not Backups(since_ms=NOW_MS - HOUR, made_ms=ahead).is_late(NOW_MS)


def test_two_copies_of_one_vault_leave_each_other_s_backups_at_the_second_place(
    opened, path, tmp_path
):
    share, day = tmp_path / "share", 24 * HOUR
    share.mkdir()
    with opened() as vault:
        ours = make(vault, second=share)
        vault.write(lambda session: daily.write(session.connection, ours)).result()
        backup = ours.file
    twin = tmp_path / "elsewhere" / "twin"
    twin.parent.mkdir()
    Restoring(twin, clock=lambda: NOW_MS).run(Path(backup), PASSPHRASE)
    with open_vault(twin, PASSPHRASE, clock=lambda: NOW_MS) as vault:
        theirs = vault.read(lambda reading: daily.read(reading.connection)).result()
        assert theirs.copy == ""
        for number in range(9):
            theirs = make(vault, theirs, second=share, now_ms=NOW_MS + number * day)

    found = files_in(share)
    assert Path(backup).name in found
    assert sum(theirs.copy in name for name in found) in (7, 8)
    assert theirs.copy != ours.copy


def test_a_folder_that_was_copied_to_another_place_counts_as_another_copy(opened, path, tmp_path):
    with opened() as vault:
        ours = make(vault)
        vault.write(lambda session: daily.write(session.connection, ours)).result()
    shutil.copytree(path, tmp_path / "copied" / "wren")
    with open_vault(tmp_path / "copied" / "wren", PASSPHRASE, clock=lambda: NOW_MS) as vault:
        stand = vault.read(lambda reading: daily.read(reading.connection)).result()
        theirs = make(vault, stand)

    assert (theirs.number, theirs.copy != ours.copy) == (1, True)
    assert make_again(opened, ours).copy == ours.copy


def make_again(opened, stand):
    with opened() as vault:
        return make(vault, stand, now_ms=NOW_MS + 24 * HOUR)
