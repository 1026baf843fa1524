"""Whole files for somebody outside: first a look at what would go, then where it is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.boxes.ask_box import AskBox
from ui.boxes.running import words_field
from ui.theme.theme import Theme
from ui.widgets.check_box import CheckBox
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.field import Field
from ui.widgets.label import Label
from ui.widgets.meant_choice import MeantChoice
from ui.widgets.painting import Brush, Look
from ui.widgets.spoken import announce

_NOT_IN_IT = (
    "Numbers, addresses and code words, where somebody is, and who the other person is stay here. "
    "Attachments leave one by one. What you wrote in a note goes as it stands."
)
_OF_ALL = "Every file that may go to this recipient. Your colleagues who lead see it in the log."
_OF_ONE = "All that stands in this file."
_WHOM = "GP, Police, Housing and the like, or by name: her solicitor, the county court"
_WHY = "What it rests on: they agreed, a court’s order, a law. Kept in the access log"
_SHAPES = (
    ("json", "Everything, for another system or the person (JSON)"),
    ("csv", "A table, one row an answer (CSV)"),
    ("fhir", "For a health record (FHIR)"),
)
_UNASKED = "Also people who were not asked about them"
_UNASKED_WHY = "Your reason has to be enough for each of them. Whoever said no is never among many."
_LOOK, _WRITE = "Look what goes", "Choose where"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a copy was asked for by: to whom in the person's words, why, and in which shape."""

    recipient: str
    reason: str
    shape: str
    takes_unasked: bool


class GivingBox(AskBox):
    """Its verb looks first; once that was shown and nothing was changed since, it writes.

    Signals: `look_wanted()`, `write_wanted()`.
    """

    look_wanted = Signal()
    write_wanted = Signal()

    def __init__(self, host: QWidget, theme: Theme, *, title: str, is_of_many: bool) -> None:
        self._recipient, self._shape = QLineEdit(), ChoiceBox(theme)
        for code, label in _SHAPES:
            self._shape.addItem(label, code)
        reason, self._reason = words_field("Why they get it", theme, help_text=_WHY)
        self.unasked = _unasked(theme) if is_of_many else None
        self._bar, self._told = LookBar(theme), Label("", "body", wraps=True)
        many: list[QWidget] = []
        if self.unasked is not None:
            many = [MeantChoice(self.unasked, _UNASKED_WHY, theme, indent=28)]
        super().__init__(
            host,
            theme,
            title=title,
            text=f"{_OF_ALL if is_of_many else _OF_ONE} {_NOT_IN_IT}",
            verb=_LOOK,
            fields={
                "recipient": Field("For whom", self._recipient, theme, help_text=_WHOM),
                "reason": reason,
                "shape": Field("Save as", self._shape, theme),
            },
            parts=[*many, self._bar, self._told],
        )
        self.is_looked_at = False
        self._bar.hide()
        self._told.hide()
        self._recipient.textChanged.connect(self._forget)
        if self.unasked is not None:
            self.unasked.toggled.connect(self._forget)
        self.wanted.connect(self._on_wanted)

    @property
    def asked(self) -> Asked:
        """What stands in it."""
        return Asked(
            self._recipient.text().strip(),
            self._reason.toPlainText().strip(),
            str(self._shape.currentData()),
            self.unasked is not None and self.unasked.isChecked(),
        )

    def show_progress(self, done: int, of: int) -> None:
        """So many files of how many were looked into."""
        self._bar.show_done(done, of)
        self._bar.show()
        self.place()

    def show_going(self, words: Sequence[str], *, is_any: bool) -> None:
        """What goes and what stays behind; where nothing goes, nothing can be written."""
        self.set_busy(busy=False)
        self.under_way = None
        self._bar.hide()
        self.is_looked_at = is_any
        self._told.setText("\n".join(words))
        self._told.show()
        self._say_verb()
        announce(self, " ".join(words))
        self.place()
        QTimer.singleShot(0, self, self._show_told)

    def _show_told(self) -> None:
        """In a box that scrolls it stands below what was asked."""
        self._area.ensureWidgetVisible(self._told, 0, self.theme.px(8))

    def _on_wanted(self) -> None:
        (self.write_wanted if self.is_looked_at else self.look_wanted).emit()

    def _forget(self) -> None:
        """What was looked at was for somebody else, or for others."""
        if self.is_looked_at or not self._told.isHidden():
            self.is_looked_at = False
            self._told.hide()
            self._say_verb()
            self.place()

    def _say_verb(self) -> None:
        words = _WRITE if self.is_looked_at else _LOOK
        self.verb.setText(words)
        self.verb.setAccessibleName(words)
        self.verb.updateGeometry()


def _unasked(theme: Theme) -> CheckBox:
    return CheckBox(_UNASKED, theme)


class LookBar(QWidget):
    """How far the looking has come, in words and as a bar."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme, self._done, self._of = theme, 0, 1
        self.setAccessibleName("Looking")
        self._fit()
        theme.changed.connect(self._fit)

    def show_done(self, done: int, of: int) -> None:
        """Show another state."""
        self._done, self._of = done, max(1, of)
        self.setAccessibleDescription(self._words)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw words, and the bar below."""
        theme, px, area = self._theme, self._theme.px, QRectF(self.rect())
        brush = Brush(QPainter(self), theme)
        line = QRectF(area.left(), area.top(), area.width(), px(20))
        brush.words(self._words, line, font=theme.font(), ink="text2")
        bar = QRectF(area.left(), px(24), area.width(), px(8))
        brush.box(bar, Look("sunken", "control", ""), radius=px(4))
        if self._done:
            left = bar.width() * (1 - self._done / self._of)
            brush.bar(bar.adjusted(1, 1, -left - 1, -1), "accent")

    @property
    def _words(self) -> str:
        return f"{self._done} of {self._of} files looked at. You can go back; nothing has left."

    def _fit(self) -> None:
        self.setFixedHeight(self._theme.px(34))
