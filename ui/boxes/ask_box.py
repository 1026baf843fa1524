"""One question in a box over the page: its fields, its verb, and a way back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.errors import FormRefused, YarrowError
from resources.words import sentence
from ui.boxes.column_area import ColumnArea
from ui.forms.problems import SENTENCES
from ui.frame.overlay import Overlay
from ui.theme.spacing import Spacing
from ui.theme.theme import Theme
from ui.turns import Steps
from ui.widgets.bar_room import BAR
from ui.widgets.button import Button, ButtonRole
from ui.widgets.field import Field
from ui.widgets.label import Label
from ui.widgets.spoken import announce

_WIDTH = 620
_PLACE = QEvent.Type(QEvent.registerEventType())


class AskBox(Overlay):
    """Opens at once and is deleted when it closes. Ctrl+Enter is its verb, Esc the way back.

    One that is final cannot be taken back: its verb is red, and the way back has the focus.
    `first` stands above what is asked, `parts` below. `fields` are asked in their order, each
    under its name in a form, so that a refusal finds it; `rows` hold them where they do not stand
    one below the other. Without `opens` it waits for `open_now`;
    one that `grows` has its `growth` put in what is asked until then, a part at a time.
    Signals: `wanted()` when the verb is pressed; call `begin` with what does it, and `finish` once
    it was done. `under_way` is what was begun and not refused, `is_done` whether it was finished:
    what is typed in a box that closes any other way may be kept for the next time.
    """

    wanted = Signal()

    def __init__(
        self,
        host: QWidget,
        theme: Theme,
        *,
        title: str,
        verb: str,
        text: str = "",
        fields: dict[str, Field] | None = None,
        rows: Sequence[QWidget] = (),
        first: Sequence[QWidget] = (),
        parts: Sequence[QWidget] = (),
        is_final: bool = False,
        opens: bool = True,
        grows: bool = False,
    ) -> None:
        super().__init__(host, theme, title=title, width=_WIDTH)
        self.theme, self._ground = theme, host
        self.under_way: Future[Any] | None = None
        self.is_done = self._is_open = self._is_to_be_placed = False
        self.fields = fields or {}
        self._problem = Label("", "problem", wraps=True)
        role: ButtonRole = "destroy" if is_final else "primary"
        self.verb = Button(verb, theme, role=role, key="Ctrl Enter")
        self.back = Button("Go back", theme, key="Esc")
        self._build_body(theme, title, text)
        self.growth = Steps(self._fill((*first, *(rows or self.fields.values()), *parts)))
        if not grows:
            self.growth.finish()
        self.rows.addWidget(self._build_foot(theme))
        _application().focusChanged.connect(self._on_focus_changed)
        self.closed.connect(self.deleteLater)
        self.closed.connect(self.scrim.deleteLater)
        self._begins_at_back = is_final
        if opens:
            self.open_now()

    def open_now(self) -> None:
        """Show it, and begin with the first question."""
        self._is_open = True
        self.growth.finish()
        self.open_overlay()
        self.place()
        if self._begins_at_back:
            self.back.setFocus()
        elif self.window().focusWidget() is self.back:
            self.verb.setFocus()  # where nothing is asked, the way back is merely the first

    def refuse(self, error: YarrowError) -> None:
        """Say what stands in the way, beside the field that it is about."""
        self.under_way = None
        self.set_busy(busy=False)
        problems = error.problems if isinstance(error, FormRefused) else {}
        told = {name: self._said_of(name, problems[name]) for name in problems}
        for name, field in self.fields.items():
            field.show_problem(told.get(name, ""))
        elsewhere = [words for name, words in told.items() if name not in self.fields]
        self.tell(" ".join(elsewhere) if problems else sentence(error))
        for name in self.fields:
            if name in told:
                self.point_out(name, told[name])
                return

    def _said_of(self, name: str, problem: str) -> str:
        """Beside its field a problem needs no name, and the name a file is given tells nobody."""
        if name in self.fields and problem in SENTENCES:
            return SENTENCES[problem]
        return sentence(FormRefused({name: problem}))

    def point_out(self, name: str, words: str) -> None:
        """Say beside a field what is wrong with it, and bring it into sight."""
        field = self.fields[name]
        field.show_problem(words)
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.place()
        QTimer.singleShot(0, self._show_focused)

    def tell(self, words: str) -> None:
        """Say a sentence above the buttons, and bring it into sight; an empty one takes it away."""
        self._problem.setText(words)
        self._problem.setVisible(bool(words))
        if words:
            announce(self, words, urgent=True)
            QTimer.singleShot(0, self, self._show_problem)
        self.place()

    def show_first(self) -> None:
        """Bring what stands above the questions into sight."""
        self._area.verticalScrollBar().setValue(0)

    def begin(self, doing: Future[Any]) -> None:
        """What the verb asks for is being done: it cannot be pressed again until `refuse`."""
        self.under_way = doing
        self.set_busy(busy=True)

    def finish(self) -> None:
        """Close it, because what it asked for was done."""
        self.is_done = True
        self.close_overlay()

    def set_busy(self, *, busy: bool) -> None:
        """While it is being done, the verb cannot be pressed again."""
        self.verb.setEnabled(not busy)

    def ask(self) -> None:
        """Do what the verb's button does."""
        if self.verb.isEnabled():
            self.tell("")
            for field in self.fields.values():
                field.clear_problem()
            self.wanted.emit()

    def place(self) -> None:
        """Take the height that everything in it needs; once for all that changes in one turn."""
        if not self._is_open or self._is_to_be_placed:
            return  # it will be
        if not self.isVisible():
            super().place()
        else:
            self._is_to_be_placed = True
            QApplication.postEvent(self, QEvent(_PLACE))

    def sizeHint(self) -> QSize:
        """As high as everything in it, at the width it will have."""
        width = min(self.theme.px(_WIDTH), self._ground.width())
        layout = self._body.layout()
        inside = width - self.theme.px(BAR)
        body = layout.totalHeightForWidth(inside) if layout is not None else 0
        return QSize(width, body + self._foot.sizeHint().height() + 2)

    def hasHeightForWidth(self) -> bool:
        """The height comes from `sizeHint` alone."""
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter does what the verb says."""
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.ask()
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Claim Ctrl+Enter before the window takes it for the page's main action."""
        if event.type() == _PLACE:
            self._is_to_be_placed = False
            super().place()
            return True
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                event.accept()
                return True
        return super().event(event)

    def _on_focus_changed(self, _before: QWidget | None, _now: QWidget | None) -> None:
        self._show_focused()

    def _show_focused(self) -> None:
        """Scroll to what has the focus, with its label and the line below it."""
        focused = self.window().focusWidget()
        if self.isHidden() or focused is None or not self._area.isAncestorOf(focused):
            return
        parts = [each for each in self.fields.values() if each.isAncestorOf(focused)]
        self._area.ensureWidgetVisible(parts[0] if parts else focused, 0, self.theme.px(8))

    def _show_problem(self) -> None:
        """In a box that scrolls it stands below what was being answered."""
        if not self._problem.isHidden():
            self._area.ensureWidgetVisible(self._problem, 0, self.theme.px(8))

    def _build_body(self, theme: Theme, title: str, text: str) -> None:
        """From the outside inwards: what moves with all that is in it is styled anew."""
        self._body, self._area = body, area = QFrame(), ColumnArea()
        self.rows.addWidget(area, 1)
        area.hold(body)
        self._body_column = column = QVBoxLayout(body)
        Spacing(column, theme, margins=(22, 18, 22 - BAR, 18), gap=14)
        head = QVBoxLayout()
        Spacing(head, theme, gap=3)
        head.addWidget(Label(title, "lead", wraps=True))
        if text:
            head.addWidget(Label(text, "small", wraps=True))
        column.addLayout(head)

    def _fill(self, parts: Sequence[QWidget]) -> Iterator[None]:
        """Put in what is asked; Qt tells every part of a field that it has moved."""
        for part in parts:
            self._body_column.addWidget(part)
            yield
        self._body_column.addWidget(self._problem)
        self._body_column.addStretch(1)
        self._problem.hide()

    def _build_foot(self, theme: Theme) -> QWidget:
        foot = QFrame()
        foot.setProperty("role", "foot")
        row = QHBoxLayout(foot)
        Spacing(row, theme, margins=(22, 12, 22, 12), gap=8)
        row.addStretch(1)
        row.addWidget(self.back)
        row.addWidget(self.verb)
        self.verb.clicked.connect(self.ask)
        self.back.clicked.connect(self.close_overlay)
        self._foot = foot
        return foot


def _application() -> QApplication:
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        raise RuntimeError("a box needs the application")
    return application
