"""Files that are dropped, and what is no file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QUrl

from ui.attachments.drop_place import files_in


def test_only_files_on_this_pc_are_files() -> None:
    data = QMimeData()
    data.setUrls(
        [
            QUrl.fromLocalFile("/media/stick/wrist.jpg"),
            QUrl("https://example.org/wrist.jpg"),
            QUrl("data:image/png;base64,AAAA"),
        ]
    )

    assert files_in(data) == [Path("/media/stick/wrist.jpg")]
