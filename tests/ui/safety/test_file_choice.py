"""Choosing files leaves no trace, lies under the cover, and ends with the window."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui.frame.cover import Cover, CoverFacts
from ui.safety.file_choice import choose_files
from ui.theme.theme import Theme

ROOT = Path(__file__).parents[3]
PLANTED = "Bramblewick"
SCRIPT = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from ui.safety.file_choice import choose_files
from ui.theme.theme import Theme

application = QApplication([])
host, target = QWidget(), Path(sys.argv[1])
host.resize(1280, 636)
host.show()
chosen = []
if sys.argv[2] == "ours":
    box = choose_files(host, Theme("light"), title="Add", done=chosen.extend)
    dialog = box.dialog
else:
    dialog = QFileDialog(host)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.filesSelected.connect(chosen.extend)
    dialog.open()
dialog.setDirectory(str(target.parent))
dialog.selectFile(target.name)
dialog.accept()
dialog.deleteLater()
QTimer.singleShot(0, application.quit)
application.exec()
sys.stdout.write(str(chosen[0]))
"""


@pytest.fixture
def host(qtbot: QtBot) -> QWidget:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(1280, 636)
    host.show()
    host.activateWindow()
    return host


def files_after(way: str, home: Path) -> list[str]:
    """Every file below a home in which a picture was chosen in this way, with what is in it."""
    picture = home / PLANTED / "picture.png"
    picture.parent.mkdir(parents=True)
    picture.write_bytes(b"")
    folders = {
        f"XDG_{name}_HOME": str(home / f".{name}") for name in ("CONFIG", "DATA", "CACHE", "STATE")
    }
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(picture), way],
        env={**os.environ, **folders, "HOME": str(home), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == str(picture)
    others = (each for each in home.rglob("*") if each.is_file() and each != picture)
    return [each.read_text("utf-8", "replace") for each in others]


def test_no_file_tells_where_one_was_chosen(tmp_path: Path) -> None:
    assert files_after("ours", tmp_path) == []


def test_qt_s_own_way_would_tell(tmp_path: Path) -> None:
    assert PLANTED in " ".join(files_after("theirs", tmp_path))


def test_what_is_chosen_is_handed_over_and_the_box_goes(
    host: QWidget, theme: Theme, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "one.png").write_bytes(b"")
    (tmp_path / "two.png").write_bytes(b"")
    chosen: list[Path] = []
    box = choose_files(host, theme, title="Add pictures", done=chosen.extend, many=True)
    assert box.isVisible()
    box.dialog.setDirectory(str(tmp_path))
    names = box.dialog.findChild(QWidget, "fileNameEdit")
    names.setText('"one.png" "two.png"')  # type: ignore[attr-defined]

    with qtbot.waitSignal(box.destroyed):
        box.dialog.accept()

    assert sorted(chosen) == [tmp_path / "one.png", tmp_path / "two.png"]


def test_going_back_chooses_nothing(host: QWidget, theme: Theme, qtbot: QtBot) -> None:
    chosen: list[Path] = []
    box = choose_files(host, theme, title="Add pictures", done=chosen.extend)

    with qtbot.waitSignal(box.destroyed):
        box.dialog.reject()

    assert chosen == []


def test_it_is_a_part_of_the_window_and_the_cover_lies_over_it(
    host: QWidget, theme: Theme, qtbot: QtBot
) -> None:
    facts = CoverFacts("WGH-ED-07", "Willowmere General Hospital", "extension 2222")
    cover = Cover(host, theme, facts, lambda: datetime(2026, 11, 17, 9, 42, tzinfo=UTC))
    cover.cover()
    covered = host.grab().toImage()
    cover.uncover()
    box = choose_files(host, theme, title="Add pictures", done=lambda _: None)
    qtbot.waitUntil(box.isVisible)
    assert [each for each in QApplication.topLevelWidgets() if each.isVisible()] == [host]

    cover.cover()

    assert host.grab().toImage() == covered
    cover.uncover()
    qtbot.keyClick(box, Qt.Key.Key_Escape)


def test_a_name_can_be_typed_at_once(
    host: QWidget, theme: Theme, qtbot: QtBot, tmp_path: Path
) -> None:
    file, chosen = tmp_path / "past.csv", list[Path]()
    file.write_text("Ref\n")
    choose_files(host, theme, title="Choose", done=chosen.extend)

    line = host.focusWidget()
    qtbot.keyClicks(line, str(file))
    qtbot.keyClick(line, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: chosen == [file])
