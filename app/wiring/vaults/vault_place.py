"""Where a vault lies, in words: the kind of disk, and what the system does with it."""

from __future__ import annotations

import os
from pathlib import Path

from storage.disk_protection import DiskProtection, Seen, protection_of
from storage.disks import DiskKind, file_system_of, kind_of

_KINDS = {
    DiskKind.LOCAL: "",
    DiskKind.NETWORK: "This vault lies on a network drive: it is slower, and two PCs must not "
    "open it at once.",
    DiskKind.ROAMING: "This vault lies in a part of the profile that is copied from PC to PC: two "
    "PCs must not open it at once, and a copy that comes late loses what was written in between.",
    DiskKind.SYNCED: "This vault lies in a folder that another program copies elsewhere: it can "
    "be damaged by that, and two PCs must not open it at once.",
}
_ASK = "Ask IT for a folder on this PC."
_ENCRYPTED = {
    Seen.YES: "This disk is encrypted, as far as the system tells.",
    Seen.NO: "No encryption of this disk can be seen. The vault is encrypted all the same; what "
    "the system writes beside it is not.",
    Seen.UNKNOWN: "Whether this disk is encrypted cannot be seen from here. Ask IT.",
}
_SWAPS = {
    Seen.YES: "Memory of an unlocked Yarrow can be written to a swap area that is not encrypted.",
    Seen.NO: "No swap area in clear was found.",
    Seen.UNKNOWN: "Whether memory is swapped to disk in clear cannot be seen from here.",
}
_HIBERNATES = {
    Seen.YES: "This PC can hibernate, which writes all memory to disk: lock Yarrow before.",
    Seen.NO: "",
    Seen.UNKNOWN: "Lock Yarrow before this PC hibernates: that writes all memory to disk.",
}


def warning_about(folder: Path) -> str:
    """What to say at the lock screen of where a vault lies; nothing of a disk of this PC."""
    words = _KINDS[kind_of(folder)]
    return f"{words} {_ASK}" if words else ""


def lines_about(folder: Path) -> tuple[str, ...]:
    """What About says; looks at the system, so never on the screen's thread."""
    kind, system = kind_of(folder), file_system_of(folder)
    where = _KINDS[kind] or "It lies on a disk of this PC."
    named = f"File system: {system}." if system else ""
    # Blanks of no width let a long path go on in the next line.
    path = str(folder).replace(os.sep, f"{os.sep}\u200b")
    return tuple(filter(None, (path, where, named, *lines_of(protection_of(folder)))))


def lines_of(protection: DiskProtection) -> tuple[str, ...]:
    """What was seen of the disk's encryption, of swap and of hibernation."""
    found = (
        _ENCRYPTED[protection.encrypted],
        _SWAPS[protection.swaps_in_clear],
        _HIBERNATES[protection.hibernates],
    )
    return tuple(filter(None, found))
