"""The card of the files whose day has come, for a lead to look at one by one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.people import reference
from app.domain.retention import Reviewed, Rule
from ui.formats import short_date
from ui.settings.section import SettingCard
from ui.theme.spacing import Spacing
from ui.theme.theme import Theme
from ui.widgets.button import Button
from ui.widgets.label import Label

MOST = 20
_INTRO = (
    "Nothing goes by itself. A lead opens a file, looks whether anybody still needs it, and erases "
    "it from its three dots; the reason then names the rule. A new entry begins the years again."
)
_NONE = "No file’s day has come."


class ReviewCard(SettingCard):
    """Signals: `file_wanted(object)` with a subject."""

    file_wanted = Signal(object)

    def __init__(self, rules: Sequence[Rule], theme: Theme) -> None:
        self._rows = QWidget()
        self._theme = theme
        self._shown: tuple[Reviewed, ...] | None = None
        self._lines: list[QWidget] = []
        self._column = QVBoxLayout(self._rows)
        Spacing(self._column, theme, gap=8)
        self.rules = Label(f"Kept by: {'; '.join(map(told, rules))}.", "quiet", wraps=True)
        super().__init__("Files whose day has come", _INTRO, theme, parts=(self._rows, self.rules))

    def show_files(self, files: Sequence[Reviewed]) -> None:
        """Show them, the longest over first."""
        if self._shown == tuple(files):
            return
        self._shown = tuple(files)
        self.show_text(f"{_INTRO} {counted(len(files))}")
        for row in self._lines:
            row.hide()
            row.deleteLater()
        self._lines = [self._row(file) for file in files[:MOST]]
        for row in self._lines:
            self._column.addWidget(row)

    def _row(self, file: Reviewed) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        Spacing(line, self._theme, gap=8)
        line.addWidget(Label(words_of(file), "body", wraps=True), 1)
        name = reference(file.subject)
        button = Button("Open", self._theme, small=True, spoken=f"Open file {name}")
        button.clicked.connect(lambda: self.file_wanted.emit(file.subject))
        line.addWidget(button)
        return row


def words_of(file: Reviewed) -> str:
    """One file, by its reference, and why its day has come; of one on hold that it stays."""
    until, last = short_date(file.kept.until), short_date(file.last_entry)
    rule = file.kept.rule
    words = f"File {reference(file.subject)}: {rule.label}, until {until}. Last entry {last}."
    return f"{words} On hold, so nothing of it is erased." if file.is_held else words


def told(rule: Rule) -> str:
    """A rule in a few words, marked where no source was seen for it."""
    sure = "" if rule.is_confirmed else ", not confirmed"
    if rule.years_if_17:
        birthdays = f"to the {rule.years}th birthday, {rule.years_if_17}th if 17 at the last entry"
        return f"{rule.label}, {birthdays}{sure}"
    return f"{rule.label}, {rule.years} years after the last entry{sure}"


def counted(count: int) -> str:
    """How many there are, and where those are that are not shown."""
    if not count:
        return _NONE
    if count > MOST:
        return f"The first {MOST} of {count} are here; “yarrow retention” lists all."
    return "One file." if count == 1 else f"{count} files."
