"""What is open on the desk: a clash with its versions, or a field that has been settled."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.clashes import Clash, HowSettled, Settled
from ui.boxes.column_area import ColumnArea
from ui.settle.third_area import ThirdArea
from ui.settle.version_card import VersionCard
from ui.settle.view_model import SettleViewModel
from ui.settle.wording import BOLDER, INCOMPLETE, label, title, words_of
from ui.theme.breadth import Breadth, breadth_of
from ui.theme.spacing import Spacing
from ui.theme.theme import Theme
from ui.widgets.bar_room import BAR
from ui.widgets.button import Button
from ui.widgets.label import Label
from ui.widgets.note_box import NoteBox

_WIDEST = 1240
"""No line is longer than some ninety characters, however broad the window."""
_KEYS = ("Alt 1", "Alt 2")


class Detail(ColumnArea):
    """Scrolls as a whole. Cards stand side by side, or under each other where room is short."""

    def __init__(self, model: SettleViewModel, theme: Theme) -> None:
        super().__init__()
        self._model, self._theme = model, theme
        self._title, self._about = Label("", "title", wraps=True, heading=True), Label("", "quiet")
        self._about.setWordWrap(True)
        self.file_button = Button("Open the file", theme, small=True, icon="user")
        self.held = NoteBox("decide", theme)
        self.incomplete = NoteBox("warn", theme, text=INCOMPLETE)
        self.reopen_button = Button("Reopen", theme, small=True, icon="undo")
        self.notice = NoteBox("warn", theme, action=self.reopen_button)
        self.problem = NoteBox("danger", theme)
        self.again_button = Button("Reopen", theme, icon="undo")
        self.bolder = NoteBox("plain", theme, text=BOLDER)
        self.third = ThirdArea(model.third, theme)
        self.cards: list[VersionCard] = []
        self._grid_ground = QWidget()
        self._grid = QGridLayout(self._grid_ground)
        Spacing(self._grid, theme, gap=14)
        self._shown: object = None
        self._lay_out(theme)
        for button in (self.reopen_button, self.again_button):
            button.clicked.connect(model.reopen)
        model.opened.connect(self.show_open)
        model.state_changed.connect(self.show_state)
        self.show_open()

    def show_open(self) -> None:
        """Show what is open now."""
        clash, settled = self._model.clash, self._model.settled
        if clash is not None:
            self._show_clash(clash)
        elif settled is not None:
            self._show_settled(settled)
        self.show_state()
        self._place_cards()

    def show_state(self) -> None:
        """Show what is said about it, and whether it can be settled."""
        model = self._model
        clash = model.clash
        self.notice.show_words(strong="", text=model.notice)
        self.notice.setVisible(bool(model.notice))
        meanwhile = model.meanwhile
        self.reopen_button.setVisible(meanwhile is not None and meanwhile.can_reopen)
        self.problem.show_words(strong="", text=model.problem)
        self.problem.setVisible(bool(model.problem))
        self.incomplete.setVisible(clash is not None and clash.is_incomplete)
        for card in self.cards:
            card.button.setEnabled(model.can_settle)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the cards side by side or under each other."""
        super().resizeEvent(event)
        self._place_cards()

    def _show_clash(self, clash: Clash) -> None:
        model, wording = self._model, self._model.wording
        self._title.setText(title(clash))
        self._about.setText(wording.about(clash))
        strong, text = wording.held(clash)
        self.held.show_words(strong=strong, text=text)
        kind, icon = ("danger", "phoneoff") if clash.holds_contact else ("decide", "")
        self.held.show_kind("plain" if not strong else kind, icon=icon)  # type: ignore[arg-type]
        self.held.show()
        self.again_button.hide()
        compared = model.compared
        self._grid_ground.setVisible(compared is not None)
        if compared is not None:
            self._take_cards(len(compared.sides))
            marks = compared.marks or (None,) * len(compared.sides)
            for number, (card, side) in enumerate(zip(self.cards, compared.sides, strict=True)):
                card.show_side(side, marks[number], wording, can_take=model.can_settle)
        self.third.show_third(compared, wording)
        self.bolder.setVisible(clash.has_careful_side or clash.holds_contact)

    def _show_settled(self, settled: Settled) -> None:
        wording = self._model.wording
        self._title.setText(label(settled.kind, settled.field))
        self._about.setText(wording.about(settled))
        self.held.show_kind("ok", icon="checkc")
        self.held.show_words(strong=wording.settled_row(settled).detail)
        self.held.show()
        self.third.hide()
        self.bolder.hide()
        versions = [settled.latest, *settled.earlier]
        self._take_cards(len(versions), key=settled.key)
        self._grid_ground.show()
        for version, card in zip(versions, self.cards, strict=True):
            before = "Also" if settled.how is HowSettled.EQUAL else "Before"
            order = "Stands" if version is settled.latest else before
            card.show_alone(
                words_of(settled.kind, settled.field, version.value),
                who=wording.who(version),
                when=f"{order}, {wording.when(version)}",
                where=wording.where(version),
                author=version.author,
            )
        self.again_button.setVisible(settled.can_reopen)

    def _take_cards(self, count: int, *, key: str = "") -> None:
        """Keep the cards if as many are needed for the same; make them anew otherwise."""
        wanted = (self._model.clash is not None, key, count)
        if wanted == self._shown:
            return
        self._shown = wanted
        for card in self.cards:
            self._grid.removeWidget(card)
            card.hide()
            card.deleteLater()
        keys: Sequence[str] = [*_KEYS, *[""] * count]
        self.cards = [
            VersionCard(self._theme, number=number, key=keys[number]) for number in range(count)
        ]
        for number, card in enumerate(self.cards):
            card.taken.connect(partial(self._model.use, number))

    def _place_cards(self) -> None:
        breadth = breadth_of(self.window().width(), self._theme.text_scale)
        across = 2 if breadth >= Breadth.NORMAL else 1
        for number, card in enumerate(self.cards):
            self._grid.addWidget(card, number // across, number % across)
            card.show()
        for column in range(2):
            self._grid.setColumnStretch(column, int(column < across))
        self._ground.setMaximumWidth(self._theme.px(_WIDEST - BAR))

    def _lay_out(self, theme: Theme) -> None:
        self._ground = QFrame()
        self._ground.setProperty("role", "surface")
        column = QVBoxLayout(self._ground)
        Spacing(column, theme, margins=(20, 14, 20 - BAR, 12), gap=12)
        head, words = QHBoxLayout(), QVBoxLayout()
        Spacing(head, theme, gap=8)
        Spacing(words, theme, gap=2)
        words.addWidget(self._title)
        words.addWidget(self._about)
        head.addLayout(words, 1)
        head.addWidget(self.file_button, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        for part in (self.problem, self.notice, self.incomplete, self.held, self._grid_ground):
            column.addWidget(part)
        again = QHBoxLayout()
        again.addWidget(self.again_button)
        again.addStretch(1)
        column.addLayout(again)
        column.addWidget(self.third)
        column.addWidget(self.bolder)
        column.addStretch(1)
        outer = QFrame()
        outer.setProperty("role", "surface")
        row = QHBoxLayout(outer)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._ground, 1, Qt.AlignmentFlag.AlignTop)
        self.hold(outer)
