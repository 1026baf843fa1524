"""The page New: six blocks of inputs to record an identification with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.forms.definition import is_given
from app.forms.directory import Place
from ui.boxes.growing import GrowingPage
from ui.boxes.late_area import LateArea
from ui.forms.block import Block, BlockState
from ui.forms.editor import Editor
from ui.forms.labelled import Labelled
from ui.forms.text import TextBox
from ui.identify.advice import PERSON
from ui.identify.binding import Binding
from ui.identify.blocks import MORE, Blocks
from ui.identify.bottom_bar import BottomBar
from ui.identify.tiles import Tiles
from ui.identify.view_model import IdentifyViewModel
from ui.theme.breadth import Breadth, breadth_of
from ui.theme.spacing import Spacing
from ui.theme.theme import Theme
from ui.turns import Steps
from ui.widgets.bar_room import BAR
from ui.widgets.button import Button

_WORDS = "their_words"
_COLUMNS_FROM = 880
_WIDEST, _UNBOUND = 1040, 16_777_215
_MARGIN = 64


class IdentifyPage(GrowingPage):
    """The inputs; what they mean is told by an `IdentifyPanel` of the same model.

    In a window under 1200 wide at 100 % text the blocks stand below each other, and a bar at the
    bottom stands for the panel, which the frame folds away.

    Signals: `panel_wanted()` when the folded panel is to be seen; `reached()` when somebody comes
    to the page.
    """

    panel_wanted = Signal()
    reached = Signal()

    def __init__(
        self,
        model: IdentifyViewModel,
        sites: Sequence[Place],
        theme: Theme,
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._model, self._theme = model, theme
        self.setProperty("role", "surface")
        self._is_stacked: bool | None = None
        self._is_telling = self._is_whole = False
        self.growth = Steps(self._grow())
        for asks_for_all in (model.place_asked, model.problems_changed):
            asks_for_all.connect(self.be_whole)
        self._binding = Binding(model, parent=self)
        self._blocks = Blocks(model, self._binding, sites, theme, parent=self)
        self._more: QWidget | None = None
        self._bar = BottomBar(model, theme)
        self._scroll, self._inside, self._rows = LateArea(), QFrame(), QVBoxLayout()
        self._lay_out()
        self._connect()
        self._arrange()

    def be_whole(self) -> None:
        """Have everything made and shown by now."""
        self.growth.finish()
        self.unfold_all()

    def ground(self) -> QWidget:
        """What is scrolled."""
        return self._inside

    def keep_person(self) -> None:
        """Whom the page is about is not to be changed here."""
        self.growth.finish()
        self._blocks.whom.person.setEnabled(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F1 tells what the questions can show and what not."""
        if event.key() == Qt.Key.Key_F1:
            self.growth.finish()
            self._is_telling = not self._is_telling
            self._blocks.tell_about(self._about() if self._is_telling else "")
            return
        super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Tell that somebody comes to it."""
        super().showEvent(event)
        self.reached.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the blocks beside each other where there is room."""
        super().resizeEvent(event)
        self._arrange()

    def _build_words(self) -> Labelled:
        field = self._model.form.field(_WORDS)
        if field is None:
            raise KeyError(_WORDS)
        part = Labelled(
            TextBox(field, self._theme, quoted=True),
            self._theme,
            aside="optional, kept apart from your view",
        )
        self._binding.bind(part)
        return part

    def _lay_out(self) -> None:
        # From the outside inwards: what moves with all that is in it has all of it styled anew.
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._scroll, 1)
        column.addWidget(self._bar)
        inside = self._inside
        self._scroll.take(inside)
        inside.setProperty("role", "surface")
        inside.setLayout(self._rows)
        self._rows.addStretch(1)  # rows come before it: the first is at the top from the start
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def _grow(self) -> Iterator[None]:
        """The rows one after the other, an input at a time, and what depends on all of them."""
        for row in self._blocks.grow():
            if row is not None:
                self._rows.insertWidget(self._rows.count() - 1, row)
            if isinstance(row, (Block, Tiles)):
                row.show()  # Qt would in the next turn, and the focus may wait for it
            yield
        self._more_button = Button("More", self._theme, icon="down")
        self._more_button.clicked.connect(self._on_more)
        foot = QHBoxLayout()
        Spacing(foot, self._theme, gap=10)
        self._rows.insertLayout(self._rows.count() - 1, foot)
        words = self._build_words()
        foot.addWidget(words, 1)
        foot.addWidget(self._more_button, 0, Qt.AlignmentFlag.AlignBottom)
        for part in (words, self._more_button):
            part.show()
        yield
        for more in self._blocks.grow_more():
            if more is not None:
                self._more = more
                self._rows.insertWidget(self._rows.count() - 1, more)
                more.hide()
            yield
        self._bar.come_after(self._inside)
        self._is_whole = True
        self._show_state()

    def _connect(self) -> None:
        model = self._model
        model.panel_changed.connect(self._show_state)
        model.problems_changed.connect(self._show_state)
        self._binding.reached.connect(self._on_reached)
        self._bar.steps_wanted.connect(self.panel_wanted)
        self._theme.changed.connect(self._arrange)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)

    def _arrange(self) -> None:
        scale = self._theme.text_scale
        breadth = breadth_of(self.window().width(), scale)
        is_folded = breadth < Breadth.NORMAL
        self._bar.setVisible(is_folded)
        px, bar = self._theme.px, self._theme.px(BAR)
        self._inside.setMaximumWidth(px(_WIDEST) - bar if breadth is Breadth.WIDE else _UNBOUND)
        self._rows.setContentsMargins(px(20), px(13), max(px(6), px(20) - bar), px(10))
        self._rows.setSpacing(px(10))
        stacked = is_folded or self.width() / scale < _COLUMNS_FROM
        if stacked != self._is_stacked:
            self._is_stacked = stacked
            self._blocks.stack(stacked=stacked)

    def _show_state(self) -> None:
        if not self._is_whole:
            return
        self._blocks.show_kinds()
        self._blocks.say_filled_in()
        focused = QApplication.focusWidget()
        named = filter(self._binding.has, self._model.problems)
        wrong = [self._binding.editor(name) for name in named]
        for block, needed in self._blocks.blocks:
            is_here = focused is not None and block.isAncestorOf(focused)
            state = self._state_of(needed, is_here=is_here)
            if state == "done" and any(map(block.isAncestorOf, wrong)):
                state = "current" if is_here else "open"
            block.show_state(state)
        self._blocks.say_gate(self._model.why_held())
        answered = sum(self._model.answer(name) is not None for name in MORE)
        words = f"More, {answered} given" if answered else "More"
        self._more_button.setText(words)
        self._more_button.setAccessibleName(f"{words}: other questions")
        self._more_button.updateGeometry()

    def _state_of(self, needed: Sequence[str], *, is_here: bool) -> BlockState:
        is_whole = all(is_given(self._model.answer(name)) for name in needed if name != PERSON)
        if is_whole and (PERSON not in needed or self._model.whom.is_settled):
            return "done"
        return "current" if is_here else "open"

    def _about(self) -> str:
        instruments = self._model.form.instruments
        told = " ".join(f"{each.hint} {each.credit}" for each in instruments)
        asked = (field for each in instruments for field in each.fields if field.exact)
        exact = (f"{field.letter}: {field.exact}" for field in asked if field.exact != field.label)
        return "\n".join((told, *exact))

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and self.isAncestorOf(new):
            self._show_state()
            self._scroll.ensureWidgetVisible(new, 0, self._theme.px(_MARGIN))

    def _on_reached(self, editor: Editor) -> None:
        more = self._more
        if more is not None and more.isAncestorOf(editor) and more.isHidden():
            more.show()

    def _on_more(self) -> None:
        self.growth.finish()
        if self._more is not None:
            self._more.setVisible(self._more.isHidden())
