"""A vault on another machine's disk, or in a folder that is copied elsewhere, is noticed."""

from __future__ import annotations

from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from storage import disks
from storage.disks import (
    DiskKind,
    file_system,
    is_network_path,
    is_network_type,
    is_roaming,
    is_synced,
    kind_of,
    read_mac_mounts,
    read_mounts,
)

LINUX = r"""proc /proc proc rw 0 0
/dev/sda1 / ext4 rw 0 0
//trust/homes /home/tansy\040b cifs rw 0 0
/dev/sda2 /home/tansy\040b/local xfs rw 0 0
server:/x /srv nfs4 rw 0 0
/dev/sdb /srv ext4 rw 0 0
sshfs#tansy@trust: /homes/linnet fuse.sshfs rw 0 0
rclone /homes/wren fuse.rclone rw 0 0
cipher /homes/wren/kept fuse.gocryptfs rw 0 0
/dev/sdc1 /mnt/stick fuseblk rw 0 0
"""
MAC = """/dev/disk1s1 on / (apfs, local, journaled)
//tansy@trust/homes on /Volumes/my homes (smbfs, nodev, mounted by tansy)
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/var/vault", "ext4"),
        ("/home/tansy b", "cifs"),
        ("/home/tansy b/vault", "cifs"),
        ("/home/tansy b/local/vault", "xfs"),
        ("/home/tansy bee", "ext4"),
        ("/srv/vault", "ext4"),
        ("/homes/linnet/vault", "fuse.sshfs"),
        ("/homes/wren/kept/vault", "fuse.gocryptfs"),
    ],
)
def test_the_nearest_mount_that_came_last_decides(path, kind):
    assert file_system(PurePosixPath(path), read_mounts(LINUX)) == kind


@pytest.mark.parametrize(
    ("kind", "is_remote"),
    [
        ("ext4", False),
        ("fuseblk", False),
        ("fuse.gocryptfs", False),
        ("cifs", True),
        ("nfs4", True),
        ("fuse.sshfs", True),
        ("fuse.rclone", True),
        ("fuse.nobody-knows-it", True),
    ],
)
def test_a_file_system_in_user_space_counts_as_far_unless_it_is_known(kind, is_remote):
    assert is_network_type(kind) is is_remote


def test_a_home_on_another_machine_is_recognised(monkeypatch, tmp_path):
    planted = f"{LINUX}server:/homes {tmp_path} nfs4 rw 0 0\n"
    monkeypatch.setattr(disks, "mounts_of_linux", lambda: read_mounts(planted))
    monkeypatch.setattr(disks.sys, "platform", "linux")

    assert kind_of(tmp_path / "Yarrow" / "vaults" / "not made yet") is DiskKind.NETWORK


def test_a_mac_names_its_shares():
    mounts = read_mac_mounts(MAC)

    assert file_system(PurePosixPath("/Volumes/my homes/v"), mounts) == "smbfs"
    assert file_system(PurePosixPath("/Users/tansy"), mounts) == "apfs"


def test_this_pcs_own_disk_is_no_network(tmp_path):
    assert not is_network_path(tmp_path)
    assert kind_of(tmp_path) is DiskKind.LOCAL


@pytest.mark.parametrize(
    ("path", "is_so"),
    [
        (r"C:\users\TANSY\AppData\Roaming\Yarrow", True),
        (r"C:\Users\tansy\AppData\Local\Yarrow", False),
        (r"C:\Users\tansy\AppData\Roaming2\Yarrow", False),
    ],
)
def test_a_profile_that_roams_is_recognised(path, is_so):
    roaming = {"APPDATA": r"C:\Users\tansy\AppData\Roaming"}

    assert is_roaming(PureWindowsPath(path), roaming) is is_so
    assert not is_roaming(PureWindowsPath(path), {})


@pytest.mark.parametrize(
    "folder",
    [
        "OneDrive - Willowmere Trust/vaults",
        "onedrive/vaults",
        "Dropbox/v",
        "Google Drive/v",
        "Library/Mobile Documents/v",
    ],
)
def test_a_folder_that_another_program_copies_is_recognised_by_its_name(tmp_path, folder):
    assert is_synced(tmp_path / folder, {})


@pytest.mark.parametrize("mark", [".dropbox", ".stfolder", ".owncloudsync.log"])
def test_or_by_what_that_program_left_in_it(tmp_path, mark):
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / mark).touch()

    assert kind_of(tmp_path / "kept" / "deep" / "vault") is DiskKind.SYNCED


def test_or_by_what_the_system_says_of_it(tmp_path):
    assert is_synced(tmp_path / "Work" / "v", {"OneDriveCommercial": str(tmp_path / "Work")})
    assert not is_synced(Path(tmp_path / "Workshop"), {"OneDrive": str(tmp_path / "Work")})
