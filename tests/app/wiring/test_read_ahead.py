from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

import resources
from app.forms import library, lists
from app.forms.directory import shipped_directory
from app.wiring.read_ahead import read_ahead
from ui.theme import icons
from ui.theme.icons import Icons
from ui.theme.tokens import colours_of


def test_what_was_read_ahead_is_not_read_from_disk_at_the_screen(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn, read = Icons(colours_of("light")), list[str]()
    read_text = resources.read_text

    def noting(path: str) -> str:
        read.append(path)
        return read_text(path)

    monkeypatch.setattr(resources, "read_text", noting)
    for kept in (library._shipped, lists._shipped, shipped_directory, icons._source):  # noqa: SLF001
        kept.cache_clear()

    read_ahead()
    assert "forms/identification/1.toml" in read
    read.clear()
    for name in ("identification", "person", "note"):
        library.latest(name)
    shipped_directory(training=True)
    drawn.pixmap("lock", ink="text", size=18)
    read_ahead()

    assert read == []
