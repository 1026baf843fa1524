"""While a repaired vault takes its place, nobody is let into the one that goes aside."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from app.errors import Refused
from storage.backup import taking_place
from storage.process_lock import ProcessLock


@pytest.mark.skipif(sys.platform == "win32", reason="renames no folder with an open file")
def test_the_old_folder_is_held_until_it_has_its_new_name(path, monkeypatch):
    building = taking_place.building_place(path, "ab")
    building.mkdir()
    taking_place.offer(building, path)
    rename = Path.rename
    tried = []

    def renamed(self, target):
        if self == path:
            with pytest.raises(Refused, match=r"vault\.in_use"):
                ProcessLock.take(path)
            tried.append(target)
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", renamed)
    aside = taking_place.finish(path, day="2026-11-27")

    assert tried == [aside]
    ProcessLock.take(aside).release()
