"""What kind of disk a folder lies on: this PC's own, another machine's, or one that is copied."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path, PurePath

_NETWORK_TYPES = frozenset(
    ("9p", "acfs", "afpfs", "afs", "beegfs", "ceph", "cifs", "davfs", "gfs2", "glusterfs", "gpfs")
    + ("lustre", "ncpfs", "nfs", "nfs4", "ocfs2", "orangefs", "prl_fs", "pvfs2", "smb2", "smb3")
    + ("smbfs", "vboxsf", "virtiofs", "webdav")
)
# FUSE file systems that keep their files on this PC; any other may be a way to another machine.
_LOCAL_FUSE = frozenset(
    ("fuse.bindfs", "fuse.encfs", "fuse.exfat", "fuse.gocryptfs", "fuse.mergerfs", "fuse.ntfs")
    + ("fuse.ntfs-3g", "fuse.securefs")
)
_DRIVE_REMOTE = 4
_UNC_START = "\\\\"
_SYNCED_VARIABLES = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
_SYNCED_NAMES = ("onedrive", "dropbox", "google drive", "googledrive", "iclouddrive", "nextcloud")
_SYNCED_MARKS = (
    *(".dropbox", ".dropbox.cache", ".stfolder", ".owncloudsync.log", ".nextcloudsync.log"),
    *(".tmp.drivedownload", ".849c9593-d756-4e56-8d6e-42412f2a707b"),
)
_ICLOUD = ("Library", "Mobile Documents")


class DiskKind(StrEnum):
    """Where a folder lies, as far as the system tells."""

    LOCAL = "local"
    NETWORK = "network"
    ROAMING = "roaming"
    """Copied from PC to PC as its user logs in and out."""
    SYNCED = "synced"
    """Copied to a service, and from there to other PCs, by another program."""


def kind_of(path: Path) -> DiskKind:
    """Where a folder lies; what is not there yet lies where its parents do."""
    if is_network_path(path):
        return DiskKind.NETWORK
    if is_roaming(path, os.environ):
        return DiskKind.ROAMING
    return DiskKind.SYNCED if is_synced(path, os.environ) else DiskKind.LOCAL


def is_network_path(path: Path) -> bool:
    """Whether the file system of this path is reached over a network, as far as it tells."""
    place = path.absolute()
    if sys.platform == "win32":
        # GetDriveTypeW tells of a drive letter; a UNC path is remote by its shape. A redirected
        # folder is either.
        is_unc = str(place.resolve()).startswith(_UNC_START) or str(place).startswith(_UNC_START)
        return is_unc or ctypes.windll.kernel32.GetDriveTypeW(place.anchor) == _DRIVE_REMOTE
    return is_network_type(file_system_of(place))


def is_network_type(kind: str) -> bool:
    """Whether a file system of this type is, or may be, reached over a network."""
    return kind in _NETWORK_TYPES or (kind.startswith("fuse.") and kind not in _LOCAL_FUSE)


def is_roaming(path: PurePath, environment: Mapping[str, str]) -> bool:
    """Whether a path lies in the part of a Windows profile that is copied from PC to PC."""
    roaming = environment.get("APPDATA")
    return bool(roaming) and _is_in(path, type(path)(str(roaming)))


def is_synced(path: Path, environment: Mapping[str, str]) -> bool:
    """Whether a program that copies files elsewhere takes this folder for its own."""
    named = [environment[name] for name in _SYNCED_VARIABLES if environment.get(name)]
    if any(_is_in(path, type(path)(folder)) for folder in named):
        return True
    if any(pair == _ICLOUD for pair in zip(path.parts, path.parts[1:], strict=False)):
        return True
    return any(_is_marked(folder) for folder in (path, *path.parents))


def _is_marked(folder: Path) -> bool:
    """OneDrive calls its folder `OneDrive - Name of the trust`, others put a file of theirs in."""
    name = folder.name.casefold()
    if any(name == each or name.startswith(f"{each} - ") for each in _SYNCED_NAMES):
        return True
    return any(_is_there(folder / mark) for mark in _SYNCED_MARKS)


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        return False


def _is_in(path: PurePath, folder: PurePath) -> bool:
    """Windows takes capital and small letters in paths for the same."""
    parts = [part.casefold() for part in path.parts]
    above = [part.casefold() for part in folder.parts]
    return bool(above) and parts[: len(above)] == above


def file_system_of(path: Path) -> str:
    """The type of the file system that holds a path, as the system names it, or nothing."""
    if sys.platform == "win32":
        found = ctypes.create_unicode_buffer(64)
        ctypes.windll.kernel32.GetVolumeInformationW(
            path.absolute().anchor, None, 0, None, None, None, found, len(found)
        )
        return found.value
    mounts = _mounts_of_mac() if sys.platform == "darwin" else mounts_of_linux()
    return file_system(path.absolute().resolve(), mounts)


def file_system(path: PurePath, mounts: list[tuple[str, str]]) -> str:
    """The type of the file system that holds a path; `mounts` are folders and their types.

    Of two that are mounted on one folder the later hides the earlier.
    """
    depths = {str(place): len(place.parts) for place in (path, *path.parents)}
    found, deepest = "", 0
    for folder, kind in mounts:
        depth = depths.get(folder, -1)
        if depth >= deepest:
            found, deepest = kind, depth
    return found


def read_mounts(table: str) -> list[tuple[str, str]]:
    """Folders and types of a table as `/proc/mounts` has it; spaces are written `\\040`."""
    fields = (line.split(" ") for line in table.splitlines())
    return [(_written_out(row[1]), row[2]) for row in fields if len(row) > 2]


def _written_out(text: str) -> str:
    """The kernel writes blanks and line ends as octal numbers, all else as bytes."""
    return text.encode("utf-8").decode("unicode_escape").encode("latin-1").decode("utf-8")


def read_mac_mounts(table: str) -> list[tuple[str, str]]:
    """Folders and types as `/sbin/mount` prints them: `source on folder (type, options)`."""
    return list(_mac_mounts(table))


def _mac_mounts(table: str) -> Iterator[tuple[str, str]]:
    for line in table.splitlines():
        place, bracket, options = line.rpartition(" (")
        if bracket and " on " in place:
            yield place.split(" on ", 1)[1], options.partition(",")[0].rstrip(")")


def mounts_of_linux() -> list[tuple[str, str]]:
    """What is mounted in this process's view."""
    try:
        return read_mounts(Path("/proc/self/mounts").read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        return []


def _mounts_of_mac() -> list[tuple[str, str]]:
    try:
        printed = subprocess.run(  # a fixed program, without a shell
            ["/sbin/mount"], capture_output=True, text=True, check=True, timeout=5
        )
    except (OSError, subprocess.SubprocessError):
        return []
    return read_mac_mounts(printed.stdout)
