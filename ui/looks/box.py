"""Who saw what, in a box: chosen by worker, day and act, then line by line."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.people import reference
from ui.frame.overlay import Overlay
from ui.looks.view_model import LooksViewModel
from ui.looks.wording import act_words
from ui.theme.spacing import Spacing
from ui.theme.theme import Theme
from ui.widgets.button import Button
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.label import Label
from ui.widgets.timeline import Timeline

_WIDTH = 880
_AS_HIGH_AS_THERE_IS_ROOM = 100_000
_TITLE = "Who saw what"
_LEAD = (
    "What was looked at on every PC of your team. A colleague’s lines come within an hour or two "
    "of her PC reaching the service."
)
_OWN = "What was looked at on this PC. What colleagues looked at is shown to leads alone."
_NONE = "Nothing of this kind was written down."


class LooksBox(Overlay):
    """Opens at once and is deleted when it closes. Signals: `file_wanted(object)`, a subject."""

    file_wanted = Signal(object)

    def __init__(self, host: QWidget, theme: Theme, model: LooksViewModel) -> None:
        super().__init__(host, theme, title=_TITLE, width=_WIDTH)
        self._model, self._scale = model, theme
        model.setParent(self)
        self.worker = ChoiceBox(theme, spoken="Whose")
        self.day = ChoiceBox(theme, spoken="Which day")
        self.act = ChoiceBox(theme, spoken="What was done")
        self.timeline = Timeline("Access log, newest first", theme)
        self.one_file = Button("Only this file", theme)
        self.open_file = Button("Open the file", theme)
        self.older, self.newer = Button("Older", theme), Button("Newer", theme)
        self._about, self._said = Label("", "quiet", wraps=True), Label("", "body", wraps=True)
        self._lay_out()
        self._fill()
        self._connect()
        self.show_state()
        self.open_overlay()
        model.start()

    def show_state(self) -> None:
        """Show the page that the model holds."""
        model, leafing = self._model, self._model.leafing
        had_focus = self.older.hasFocus() or self.newer.hasFocus()
        said = leafing.problem or (_NONE if model.is_empty else "")
        self._said.setText(said)
        self._said.setVisible(bool(said))
        self._about.setText(_LEAD if model.offers.is_lead else _OWN)
        self.timeline.show_items(model.items)
        self.timeline.choose_first()
        self.timeline.scrollToTop()
        for button, is_there in ((self.older, leafing.has_older), (self.newer, leafing.has_newer)):
            button.setVisible(leafing.has_others)
            button.setEnabled(is_there)
        self._show_file()
        if had_focus:
            self.timeline.setFocus(Qt.FocusReason.OtherFocusReason)

    def sizeHint(self) -> QSize:
        """As high as there is room."""
        return QSize(self._scale.px(_WIDTH), _AS_HIGH_AS_THERE_IS_ROOM)

    def hasHeightForWidth(self) -> bool:
        """The height comes from `sizeHint` alone."""
        return False

    def _fill(self) -> None:
        """Put in what can be chosen from; the choice that is made stays."""
        _offer(self.worker, [("Everyone", "")])
        _offer(self.act, [("Everything", "")])
        _offer(self.day, [(span.words, span) for span in self._model.spans])
        _offer(self.worker, [(author, author) for author in self._model.offers.authors])
        _offer(self.act, [(act_words(what), what) for what in self._model.offers.acts])
        self.show_state()

    def _connect(self) -> None:
        model = self._model
        model.changed.connect(self.show_state)
        model.offered.connect(self._fill)
        self.worker.activated.connect(lambda _: model.seek_author(self.worker.currentData()))
        self.act.activated.connect(lambda _: model.seek_act(self.act.currentData()))
        self.day.activated.connect(lambda _: model.seek_span(self.day.currentData()))
        self.older.clicked.connect(model.leafing.show_older)
        self.newer.clicked.connect(model.leafing.show_newer)
        self.one_file.clicked.connect(self._on_one_file)
        self.open_file.clicked.connect(self._on_open)
        self.timeline.selectionModel().currentChanged.connect(lambda *_: self._show_file())
        self.closed.connect(self.deleteLater)
        self.closed.connect(self.scrim.deleteLater)

    def _show_file(self) -> None:
        """The two buttons about the file of the line that is chosen."""
        line = self._model.line(self.timeline.current_key)
        sought = self._model.sought.subject
        has_file = line is not None and bool(line.subject)
        self.open_file.setEnabled(has_file)
        self.one_file.setEnabled(has_file or sought is not None)
        words = "Only this file" if sought is None else f"All files, not {reference(sought)} alone"
        self.one_file.setText(words)

    def _on_one_file(self) -> None:
        line = self._model.line(self.timeline.current_key)
        if self._model.sought.subject is not None:
            self._model.seek_file(None)
        elif line is not None and line.subject:
            self._model.seek_file(line.subject)
        self.timeline.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_open(self) -> None:
        line = self._model.line(self.timeline.current_key)
        if line is not None and line.subject:
            self.close_overlay()
            self.file_wanted.emit(line.subject)

    def _lay_out(self) -> None:
        head = QFrame()
        words = QVBoxLayout(head)
        Spacing(words, self._scale, margins=(22, 16, 22, 12), gap=8)
        words.addWidget(Label(_TITLE, "lead", wraps=True))
        words.addWidget(self._about)
        choices = QHBoxLayout()
        Spacing(choices, self._scale, gap=8)
        for box in (self.worker, self.day, self.act):
            choices.addWidget(box, 1)
        words.addLayout(choices)
        words.addWidget(self._said)
        self.rows.addWidget(head)
        self.rows.addWidget(self.timeline, 1)
        foot = QFrame()
        foot.setProperty("role", "foot")
        row = QHBoxLayout(foot)
        Spacing(row, self._scale, margins=(22, 12, 22, 12), gap=8)
        close = Button("Close", self._scale, key="Esc")
        close.clicked.connect(self.close_overlay)
        for button in (self.older, self.newer, self.one_file, self.open_file):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(close)
        self.rows.addWidget(foot)


def _offer(box: ChoiceBox, choices: Sequence[tuple[str, object]]) -> None:
    """Add what is not there yet."""
    for words, value in choices:
        if box.findText(words) < 0:
            box.addItem(words, value)
