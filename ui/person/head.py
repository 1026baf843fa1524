"""The head of a file: who it is about, and the marks that matter."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.moments import moment_of
from app.domain.nhs_number import spaced
from app.domain.people import PersonRow, only_for
from app.forms.lists import load_list
from ui.formats import clock_time, short_date
from ui.person.facts import newest_identification
from ui.person.view_model import PersonViewModel
from ui.person.wording import title_of
from ui.theme.spacing import Spacing
from ui.theme.theme import Theme
from ui.widgets.button import Button
from ui.widgets.chip import Chip, ChipKind
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.flow import Flow
from ui.widgets.label import Label

_OUTCOMES: dict[str, tuple[ChipKind, str]] = {
    "identified": ("danger", "shield"),
    "not_safe_to_ask": ("warn", "clock"),
    "declined": ("plain", "x"),
    "incomplete": ("dashed", "dashc"),
    "nothing_disclosed": ("plain", "circle"),
}
_MARKED: ChipKind = "plain"
_BROKEN: ChipKind = "warn"


class PersonHead(QFrame):
    """Name, number and reference; how the last enquiry ended; whether the file is sensitive.

    Signals: `log_wanted()`; `edit_wanted()`; `menu_wanted()` for what can be done with the file.
    """

    log_wanted = Signal()
    edit_wanted = Signal()
    menu_wanted = Signal()

    def __init__(
        self, model: PersonViewModel, theme: Theme, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._model, self._theme = model, theme
        self._name, self._pronouns = ElidedLabel("", "title", heading=True), Label("", "quiet")
        self._about = ElidedLabel("", "quiet")
        self._outcome = Chip("", theme, square=True)
        self._clash = Chip("", theme, square=True)
        self._guard = Chip("", theme, square=True)
        self._apart = Chip("", theme, square=True)
        self._hold = Chip("", theme, square=True)
        self._again = Chip("", theme, square=True)
        self._due = Chip("", theme, square=True)
        self._chips = (
            *(self._outcome, self._clash, self._guard, self._apart),
            *(self._hold, self._again, self._due),
        )
        self.menu_button = Button("", theme, icon="dots", spoken="Do with this file")
        self.log_button = Button("Log contact", theme, role="primary", icon="phone", key="L")
        self.edit_button = Button("Edit person", theme, icon="edit")
        self._lay_out(theme)
        self.log_button.clicked.connect(self.log_wanted)
        self.edit_button.clicked.connect(self.edit_wanted)
        self.menu_button.clicked.connect(self.menu_wanted)
        self.show_state()

    def show_state(self) -> None:
        """Show whom the file is about now."""
        page = self._model.page
        is_shown = page is not None and not page.person.is_closed
        self.log_button.setEnabled(is_shown)
        self.edit_button.setEnabled(is_shown)
        self.menu_button.setEnabled(is_shown)
        for part in (self._pronouns, *self._chips):
            part.hide()
        if page is None:
            self._name.setText(" ")
            self._about.setText(self._model.problem or " ")
            return
        self._name.setText(self._model.names.of(page.person))
        self._pronouns.setText(page.person.pronouns)
        self._pronouns.setVisible(bool(page.person.pronouns))
        self._about.setText(line_about(page.person))
        self._show_outcome()
        self._show_clashes(len(self._model.clashes))
        self._show_guard()
        if page.person.apart:
            self._apart.show_words("", strong=only_for(page.person), kind="accent", icon="people")
            self._apart.show()
        self._show_keeping()

    def _show_keeping(self) -> None:
        """That it is on hold, and that something arrived after it was erased."""
        file = self._model.file
        if file is None or self._model.is_closed:
            return
        if file.hold is not None:
            label = load_list("hold_reasons").label(file.hold) if file.hold else ""
            words = f"On hold: {label}" if label else "On hold"
            self._hold.show_words("", strong=words, kind="warn", icon="pause")
            self._hold.show()
        if file.erased_ms is not None:
            at = moment_of(file.erased_ms).astimezone(self._model.calls.now().tzinfo)
            words = f"Arrived after it was erased on {short_date(at.date())}"
            self._again.show_words("", strong=words, kind="danger", icon="tri")
            self._again.show()
        if file.due is not None and self._model.may_erase:
            words = f"Kept until {short_date(file.due.kept.until)}: its day has come"
            self._due.show_words("", strong=words, kind=_MARKED, icon="cal")
            self._due.show()

    def _show_guard(self) -> None:
        mark = self._model.mark
        if mark is None or self._model.is_closed:
            return
        words, kind = "Sensitive", _MARKED
        if mark.open_until_ms:
            until = moment_of(mark.open_until_ms).astimezone(self._model.calls.now().tzinfo)
            told = ", shown to your lead" if mark.leads else ""
            words, kind = f"Open until {clock_time(until)}{told}", _BROKEN
        self._guard.show_words("", strong=words, kind=kind, icon="lock")
        self._guard.show()

    def _show_outcome(self) -> None:
        item = newest_identification(self._model.page) if self._model.page is not None else None
        if item is None:
            return
        kind, icon = _OUTCOMES.get(str(item.answers.get("outcome")), ("plain", "doc"))
        self._outcome.show_words("", strong=title_of(item), kind=kind, icon=icon)
        self._outcome.show()

    def _show_clashes(self, count: int) -> None:
        if count:
            words = "1 to settle" if count == 1 else f"{count} to settle"
            self._clash.show_words("", strong=words, kind="decide", icon="clash")
            self._clash.show()

    def _lay_out(self, theme: Theme) -> None:
        row = QHBoxLayout()
        Spacing(row, theme, margins=(20, 11, 14, 11), gap=12)
        words = QVBoxLayout()
        Spacing(words, theme, gap=2)
        top = QHBoxLayout()
        Spacing(top, theme, gap=8)
        top.addWidget(self._name)
        top.addWidget(self._pronouns, 0, Qt.AlignmentFlag.AlignBottom)
        top.addStretch(1)
        words.addLayout(top)
        words.addWidget(self._about)
        chips = QWidget()
        flow = Flow(theme, gap=6, parent=chips)
        for chip in self._chips:
            flow.addWidget(chip)
        row.addLayout(words)
        row.addWidget(chips, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.log_button)
        row.addWidget(self.edit_button)
        row.addWidget(self.menu_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        rule = QFrame()
        rule.setProperty("role", "rule")
        column.addWidget(rule)


def line_about(person: PersonRow) -> str:
    """Age, day of birth, NHS number and reference on one line."""
    born, number = person.date_of_birth, person.nhs_number
    parts = [
        "" if born is None else f"{person.age}, born {short_date(born)}",
        f"NHS {spaced(number)}" if number else "",
        f"Ref {person.reference}",
    ]
    return " · ".join(filter(None, parts))
