"""Whether a folder lies on a disk of this PC or on another machine's."""

from __future__ import annotations

import ctypes
import subprocess
import sys
from pathlib import Path, PurePath

_NETWORK_TYPES = frozenset(
    ("9p", "afpfs", "afs", "ceph", "cifs", "davfs", "fuse.davfs2", "fuse.glusterfs")
    + ("fuse.rclone", "fuse.sshfs", "gfs2", "glusterfs", "lustre", "ncpfs", "nfs", "nfs4")
    + ("ocfs2", "smb3", "smbfs", "vboxsf", "webdav")
)
_DRIVE_REMOTE = 4
_UNC_START = "\\\\"


def is_network_path(path: Path) -> bool:
    """Whether the file system of this path is reached over a network, as far as it tells."""
    place = path.absolute()
    if sys.platform == "win32":
        # GetDriveTypeW tells of a drive letter; a UNC path is remote by its shape.
        is_unc = str(place).startswith(_UNC_START)
        return is_unc or ctypes.windll.kernel32.GetDriveTypeW(place.anchor) == _DRIVE_REMOTE
    mounts = _mounts_of_mac() if sys.platform == "darwin" else _mounts_of_linux()
    return file_system(place.resolve(), mounts) in _NETWORK_TYPES


def file_system(path: PurePath, mounts: list[tuple[str, str]]) -> str:
    """The type of the file system that holds a path; `mounts` are folders and their types.

    Of two that are mounted on one folder the later hides the earlier.
    """
    found, depth = "", -1
    for folder, kind in mounts:
        place = PurePath(folder)
        if path.is_relative_to(place) and len(place.parts) >= depth:
            found, depth = kind, len(place.parts)
    return found


def read_mounts(table: str) -> list[tuple[str, str]]:
    """Folders and types of a table as `/proc/mounts` has it; spaces are written `\\040`."""
    fields = [line.split(" ") for line in table.splitlines()]
    return [
        (row[1].encode("utf-8").decode("unicode_escape").encode("latin-1").decode("utf-8"), row[2])
        for row in fields
        if len(row) > 2
    ]


def read_mac_mounts(table: str) -> list[tuple[str, str]]:
    """Folders and types as `/sbin/mount` prints them: `source on folder (type, options)`."""
    found = []
    for line in table.splitlines():
        place, bracket, options = line.rpartition(" (")
        if bracket and " on " in place:
            found.append((place.split(" on ", 1)[1], options.partition(",")[0].rstrip(")")))
    return found


def _mounts_of_linux() -> list[tuple[str, str]]:
    try:
        return read_mounts(Path("/proc/self/mounts").read_text(encoding="utf-8"))
    except OSError:
        return []


def _mounts_of_mac() -> list[tuple[str, str]]:
    try:
        printed = subprocess.run(  # a fixed program, without a shell
            ["/sbin/mount"], capture_output=True, text=True, check=True, timeout=5
        )
    except (OSError, subprocess.SubprocessError):
        return []
    return read_mac_mounts(printed.stdout)
