"""Where one version of its own is written: the editor, where its parts came from, its draft."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.encoding import Value
from app.forms.definition import Field, Kind
from app.forms.stored_words import field_of
from ui.contact.point_editor import PointEditor
from ui.forms.agreement import AgreementChips
from ui.forms.choice import Choice
from ui.forms.editor import Editor
from ui.settle.sides import Compared, Third
from ui.settle.third import ThirdVersion
from ui.settle.version_text import VersionText
from ui.settle.wording import SettleWording, first_name, title
from ui.theme.spacing import Spacing
from ui.theme.theme import Theme
from ui.widgets.button import Button
from ui.widgets.chip import Chip
from ui.widgets.flow import Flow
from ui.widgets.label import Label

_MOST_SOURCES, _MOST_SIGNS = 6, 28


class ThirdArea(QWidget):
    """Built anew for each clash."""

    def __init__(self, third: ThirdVersion, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._third, self._theme = third, theme
        self.editor: Editor | None = None
        self._field: Field | None = None
        self.again = Button("Start again", theme, role="quiet", small=True, icon="undo")
        self._aside, self._kept = Label("", "quiet", wraps=True), Label("", "caption")
        self._held, self._sources = QVBoxLayout(), QWidget()
        self._shown_sources: Sequence[str] = ()
        self._sources.hide()
        self._flow = Flow(theme, gap=6, parent=self._sources)
        self.again.clicked.connect(third.begin_again)
        third.shown.connect(self.show_value)
        third.kept.connect(self._on_kept)
        self._lay_out(theme)

    def show_third(self, compared: Compared | None, wording: SettleWording) -> None:
        """Show the editor that this clash needs, or nothing."""
        self.setVisible(self._third.is_open)
        if not self._third.is_open or compared is None or self._third.clash is None:
            return
        self._take_editor(self._field_for())
        self._aside.setText(_aside(compared))
        self._show_sources(_sources(compared, wording))
        self._kept.setText("")
        self.show_value()

    def show_value(self) -> None:
        """Show what the version says now; typing is never disturbed."""
        editor, value = self.editor, self._third.value
        if editor is None or not self._third.is_open:
            return
        shown = value if self._third.kind is not Third.TEXT or value is None else str(value)
        if editor.answer() != shown:
            editor.show_answer(shown)

    def take_focus(self) -> None:
        """Begin to write."""
        if self.editor is not None:
            self.editor.enter()

    def _field_for(self) -> Field:
        clash = self._third.clash
        asked = field_of(clash.record.kind, clash.field) if clash is not None else None
        if self._third.kind is Third.TEXT or asked is None:
            return Field("value", Kind.LONG_TEXT, title(clash) if clash is not None else "")
        return asked

    def _take_editor(self, field: Field) -> None:
        if self._field == field and self._third.kind is not Third.CONTACT:
            return
        if self.editor is not None:
            self._held.removeWidget(self.editor)
            self.editor.hide()
            self.editor.deleteLater()
        self._field, self.editor = field, self._make(field)
        self.editor.answered.connect(self._on_answered)
        self._held.addWidget(self.editor)

    def _make(self, field: Field) -> Editor:
        if self._third.kind is Third.CHOICE:
            return Choice(field, self._theme, spoken=f"One version of {field.label}")
        if self._third.kind is Third.CONTACT and self._third.clash is not None:
            return PointEditor(field, self._theme, versions=self._third.clash.values)
        if self._third.kind is Third.AGREEMENT:
            return AgreementChips(field, self._theme, shown=20)
        return VersionText(field, self._theme)

    def _on_answered(self, _name: str, value: object) -> None:
        if self._third.kind is Third.TEXT:
            self._third.set_text("" if value is None else str(value))
        else:
            answer: Value = value  # type: ignore[assignment]
            self._third.set_value(answer)

    def _on_kept(self, time: str) -> None:
        self._kept.setText(f"Kept {time}" if time else "")

    def _show_sources(self, words: Sequence[str]) -> None:
        if words == self._shown_sources:
            return
        self._shown_sources = words
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for each in words:
            chip = Chip(each, self._theme, square=True)
            self._flow.addWidget(chip)
            chip.show()
        self._sources.setVisible(bool(words))

    def _lay_out(self, theme: Theme) -> None:
        column = QVBoxLayout(self)
        Spacing(column, theme, gap=6)
        head = QHBoxLayout()
        Spacing(head, theme, gap=10)
        head.addWidget(Label("Write one version", "strong", heading=True))
        head.addWidget(self._aside, 1)
        head.addWidget(self.again)
        column.addLayout(head)
        column.addLayout(self._held)
        foot = QFrame()
        line = QHBoxLayout(foot)
        Spacing(line, theme, gap=8)
        line.addWidget(self._sources, 1)
        line.addWidget(self._kept)
        column.addWidget(foot)


def _aside(compared: Compared) -> str:
    if compared.begun.is_careful:
        return "started from the more careful parts. You can change it."
    if compared.begun.is_too_long:
        return "these are too long to be put together here. Take one, or write it anew."
    if compared.begun.joined is not None:
        return "started from the words of both. You can edit it."
    return "You can edit it."


def _sources(compared: Compared, wording: SettleWording) -> list[str]:
    """Which words came from whom, the first few of them."""
    joined, sides = compared.begun.joined, compared.sides
    if joined is None:
        return _careful_sources(compared, wording)
    found = []
    for taken in joined.taken[:_MOST_SOURCES]:
        who = wording.who(sides[0 if taken.is_left else 1].latest)
        found.append(f"“{_short(taken.text)}” from {_from(who)}")
    return found


def _careful_sources(compared: Compared, wording: SettleWording) -> list[str]:
    """Who wrote what it begins with, recipient by recipient where it is a consent."""
    begun = compared.begun.value
    if isinstance(begun, dict) and compared.third is Third.AGREEMENT:
        return []
    who = [wording.who(side.latest) for side in compared.sides if side.value == begun]
    return [f"from {_from(who[0])}"] if who else []


def _from(who: str) -> str:
    return "you" if who == "You" else first_name(who)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _MOST_SIGNS else f"{line[:_MOST_SIGNS]}…"
