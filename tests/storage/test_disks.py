"""A vault on another machine's disk is noticed."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest

from storage.disks import file_system, is_network_path, read_mac_mounts, read_mounts

LINUX = r"""proc /proc proc rw 0 0
/dev/sda1 / ext4 rw 0 0
//trust/homes /home/tansy\040b cifs rw 0 0
/dev/sda2 /home/tansy\040b/local xfs rw 0 0
server:/x /srv nfs4 rw 0 0
/dev/sdb /srv ext4 rw 0 0
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
    ],
)
def test_the_nearest_mount_that_came_last_decides(path, kind):
    assert file_system(PurePosixPath(path), read_mounts(LINUX)) == kind


def test_a_mac_names_its_shares():
    mounts = read_mac_mounts(MAC)

    assert file_system(PurePosixPath("/Volumes/my homes/v"), mounts) == "smbfs"
    assert file_system(PurePosixPath("/Users/tansy"), mounts) == "apfs"


def test_this_pcs_own_disk_is_no_network(tmp_path):
    assert not is_network_path(tmp_path)
