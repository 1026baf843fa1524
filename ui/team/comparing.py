"""The box in which two people compare the log of their space by phone."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ui.boxes.ask_box import AskBox
from ui.jobs import Jobs
from ui.team.cards import chips_of
from ui.team.view_model import Compared
from ui.theme.spacing import Spacing
from ui.theme.theme import Theme
from ui.widgets.button import Button
from ui.widgets.field import Field
from ui.widgets.flow import Flow
from ui.widgets.label import Label
from ui.widgets.note_box import NoteBox

_HOW = (
    "This shows whether the service tells both of you the same history. Ring a colleague on a "
    "number you know. Whoever rings names the number below; the other types it. Then one reads "
    "the six words and the other listens."
)
_SAME = "The same: up to here the service has told both of you the same history."
_DIFFER = (
    "First make sure that both of you look at the same number in the same space, and read all six "
    "again. If they still differ, the service does not tell you both the same. Go on recording: "
    "what is here stays safe here. Send nothing that cannot wait through it, trust neither "
    "“received” nor “seen by” until this is cleared up, make a backup on both PCs now, and tell a "
    "lead and whoever looks after the service, by phone."
)


class WordsBox(AskBox):
    """Shows the words as far as this PC has read; another number shows those there."""

    def __init__(
        self,
        host: QWidget,
        theme: Theme,
        jobs: Jobs,
        *,
        words: Callable[[int | None], Future[Compared]],
        told: Callable[[str], object],
    ) -> None:
        self._jobs, self._words, self._told, self._look = jobs, words, told, theme
        self.number = QLineEdit()
        self._place, self._chips = Label("", "label", wraps=True), QWidget()
        self._column = QVBoxLayout(self._chips)
        Spacing(self._column, theme, gap=8)
        self.same = Button("They are the same", theme, icon="check")
        self.differ = Button("They differ", theme, role="danger", icon="tri")
        self._alarm = NoteBox("danger", theme, strong="Do this if they differ", text=_DIFFER)
        super().__init__(
            host,
            theme,
            title="Compare six words by phone",
            text=_HOW,
            verb="Show the words there",
            fields={"number": Field("Number", self.number, theme, help_text="Named by who rings")},
            parts=(self._place, self._chips, self._answers(theme), self._alarm),
        )
        self._alarm.hide()
        self._show_answers(shown=False)
        self.wanted.connect(self._ask)
        self.same.clicked.connect(self._on_same)
        self.differ.clicked.connect(self._on_differ)
        self._look_up(None)

    def _answers(self, theme: Theme) -> QWidget:
        row = QWidget()
        flow = Flow(theme, gap=8, parent=row)
        flow.addWidget(self.same)
        flow.addWidget(self.differ)
        return row

    def _ask(self) -> None:
        typed = self.number.text().strip()
        if not (typed.isascii() and typed.isdigit() and len(typed) < 16):
            self.point_out("number", "A number in digits is needed, such as 212.")
            return
        self._look_up(int(typed))

    def _look_up(self, position: int | None) -> None:
        self.set_busy(busy=True)
        self._jobs.when_done(self._words(position), self, done=self._show, failed=self.refuse)

    def _show(self, compared: Compared) -> None:
        self.set_busy(busy=False)
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        spoken = f"Six words: {' '.join(compared.words)}"
        self._column.addWidget(chips_of(compared.words, self._look, spoken=spoken))
        is_all = compared.position == compared.read_to
        end = ", as far as this PC has read" if is_all else ""
        self._place.setText(f"The words at number {compared.position}{end}")
        self.number.setText(str(compared.position))
        self._alarm.hide()
        self._show_answers(shown=True)
        self.place()

    def _show_answers(self, *, shown: bool) -> None:
        self.same.setVisible(shown)
        self.differ.setVisible(shown)

    def _on_same(self) -> None:
        self.close_overlay()
        self._told(_SAME)

    def _on_differ(self) -> None:
        self._alarm.show()
        self.place()
        self.tell("They differ. Above stands what to do.")
