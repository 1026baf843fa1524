"""Whom we may tell: a chip for each, which goes round yes, no and not asked."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from app.domain.encoding import Value
from app.forms.definition import Field
from app.forms.lists import Code
from ui.forms.cycled import Cycled
from ui.forms.editor import Editor
from ui.forms.moving import move_back, move_on
from ui.theme.scale import SMALL
from ui.theme.theme import Theme
from ui.widgets.button import Button
from ui.widgets.flow import Flow
from ui.widgets.inline import Inline
from ui.widgets.painting import Brush, Look

_OVERRIDDEN = "overridden"
_LOOKS = {
    "yes": Look("text", "text", "surface"),
    "no": Look("surface", "text2", "text"),
    _OVERRIDDEN: Look("surface", "control", "text2", dashed=True),
}
_REST = Look("surface", "line2", "text2")
_ICONS = {"yes": "check", "no": "x", "not_asked": "minus", _OVERRIDDEN: "lock"}


class AgreementChip(Cycled):
    """One recipient. To tell without agreement is not on the way round: only its menu has it."""

    def __init__(self, recipient: Code, field: Field, theme: Theme) -> None:
        answers = field.answers.entries if field.answers else ()
        round_trip = [code for code in answers if code.code != _OVERRIDDEN]
        self._labels = {code.code: code.label for code in answers}
        self.recipient = recipient.code
        super().__init__(recipient.label, round_trip, theme)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def words(self) -> str:
        """The answer in words, that without agreement too."""
        return self._labels.get(self.code, self.code).lower() if self.code else "not asked"

    def sizeHint(self) -> QSize:
        """Room for words and sign."""
        return QSize(self._inline().width(self.theme) + self.theme.px(24) + 2, self.theme.px(34))

    def minimumSizeHint(self) -> QSize:
        """The words are never cut."""
        return self.sizeHint()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what is not on the way round."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(self.text())
        for code, label in self._labels.items():
            menu.addAction(label).setData(code)
        menu.triggered.connect(self._on_chosen)
        menu.popup(event.globalPos())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the chip."""
        brush, area = Brush(QPainter(self), self.theme), QRectF(self.rect())
        look = _LOOKS.get(self.code or "", _REST)
        if not self.isEnabled():
            look = Look("sunken", "line", "disabled")
        edge = 1.5 if self.code == "no" else 1.0
        height = self.theme.px(32)
        pill = QRectF(0, 0, area.width(), height)
        pill.moveCenter(area.center())
        brush.box(pill, look, radius=height / 2, edge=edge)
        self._inline().draw(brush, pill, ink=look.ink)

    def _inline(self) -> Inline:
        icon = _ICONS.get(self.code or "", "")
        return Inline(self.text(), icon=icon, size=SMALL, icon_size=15, gap=5)

    def _on_chosen(self, action: QAction) -> None:
        self.take(str(action.data()))


class AgreementChips(Editor):
    """The chips, the first few in sight and the others behind one that unfolds them.

    One tab stop: Left and Right go between chips, Space goes round, Y, N and A answer and go to
    the next chip, Up and Down to the inputs around.
    """

    def __init__(
        self, field: Field, theme: Theme, *, shown: int = 3, parent: QWidget | None = None
    ) -> None:
        super().__init__(field, theme, parent=parent)
        self._row = Flow(theme, gap=6, parent=self)
        self._shown = shown
        recipients = field.codes.entries if field.codes else ()
        self._chips = [AgreementChip(code, field, theme) for code in recipients]
        for chip in self._chips:
            self._row.addWidget(chip)
            chip.changed.connect(self._on_changed)
            chip.moved_on.connect(self._on_moved_on)
            chip.installEventFilter(self)
        self._more = Button("", theme, icon="plus", spoken=f"{field.label}: more", small=True)
        self._more.clicked.connect(self._on_more)
        self._more.installEventFilter(self)
        self._row.addWidget(self._more)
        self._current: QWidget = self._chips[0]
        self._fold(folded=len(self._chips) > shown)

    def answer(self) -> Value:
        """Recipients to answers; those left blank are left out."""
        given: dict[str, Value] = {
            chip.recipient: chip.code for chip in self._chips if chip.code is not None
        }
        return given or None

    def show_answer(self, value: Value) -> None:
        """Show the answers; one given to a recipient that is folded away unfolds them all."""
        items = value.items() if isinstance(value, dict) else ()
        given = {str(recipient): str(code) for recipient, code in items}
        for chip in self._chips:
            code = given.get(chip.recipient)
            if code != chip.code:
                chip.show_code(code)
        if any(chip.code is not None for chip in self._chips[self._shown :]):
            self._fold(folded=False)

    def entry(self) -> QWidget:
        """The chip that is the tab stop."""
        return self._current

    def show_held(self, why: str) -> None:
        """Refuse answers for a reason."""
        self.held_because = why
        for chip in self._chips:
            chip.setEnabled(not why)

    def show_problem(self, sentence: str) -> None:
        """Have the sentence spoken with each chip."""
        self.setProperty("problem", bool(sentence))
        for chip in self._chips:
            chip.setAccessibleDescription(sentence)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go between the chips, and out of them, by arrows."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._take_key(Qt.Key(event.key()), watched)
        return super().eventFilter(watched, event)

    def _take_key(self, key: Qt.Key, watched: QObject) -> bool:
        stops = [*self._in_sight(), *([self._more] if not self._more.isHidden() else [])]
        at = next((n for n, stop in enumerate(stops) if stop is watched), 0)
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            by = 1 if key == Qt.Key.Key_Right else -1
            self._rove(stops[max(0, min(len(stops) - 1, at + by))])
            self._current.setFocus()
        elif key == Qt.Key.Key_Down:
            move_on(self._current)
        elif key == Qt.Key.Key_Up:
            move_back(self._current)
        else:
            return False
        return True

    def _on_changed(self) -> None:
        self.tell()

    def _on_moved_on(self) -> None:
        stops = self._in_sight()
        at = next((n for n, chip in enumerate(stops) if chip.hasFocus()), len(stops))
        if at + 1 < len(stops):
            self._rove(stops[at + 1])
            self._current.setFocus()
        else:
            move_on(self._current)

    def _on_more(self) -> None:
        self._fold(folded=False)
        self._rove(self._chips[self._shown])
        self._current.setFocus()

    def _fold(self, *, folded: bool) -> None:
        for chip in self._chips[self._shown :]:
            chip.setVisible(not folded)
        self._more.setVisible(folded)
        self._rove(self._current)
        self.updateGeometry()

    def _in_sight(self) -> list[AgreementChip]:
        return [chip for chip in self._chips if not chip.isHidden()]

    def _rove(self, stop: QWidget) -> None:
        self._current = stop
        for each in (*self._chips, self._more):
            is_stop = each is stop
            policy = Qt.FocusPolicy.StrongFocus if is_stop else Qt.FocusPolicy.ClickFocus
            each.setFocusPolicy(policy)
