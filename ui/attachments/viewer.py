"""The viewer: an attachment over the page, inside the program, handed to no other."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from ui.attachments.picture_area import PictureArea
from ui.attachments.text_area import TextArea
from ui.attachments.view_model import PICTURE, SOUND, TEXT, ViewerViewModel
from ui.frame.overlay import Overlay
from ui.theme.spacing import Spacing
from ui.theme.theme import Theme
from ui.widgets.button import Button
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.flow import Flow
from ui.widgets.label import Label
from ui.widgets.spoken import announce

_WIDEST = 4_000
_SOUND_WORDS = "Sound is kept and not played. Save a copy to listen to it, where nobody overhears."


class Viewer(Overlay):
    """Opens at once and is deleted when it closes; closing it stops whatever draws for it.

    `title` and `aside` say what is looked at. Signals: `copy_wanted()`.
    """

    copy_wanted = Signal()

    def __init__(
        self, host: QWidget, theme: Theme, model: ViewerViewModel, *, title: str, aside: str
    ) -> None:
        super().__init__(host, theme, title=title, width=_WIDEST)
        self._model, self._scale, self._ground, self._title = model, theme, host, title
        self.picture, self.text = PictureArea(theme), TextArea()
        self.words = Label("Opening…", "body", wraps=True)
        self._place = Label("", "small")
        self._buttons = {
            "back": Button("Previous page", theme, small=True, key="PgUp"),
            "on": Button("Next page", theme, small=True, key="PgDn"),
            "zoom": Button("100 %", theme, small=True, key="+"),
            "turn": Button("Turn", theme, small=True, key="T"),
            "copy": Button("Save a copy", theme, small=True),
            "close": Button("Close", theme, small=True, key="Esc"),
        }
        self._lay_out(theme, aside)
        self._connect()
        self.open_overlay()
        self.show_state()

    def show_state(self) -> None:
        """Show what the model says now."""
        model, opened = self._model, self._model.opened
        kind = opened.kind if opened is not None and not model.problem else ""
        self._show_words(kind)
        shown = {PICTURE: self.picture, TEXT: self.text}.get(kind, self._said)
        has_begun = self._stack.currentWidget() in (self.picture, self.text)
        self._stack.setCurrentWidget(shown)
        self.picture.show_drawn(model.drawn)
        if kind == TEXT:
            self.text.show_text(model.text)
        self._show_buttons(kind)
        if shown is not self._said and not has_begun:
            shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def sizeHint(self) -> QSize:
        """All the room there is."""
        return self._ground.size()

    def hasHeightForWidth(self) -> bool:
        """The height comes from `sizeHint` alone."""
        return False

    def _show_words(self, kind: str) -> None:
        words = self._model.problem or (_SOUND_WORDS if kind == SOUND else "Opening…")
        if words != self.words.text():
            self.words.setText(words)
            announce(self, words)
        place = self._model.place
        if place != self._place.text():
            self._place.setText(place)
            announce(self, place)
        for area in (self.picture, self.text):
            area.setAccessibleName(", ".join(filter(None, (self._title, place))))

    def _show_buttons(self, kind: str) -> None:
        model, buttons = self._model, self._buttons
        pages = model.opened.pages if model.opened is not None and kind else 1
        for name in ("back", "on"):
            buttons[name].setVisible(pages > 1)
        buttons["back"].setEnabled(model.part.page > 0)
        buttons["on"].setEnabled(model.part.page < pages - 1)
        for name in ("zoom", "turn"):
            buttons[name].setVisible(kind == PICTURE)
        zoom = "Fit" if model.part.percent else "100 %"
        if buttons["zoom"].text() != zoom:
            buttons["zoom"].setText(zoom)
            buttons["zoom"].setAccessibleName("Fit the page" if zoom == "Fit" else "Real size")
        buttons["copy"].setVisible(bool(kind))
        self._place.setVisible(bool(self._place.text()))

    def _lay_out(self, theme: Theme, aside: str) -> None:
        head = QFrame()
        column = QVBoxLayout(head)
        Spacing(column, theme, margins=(16, 10, 16, 10), gap=6)
        column.addWidget(ElidedLabel(self._title, "strong"))
        column.addWidget(ElidedLabel(aside, "quiet"))
        tools = QWidget()
        flow = Flow(theme, gap=6, parent=tools)
        flow.addWidget(self._place)
        for button in self._buttons.values():
            flow.addWidget(button)
        column.addWidget(tools)
        self._said = QFrame()
        said = QVBoxLayout(self._said)
        Spacing(said, theme, margins=(16, 12, 16, 12))
        said.addWidget(self.words)
        said.addStretch(1)
        self._stack = QStackedWidget()
        for each in (self._said, self.picture, self.text):
            self._stack.addWidget(each)
        self.rows.addWidget(head)
        frame = QWidget()
        around = QVBoxLayout(frame)
        Spacing(around, theme, margins=(10, 0, 10, 10))
        around.addWidget(self._stack)
        self.rows.addWidget(frame, 1)

    def _connect(self) -> None:
        model, buttons = self._model, self._buttons
        model.changed.connect(self.show_state)
        buttons["back"].clicked.connect(self._on_back)
        buttons["on"].clicked.connect(self._on_on)
        buttons["zoom"].clicked.connect(model.zoom)
        buttons["turn"].clicked.connect(model.turn)
        buttons["copy"].clicked.connect(self.copy_wanted)
        buttons["close"].clicked.connect(self.close_overlay)
        self.picture.moved.connect(model.move)
        self.picture.zoom_wanted.connect(model.zoom)
        self.picture.turn_wanted.connect(model.turn)
        self.picture.room_changed.connect(self._on_room)
        for area in (self.picture, self.text):
            area.paged.connect(model.show_page)
        self.closed.connect(model.close)
        self.closed.connect(self.deleteLater)
        self.closed.connect(self.scrim.deleteLater)

    def _on_back(self) -> None:
        self._model.show_page(-1)

    def _on_on(self) -> None:
        self._model.show_page(1)

    def _on_room(self) -> None:
        self._model.set_room(*self.picture.room)
