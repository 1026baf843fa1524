from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

import resources
from app.domain.first_contact import Counting
from app.forms import library, lists
from app.forms.directory import shipped_directory
from app.forms.first_contact import load_rule
from app.forms.nicknames import load_nicknames
from app.forms.numbers import shipped_numbers
from app.forms.safe_note import load_sentences
from app.forms.schedules import load_rules
from app.forms.steps import load_steps, shipped_steps
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
    rules = (load_nicknames, load_rules, load_rule, load_sentences, shipped_numbers, shipped_steps)
    for kept in (library._shipped, lists.shipped_list, shipped_directory, icons._source, *rules):  # noqa: SLF001
        kept.cache_clear()

    read_ahead()
    assert "forms/identification/1.toml" in read
    read.clear()
    for name in ("identification", "person", "note", "contact", "referral"):
        library.latest(name)
    load_nicknames(), load_rules(), load_rule(Counting.WORKING_DAYS), load_sentences()
    load_steps("identification"), shipped_numbers(training=True)
    shipped_directory(training=True)
    drawn.pixmap("lock", ink="text", size=18)
    read_ahead()

    assert read == []
