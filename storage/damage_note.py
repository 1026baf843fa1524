"""An empty file that says damage was found, so that the vault opens read-only until repaired."""

from __future__ import annotations

from pathlib import Path

from storage.durable import sync_folder, write_new

_NAME = "damaged"


def is_noted(folder: Path) -> bool:
    """Whether damage was found and not repaired since."""
    return (folder / _NAME).exists()


def note(folder: Path) -> None:
    """Say that damage was found."""
    if not is_noted(folder):
        write_new(folder / _NAME, b"")
        sync_folder(folder)


def clear(folder: Path) -> None:
    """Say that nothing is damaged any more."""
    (folder / _NAME).unlink(missing_ok=True)
    sync_folder(folder)
