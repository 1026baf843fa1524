"""The right side of the lock card for someone who has no vault in its list."""

from __future__ import annotations

from concurrent.futures import Future
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ui.jobs import Jobs
from ui.theme.spacing import Spacing
from ui.theme.theme import Theme
from ui.unlocking.new_passphrase import NewPassphrase
from ui.unlocking.view_model import Doors, UnlockViewModel
from ui.widgets.button import Button
from ui.widgets.field import Field
from ui.widgets.label import Label


class NewVaultPane(QWidget):
    """A name and a new passphrase, twice. Signals: `left()`, `elsewhere_wanted()`."""

    left = Signal()
    elsewhere_wanted = Signal()

    def __init__(
        self,
        model: UnlockViewModel,
        doors: Doors,
        jobs: Jobs,
        theme: Theme,
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._model, self._doors = model, doors
        self._name_line = QLineEdit()
        help_text = "As colleagues see it on what you write"
        self.name = Field("Your name", self._name_line, theme, help_text=help_text)
        self.new = NewPassphrase(self._guesses, jobs, theme)
        self.make_button = Button("Make the vault", theme, role="primary")
        self._busy = Label("", "quiet", wraps=True)
        self._lay_out(theme)
        self._order_focus()
        self._connect()

    def forget(self) -> None:
        """Empty every field."""
        self._name_line.setText("")
        self.new.forget()
        self.name.clear_problem()

    def _lay_out(self, theme: Theme) -> None:
        column = QVBoxLayout(self)
        Spacing(column, theme, margins=(36, 24, 27, 22), gap=10)
        column.addWidget(Label("A vault of your own", "title"))
        column.addWidget(self.name)
        column.addWidget(self.new)
        row = QHBoxLayout()
        Spacing(row, theme, gap=8)
        self.back_button = Button("Back", theme)
        self._elsewhere = Button("Mine is in another folder", theme, role="quiet", small=True)
        row.addWidget(self.make_button)
        row.addWidget(self.back_button)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self._busy)
        column.addWidget(self._elsewhere, 0, Qt.AlignmentFlag.AlignLeft)
        self.restore_button = Button("Restore from a backup", theme, role="quiet", small=True)
        column.addWidget(self.restore_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.ward_button = Button("This PC is a ward’s", theme, role="quiet", small=True)
        column.addWidget(self.ward_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self.back_button.clicked.connect(self.left)
        self._elsewhere.clicked.connect(self.elsewhere_wanted)

    def _order_focus(self) -> None:
        """Both lines and the buttons first, the two eyes last: typing goes on without them."""
        order = (
            self._name_line,
            self.new.line,
            self.new.second_line,
            self.make_button,
            self.back_button,
            self._elsewhere,
            self.restore_button,
            self.ward_button,
            self.new.line.eye,
            self.new.second_line.eye,
        )
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    def _connect(self) -> None:
        self.make_button.clicked.connect(self._make)
        self.new.entered.connect(self._make)
        for line in (self._name_line, self.new.line, self.new.second_line):
            line.textEdited.connect(lambda _text: self._model.forget_problem())
        self._model.changed.connect(self._show_state)

    def _show_state(self) -> None:
        self.make_button.setEnabled(not self._model.is_busy)
        making = "Making it. This takes a few seconds, on purpose." if self._model.is_busy else ""
        self._busy.setText(making or (self._model.problem if self.isVisible() else ""))

    def _guesses(self, passphrase: str) -> Future[int]:
        return self._doors.guesses(passphrase, self._name_line.text())

    def _make(self) -> None:
        name = self._name_line.text().strip()
        self.name.show_problem("" if name else "A vault needs a name.")
        if not self.new.is_ready() or not name:
            if not name:
                self.name.setFocus(Qt.FocusReason.TabFocusReason)
            return
        self._model.make(name, self.new.text)


class ElsewherePane(QWidget):
    """The path of a vault in another folder, typed or pasted. Signals: `left()`, `found()`."""

    left = Signal()
    found = Signal()

    def __init__(
        self, model: UnlockViewModel, theme: Theme, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._line = QLineEdit()
        help_text = "The folder that holds vault.json, as IT or you wrote it down"
        self.folder = Field("Folder of the vault", self._line, theme, help_text=help_text)
        self.look_button = Button("Look there", theme, role="primary")
        cancel = Button("Back", theme)
        column = QVBoxLayout(self)
        Spacing(column, theme, margins=(36, 30, 27, 22), gap=14)
        column.addWidget(Label("A vault in another folder", "title"))
        column.addWidget(self.folder)
        row = QHBoxLayout()
        Spacing(row, theme, gap=8)
        row.addWidget(self.look_button)
        row.addWidget(cancel)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        cancel.clicked.connect(self.left)
        self.look_button.clicked.connect(self._look)
        self._line.returnPressed.connect(self._look)

    def forget(self) -> None:
        """Keep no path."""
        self._line.clear()
        self.folder.clear_problem()

    def _look(self) -> None:
        if self._model.look_in(self._line.text().strip()):
            self.folder.clear_problem()
            self._line.setText("")
            self.found.emit()
        else:
            self.folder.show_problem(self._model.problem)
            self._model.forget_problem()
