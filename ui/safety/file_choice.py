"""Choosing files and a folder on this PC, in a box of the program's own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget


def choose_files(
    parent: QWidget, chosen: Callable[[Sequence[Path]], object], *, title: str
) -> QFileDialog:
    """Let a person choose files that are there; `chosen` is called with them, or never."""
    box = _box(parent, title)
    box.setFileMode(QFileDialog.FileMode.ExistingFiles)
    box.filesSelected.connect(lambda names: chosen([Path(name) for name in names]))
    box.open()
    return box


def choose_folder(parent: QWidget, chosen: Callable[[Path], object], *, title: str) -> QFileDialog:
    """Let a person choose a folder that is there; `chosen` is called with it, or never."""
    box = _box(parent, title)
    box.setFileMode(QFileDialog.FileMode.Directory)
    box.setOption(QFileDialog.Option.ShowDirsOnly)
    box.filesSelected.connect(lambda names: chosen(Path(names[0])))
    box.open()
    return box


def _box(parent: QWidget, title: str) -> QFileDialog:
    box = QFileDialog(parent, title)
    box.setOption(QFileDialog.Option.DontUseNativeDialog)
    box.finished.connect(box.deleteLater)
    return box
