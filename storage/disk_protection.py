"""Whether the disk itself is encrypted, and what of an unlocked session the system writes to it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

_CRYPT = "CRYPT-"
_DEEPEST = 8
_POWERSHELL_ON, _POWERSHELL_OFF = "1", "2"
_DRIVE = re.compile(r"[A-Za-z]:")


class Seen(StrEnum):
    """What the system tells; silence is not a no."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class DiskProtection:
    """Whether a folder's disk is encrypted, whether memory is swapped to a disk that is not, and
    whether this PC is set to hibernate, which writes all memory to disk.
    """

    encrypted: Seen
    swaps_in_clear: Seen
    hibernates: Seen


UNKNOWN = DiskProtection(Seen.UNKNOWN, Seen.UNKNOWN, Seen.UNKNOWN)


def protection_of(path: Path, *, root: Path = Path("/")) -> DiskProtection:
    """What can be seen without rights of an administrator; can take a second, so never on the
    screen's thread. `root` is where a Linux shows its devices.
    """
    if sys.platform == "win32":
        return DiskProtection(_bitlocker(path), Seen.UNKNOWN, Seen.UNKNOWN)
    if sys.platform == "darwin":
        return DiskProtection(_filevault(), Seen.NO, Seen.UNKNOWN)  # macOS encrypts its swap
    return DiskProtection(
        is_encrypted(_device_of(path), root), swaps_in_clear(root), hibernates(root)
    )


def is_encrypted(device: str, root: Path) -> Seen:
    """Whether a block device (`major:minor`) lies on dm-crypt all the way down."""
    folder = root / "sys" / "dev" / "block" / device
    return _crypt_below(folder, _DEEPEST) if device and folder.is_dir() else Seen.UNKNOWN


def _crypt_below(folder: Path, depth: int) -> Seen:
    if _read(folder / "dm" / "uuid").startswith(_CRYPT):
        return Seen.YES
    slaves = folder / "slaves"
    below = sorted(slaves.iterdir()) if slaves.is_dir() else []
    if not below:
        # A partition has no slaves of its own; what it lies on says no more than itself.
        return Seen.NO
    found = {_crypt_below(each, depth - 1) for each in below} if depth else {Seen.UNKNOWN}
    return found.pop() if len(found) == 1 else Seen.NO if Seen.NO in found else Seen.UNKNOWN


def swaps_in_clear(root: Path) -> Seen:
    """Whether any swap area lies on a disk without dm-crypt; compressed memory is no disk."""
    table = _read(root / "proc" / "swaps").splitlines()[1:]
    found = [_swap_is_encrypted(line.split()[0], root) for line in table if line.strip()]
    if not found or all(each is Seen.YES for each in found):
        return Seen.NO
    return Seen.YES if Seen.NO in found else Seen.UNKNOWN


def _swap_is_encrypted(name: str, root: Path) -> Seen:
    if Path(name).name.startswith("zram"):
        return Seen.YES
    place = root / name.lstrip("/")
    try:
        found = place.stat()
    except OSError:
        return Seen.UNKNOWN
    is_file = found.st_rdev == 0
    number = found.st_dev if is_file else found.st_rdev
    return is_encrypted(f"{os.major(number)}:{os.minor(number)}", root)


def hibernates(root: Path) -> Seen:
    """Whether the kernel can, and knows where to write memory to."""
    states = _read(root / "sys" / "power" / "state").split()
    if not states:
        return Seen.UNKNOWN
    has_place = _read(root / "sys" / "power" / "resume") not in ("", "0:0")
    return Seen.YES if "disk" in states and has_place else Seen.NO


def _device_of(path: Path) -> str:
    """`major:minor` of the disk below a path; file systems of many disks have no number here."""
    try:
        number = path.stat().st_dev
    except OSError:
        return ""
    return f"{os.major(number)}:{os.minor(number)}"


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""


def _filevault() -> Seen:
    told = _run(["/usr/bin/fdesetup", "status"])
    return Seen.YES if "is On" in told else Seen.NO if "is Off" in told else Seen.UNKNOWN


def _bitlocker(path: Path) -> Seen:
    """The shell tells a plain user what the WMI class Win32_EncryptableVolume tells admins alone.

    System.Volume.BitLockerProtection is 1 for a volume that is protected, 2 for one that is not.
    """
    drive = path.absolute().drive
    if not _DRIVE.fullmatch(drive):
        return Seen.UNKNOWN
    ask = (
        "(New-Object -ComObject Shell.Application)"
        f".NameSpace('{drive}\\').Self"
        ".ExtendedProperty('System.Volume.BitLockerProtection')"
    )
    told = _run(["powershell", "-NoProfile", "-NonInteractive", "-Command", ask])
    return (
        Seen.YES if told == _POWERSHELL_ON else Seen.NO if told == _POWERSHELL_OFF else Seen.UNKNOWN
    )


def _run(command: list[str]) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=10)
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.strip()
