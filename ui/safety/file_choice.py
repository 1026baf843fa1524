"""The one way to choose files or a folder: inside the window, and without a trace of where."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QSettings, QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from ui.frame.overlay import Overlay
from ui.safety.neutral import TITLE
from ui.theme.theme import Theme

Kind = Literal["files", "folder", "new"]
Chosen = Callable[[list[Path]], object]

_WIDTH, _HEIGHT = 900, 520
_GROUP = "FileDialog"
_MODES = {
    "folder": QFileDialog.FileMode.Directory,
    "new": QFileDialog.FileMode.AnyFile,
}


class FileBox(Overlay):
    """Qt's own file dialog as a part of the window, so that F9 covers it and a lock ends it.

    The system's dialog is not used: it keeps the folders and files that were visited. Qt's would
    keep them too; it is made to begin in the home folder each time and to keep nothing.
    """

    def __init__(
        self, host: QWidget, theme: Theme, *, title: str, kind: Kind, many: bool, done: Chosen
    ) -> None:
        super().__init__(host, theme, title=title, width=_WIDTH)
        self._ground, self._theme_in_use, self._done = host, theme, done
        # It begins as a window, whose title could be seen outside; the box around it says the rest.
        self.dialog = QFileDialog(self, TITLE, _neutral_folder())
        self.dialog.setWindowFlags(Qt.WindowType.Widget)
        self.dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        several = QFileDialog.FileMode.ExistingFiles if many else QFileDialog.FileMode.ExistingFile
        self.dialog.setFileMode(_MODES.get(kind, several))
        if kind == "new":
            self.dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        # Whoever writes the file asks; a question of Qt's own would be a window of its own.
        self.dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
        self.dialog.setOption(QFileDialog.Option.ReadOnly, on=kind == "files")
        self.dialog.setSizeGripEnabled(False)
        # A name can be typed at once; Qt would begin in the list of folders.
        name = self.dialog.findChild(QLineEdit)
        if isinstance(name, QLineEdit):
            self.setFocusProxy(name)
        self.dialog.filesSelected.connect(self._on_chosen)
        self.dialog.rejected.connect(self.close_overlay)
        self.closed.connect(self._leave)
        self.rows.addWidget(self.dialog)

    def place(self) -> None:
        """As high as a list of files needs, where the window has the room."""
        super().place()
        room = self._ground.height() - self.y() - self._theme_in_use.px(14)
        self.resize(self.width(), min(self._theme_in_use.px(_HEIGHT), room))

    def _on_chosen(self, files: list[str]) -> None:
        chosen = [Path(each) for each in files]
        self.close_overlay()
        self._done(chosen)

    def _leave(self) -> None:
        self.dialog.setHistory([])
        self.dialog.setDirectory(_neutral_folder())
        self.scrim.deleteLater()
        self.dialog.destroyed.connect(_forget)
        self.deleteLater()


def choose_files(
    host: QWidget,
    theme: Theme,
    *,
    title: str,
    done: Chosen,
    filters: Sequence[str] = (),
    many: bool = False,
    kind: Kind = "files",
    name: str = "",
) -> FileBox:
    """Ask for files over `host`; `done` is called with them, and never if nobody chooses any.

    `filters` are such as "Pictures (*.png *.jpg)". With `kind` "folder" one folder is asked for,
    with "new" a file that may not be there yet, called `name` unless another is typed; whether
    one that is there is to be replaced is for the caller to ask.
    """
    keep_no_history()
    box = FileBox(host, theme, title=title, kind=kind, many=many, done=done)
    if filters:
        box.dialog.setNameFilters(list(filters))
    if name:
        box.dialog.selectFile(name)
    box.dialog.show()
    box.open_overlay()
    return box


def keep_no_history() -> None:
    """Let what Qt keeps of file dialogs go nowhere, where it keeps it in a file of its own."""
    native, of_user = QSettings.Format.NativeFormat, QSettings.Scope.UserScope
    QSettings.setPath(native, of_user, os.devnull)


def _forget() -> None:
    """Take away what Qt kept where it does not keep it in a file: in Windows' registry."""
    QSettings(QSettings.Scope.UserScope, "QtProject").remove(_GROUP)


def _neutral_folder() -> str:
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.HomeLocation)
