"""Whether a file is one that only an administrator can have written."""

from __future__ import annotations

import ctypes
import os
import re
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

_ROOT = 0
_ADMIN_GROUP_OF_MAC = 80
_OTHERS_WRITE = stat.S_IWOTH

# Of an access list in SDDL: administrators, the system, and the installer's own account. What
# CREATOR OWNER (CO) may do is written out again in each file for whoever made it.
_ADMINS = frozenset(
    (
        *("BA", "SY", "LA", "DA", "EA"),
        "S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464",
    )
)
_OWNER = re.compile(r"O:([A-Z]{2}|S-[0-9-]+)")
_ENTRY = re.compile(r"\(([^()]*)\)")
_ALLOWS = ("A", "OA", "XA", "ZA")
_INHERIT_ONLY = "IO"
# Two letters each, as SDDL writes rights; all that change content, names, owner or the list.
_WRITES = ("GA", "GW", "FA", "FW", "WD", "WO", "SD", "DC", "LC", "RP", "DT", "CR", "KA", "KW")
# FILE_WRITE_DATA, APPEND_DATA, WRITE_EA, DELETE_CHILD, WRITE_ATTRIBUTES, DELETE, WRITE_DAC,
# WRITE_OWNER, GENERIC_ALL, GENERIC_WRITE.
_WRITE_BITS = 0x2 | 0x4 | 0x10 | 0x40 | 0x100 | 0x10000 | 0x40000 | 0x80000 | 0x50000000


def is_protected(path: Path, opened: os.stat_result, *, owner: int = _ROOT) -> bool:
    """Whether only an administrator can have written an open file, and put it at its path.

    `owner` is the number of one more user who is trusted, as root always is.
    """
    if sys.platform == "win32":
        both = (sddl_of(path), sddl_of(path.parent))
        return all(only_admins_write(each) for each in both)
    if not _is_kept_from_others(opened, owner):
        return False
    return all(_is_kept_from_others(each, owner) for each in _way_to(path))


def only_admins_write(sddl: str) -> bool:
    """Whether an access list in SDDL belongs to an administrator and lets nobody else write."""
    owner = _OWNER.match(sddl)
    _, has_list, entries = sddl.partition("D:")
    if owner is None or owner[1] not in _ADMINS or not has_list or "NO_ACCESS_CONTROL" in entries:
        return False
    return not any(
        _lets_others_write(entry) for entry in _ENTRY.findall(entries.partition("S:")[0])
    )


def _lets_others_write(entry: str) -> bool:
    parts = entry.split(";")
    if len(parts) < 6:
        return True
    kind, flags, rights, who = parts[0], parts[1], parts[2], parts[5]
    passes_on = [flags[at : at + 2] for at in range(0, len(flags), 2)]
    if kind not in _ALLOWS or who in _ADMINS or _INHERIT_ONLY in passes_on:
        return False
    if rights.lower().startswith("0x"):
        return bool(int(rights, 16) & _WRITE_BITS)
    return any(rights[at : at + 2] in _WRITES for at in range(0, len(rights), 2))


def _way_to(path: Path) -> Iterator[os.stat_result]:
    """Each file and folder on the way to a path, and on the way to what links lead to."""
    for each in dict.fromkeys((path, *path.parents, path.resolve(), *path.resolve().parents)):
        yield each.lstat()


def _is_kept_from_others(found: os.stat_result, owner: int) -> bool:
    if found.st_uid not in (_ROOT, owner):
        return False
    if stat.S_ISLNK(found.st_mode):
        return True  # a link has no rights of its own
    is_sticky_folder = stat.S_ISDIR(found.st_mode) and bool(found.st_mode & stat.S_ISVTX)
    if found.st_mode & _OTHERS_WRITE and not is_sticky_folder:
        return False
    return not found.st_mode & stat.S_IWGRP or is_sticky_folder or _is_admin_group(found.st_gid)


def _is_admin_group(group: int) -> bool:
    return group == _ROOT or (sys.platform == "darwin" and group == _ADMIN_GROUP_OF_MAC)


def programs_data() -> Path:
    r"""The folder of all users' program data, usually C:\ProgramData; asked of Windows itself."""
    if sys.platform == "win32":
        found = ctypes.create_unicode_buffer(260)
        common_app_data = 0x23  # CSIDL_COMMON_APPDATA
        ctypes.windll.shell32.SHGetFolderPathW(None, common_app_data, None, 0, found)
        return Path(found.value)
    raise OSError("only Windows has one")


def sddl_of(path: Path) -> str:
    """Owner and access list of a file in Windows' own notation; empty if it does not tell."""
    if sys.platform == "win32":
        advapi, kernel = ctypes.windll.advapi32, ctypes.windll.kernel32
        owner_and_list, of_a_file, revision = 0x1 | 0x4, 1, 1
        descriptor, text = ctypes.c_void_p(), ctypes.c_wchar_p()
        failed = advapi.GetNamedSecurityInfoW(
            str(path), of_a_file, owner_and_list, None, None, None, None, ctypes.byref(descriptor)
        )
        if failed:
            return ""
        try:
            advapi.ConvertSecurityDescriptorToStringSecurityDescriptorW(
                descriptor, revision, owner_and_list, ctypes.byref(text), None
            )
            return text.value or ""
        finally:
            kernel.LocalFree(text)
            kernel.LocalFree(descriptor)
    return ""
