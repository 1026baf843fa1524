"""Encryption of the disk, swap and hibernation, as a planted Linux shows them."""

from __future__ import annotations

import os

import pytest

from storage.disk_protection import Seen, hibernates, is_encrypted, protection_of, swaps_in_clear

HEAD = "Filename Type Size Used Priority\n"


@pytest.fixture
def linux(tmp_path):
    """A block device 253:1 on 253:0 on partition 8:3, and one on partition 8:1 alone."""
    blocks = tmp_path / "sys" / "dev" / "block"
    for number in ("253:1", "253:0", "8:3", "8:1"):
        (blocks / number / "slaves").mkdir(parents=True)
    (blocks / "253:1" / "slaves" / "dm-0").symlink_to(blocks / "253:0")
    (blocks / "253:0" / "slaves" / "sda3").symlink_to(blocks / "8:3")
    for number, uuid in (("253:1", "LVM-abc"), ("253:0", "CRYPT-LUKS2-abc")):
        (blocks / number / "dm").mkdir()
        (blocks / number / "dm" / "uuid").write_text(f"{uuid}\n")
    return tmp_path


def test_a_volume_on_dm_crypt_is_seen_through_what_lies_between(linux):
    assert is_encrypted("253:1", linux) is Seen.YES
    assert is_encrypted("253:0", linux) is Seen.YES


def test_a_bare_partition_is_not_encrypted(linux):
    assert is_encrypted("8:1", linux) is Seen.NO


def test_a_volume_of_which_one_half_is_bare_is_not_encrypted(linux):
    blocks = linux / "sys" / "dev" / "block"
    (blocks / "253:1" / "slaves" / "sda1").symlink_to(blocks / "8:1")

    assert is_encrypted("253:1", linux) is Seen.NO


def test_what_the_system_does_not_show_is_not_called_safe(linux):
    assert is_encrypted("0:52", linux) is Seen.UNKNOWN
    assert is_encrypted("", linux) is Seen.UNKNOWN


def test_rings_of_devices_end(linux):
    blocks = linux / "sys" / "dev" / "block"
    (blocks / "8:1" / "slaves" / "again").symlink_to(blocks / "8:1")

    assert is_encrypted("8:1", linux) is Seen.UNKNOWN


def test_without_swap_or_with_swap_in_memory_alone_nothing_is_written_in_clear(linux):
    (linux / "proc").mkdir()
    assert swaps_in_clear(linux) is Seen.NO

    (linux / "proc" / "swaps").write_text(f"{HEAD}/dev/zram0 partition 1 0 100\n")
    assert swaps_in_clear(linux) is Seen.NO


def test_a_swap_file_is_as_safe_as_the_disk_below_it(linux):
    (linux / "proc").mkdir()
    (linux / "swapfile").touch()
    (linux / "proc" / "swaps").write_text(f"{HEAD}/swapfile file 1 0 -2\n")
    disk = (linux / "swapfile").stat().st_dev
    place = linux / "sys" / "dev" / "block" / f"{os.major(disk)}:{os.minor(disk)}"
    assert swaps_in_clear(linux) is Seen.UNKNOWN

    (place / "dm").mkdir(parents=True)
    assert swaps_in_clear(linux) is Seen.YES

    (place / "dm" / "uuid").write_text("CRYPT-LUKS2-abc")
    assert swaps_in_clear(linux) is Seen.NO


@pytest.mark.parametrize(
    ("state", "resume", "found"),
    [
        ("freeze mem disk", "8:2", Seen.YES),
        ("freeze mem disk", "0:0", Seen.NO),
        ("freeze mem", "8:2", Seen.NO),
        ("", "", Seen.UNKNOWN),
    ],
)
def test_a_pc_hibernates_if_it_can_and_has_a_place_for_it(linux, state, resume, found):
    (linux / "sys" / "power").mkdir()
    (linux / "sys" / "power" / "state").write_text(state)
    (linux / "sys" / "power" / "resume").write_text(resume)

    assert hibernates(linux) is found


def test_the_real_system_is_looked_at_without_a_failure(tmp_path):
    found = protection_of(tmp_path / "not there")

    assert found.encrypted is Seen.UNKNOWN
    assert protection_of(tmp_path).encrypted in set(Seen)
