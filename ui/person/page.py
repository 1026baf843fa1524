"""The page of one person: banner, head, facts, timeline with composer, summary."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.contact.words import banner
from ui.frame.focus_order import focus_first
from ui.person.menus import LOG_CONTACT, OPEN, RULES, VIEW, file_menu, item_menu, pop_up
from ui.person.page_parts import PersonParts
from ui.person.view_model import ALL, PersonViewModel
from ui.theme.breadth import Breadth, breadth_of
from ui.theme.spacing import Spacing
from ui.theme.theme import Theme
from ui.turns import paint_in_own_turn
from ui.widgets.button import Button
from ui.widgets.empty_state import EmptyState
from ui.widgets.filter_pills import Filter, FilterPills
from ui.widgets.toast import PINNED

_FACTS = {Breadth.NORMAL: 254, Breadth.WIDE: 300}
_SUMMARY = {Breadth.NORMAL: 318, Breadth.WIDE: 380}
_LEAST_TIMELINE = 40
"""Where a large text leaves little height the list gives way, never the banner or the head."""
_TABS = {"notes": "Notes", "write": "Write", "facts": "Facts", "summary": "Due"}

_EMPTY = "Nothing is recorded here yet."
_CLOSED = (
    "This file is marked sensitive and shows nothing of itself.",
    "What you write down below goes into it all the same.",
    "Open with a reason",
)
_KEPT_OUT = (
    "This file is kept from you.",
    "Your lead is told that you asked for it. What you write down below goes into it all the same.",
    "",
)


class PersonPage(QFrame):
    """Signals: `edit_wanted()`; `settle_wanted(object)` with a clash; `item_wanted(str, str)` with
    what to do with an item and its key, `file_wanted(str)` with what to do with the whole file, in
    the words of `ui.person.menus`; `attach_wanted()`. `parts` are made before.
    """

    edit_wanted = Signal()
    settle_wanted = Signal(object)
    item_wanted = Signal(str, str)
    file_wanted = Signal(str)
    attach_wanted = Signal()

    def __init__(
        self,
        model: PersonViewModel,
        theme: Theme,
        *,
        parts: PersonParts | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._model, self._theme, self._composer = model, theme, QWidget()
        self.setProperty("role", "surface")
        parts = parts or PersonParts(model, theme)
        self.contact, self.banner, self.head = parts.contact, parts.banner, parts.head
        self.facts, self.summary = parts.facts, parts.summary
        self.tabs = FilterPills([Filter(*tab) for tab in _TABS.items()], theme, spoken="Part")
        self.pills = parts.pills
        self.actions_button = Button("", theme, icon="dots", small=True, spoken="Do with this item")
        self.timeline = parts.timeline
        self.empty = EmptyState(_EMPTY, theme)
        self.setFocusProxy(self.timeline)
        self._middle, self._rules = QWidget(), (_rule_down(), _rule_down())
        self._lay_out(theme)
        self._connect()
        self.show_state()

    def hold_composer(self, composer: QWidget) -> None:
        """Pin the composer of the file open now under the timeline."""
        old, self._composer = self._composer, composer
        self._slot.replaceWidget(old, composer)
        old.hide()
        old.deleteLater()

    def show_composer(self) -> None:
        """Bring the composer into sight where it is a part of its own."""
        if not self._held.isVisible():
            self.tabs.choose("notes" if self._breadth() >= Breadth.NARROW else "write")

    def show_state(self) -> None:
        """Show what the model says now."""
        paint_in_own_turn(self)
        model, counts = self._model, self._model.counts
        self.banner.show_safety(banner(model.safety, now=model.calls.now()))
        self.contact.show_safety(model.safety, is_shown=bool(model.page) and not model.is_closed)
        self.head.show_state()
        self.facts.show_state()
        self.summary.show_state()
        for key, pill in self.pills.pills.items():
            pill.show_count(counts[key])
            pill.setVisible(key in (model.filter, ALL) or bool(counts[key]))
        if self.pills.choice != model.filter:
            self.pills.choose(model.filter)
        items = model.items
        self.timeline.show_items(items)
        self.actions_button.setVisible(bool(items))
        self.empty.setVisible(model.page is not None)
        if model.is_closed:
            is_kept_out = model.mark is not None and model.mark.is_kept_out
            fact, next_step, action = _KEPT_OUT if is_kept_out else _CLOSED
            self.empty.show_words(fact, next_step=next_step, action=action)
        else:
            self.empty.show_words(_EMPTY)
        self._fit()

    def take_focus(self) -> None:
        """Begin at the newest item or what opens a closed file; the banner is read out before."""
        self.banner.read_out()
        if self._model.is_closed:
            focus_first(self.empty)
        else:
            self.timeline.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the form for this breadth."""
        super().resizeEvent(event)
        self._fit()

    def act(self) -> None:
        """Look at the current item if it is an attachment, else show what can be done with it."""
        item = self._model.item(self.timeline.current_key)
        if item is not None and item.kind == "attachment":
            self.item_wanted.emit(VIEW, self.timeline.current_key)
        else:
            self.open_actions()

    def open_actions(self) -> None:
        """Show what can be done with the current item."""
        item = self._model.item(self.timeline.current_key)
        if item is not None:
            may_erase = self._model.may_erase and self._model.hold is None
            menu = item_menu(item, self, may_erase=may_erase)
            menu.triggered.connect(lambda action: self.item_wanted.emit(*action.data()))
            pop_up(menu, self.actions_button)

    def open_file_actions(self) -> None:
        """Show what can be done with the whole file."""
        if self._model.page is not None and not self._model.is_closed:
            model = self._model
            menu = file_menu(
                model.mark,
                self,
                may_move=model.may_move,
                may_erase=model.may_erase,
                is_held=model.hold is not None,
                is_joined=bool(model.page and model.page.parts),
            )
            menu.triggered.connect(lambda action: self.file_wanted.emit(action.data()))
            pop_up(menu, self.head.menu_button)

    def _lay_out(self, theme: Theme) -> None:
        column = QVBoxLayout(self)
        Spacing(column, theme)
        column.addWidget(self.banner)
        column.addWidget(self.head)
        self._tab_row = QWidget()
        tabs = QHBoxLayout(self._tab_row)
        Spacing(tabs, theme, margins=(16, 8, 16, 8), gap=6)
        tabs.addWidget(self.tabs, 1)
        self._tab_end = QHBoxLayout()
        tabs.addLayout(self._tab_end)
        column.addWidget(self._tab_row)
        body = QHBoxLayout()
        Spacing(body, theme)
        self._lay_out_middle(theme)
        for part in (self.facts, self._rules[0], self._middle, self._rules[1], self.summary):
            body.addWidget(part, int(part is self._middle))
        column.addLayout(body, 1)

    def _lay_out_middle(self, theme: Theme) -> None:
        column = QVBoxLayout(self._middle)
        Spacing(column, theme)
        self._filters = QWidget()
        filters = QHBoxLayout(self._filters)
        Spacing(filters, theme, margins=(16, 10, 16, 8), gap=6)
        filters.addWidget(self.pills, 1)
        self._filter_end = QHBoxLayout()
        filters.addLayout(self._filter_end)
        self._filter_end.addWidget(self.actions_button)
        column.addWidget(self._filters)
        column.addWidget(self.timeline, 1)
        self._nothing = QWidget()
        ground = QVBoxLayout(self._nothing)
        Spacing(ground, theme, margins=(16, 8, 16, 8))
        ground.addWidget(self.empty)
        ground.addStretch(1)
        column.addWidget(self._nothing, 1)
        self._held = QWidget()
        self._held.setObjectName(PINNED)
        self._slot = QVBoxLayout(self._held)
        self._slot.setContentsMargins(0, 0, 0, 0)
        self._slot.addWidget(self._composer)
        column.addWidget(self._held)

    def _connect(self) -> None:
        self._model.changed.connect(self.show_state)
        self.head.edit_wanted.connect(self.edit_wanted)
        for logged in (self.head.log_wanted, self.banner.logged, self.timeline.logged):
            logged.connect(self._on_logged)
        self.contact.rules_wanted.connect(lambda: self.file_wanted.emit(RULES))
        self.head.menu_wanted.connect(self.open_file_actions)
        self.empty.pressed.connect(lambda: self.file_wanted.emit(OPEN))
        self.summary.settle_wanted.connect(self.settle_wanted)
        self.summary.file_wanted.connect(self.file_wanted)
        self.pills.chosen.connect(self._model.choose_filter)
        self.tabs.chosen.connect(self._fit)
        self.timeline.acted.connect(self.act)
        self.actions_button.clicked.connect(self.open_actions)
        self._theme.changed.connect(self._fit)

    def _on_logged(self) -> None:
        if self._model.page is not None and not self._model.is_closed:
            self.file_wanted.emit(LOG_CONTACT)

    def _fit(self) -> None:
        breadth, tab = self._breadth(), self.tabs.choice
        is_broad, is_folded = breadth >= Breadth.NORMAL, breadth == Breadth.FOLDED
        if tab == "write" and not is_folded:
            self.tabs.choose("notes")
            return
        if is_folded:
            # Without pills in sight nobody could see that something is left out.
            self._model.choose_filter(ALL)
        if is_folded and tab == "notes" and self._is_writing():
            self.tabs.choose("write")  # larger text takes nobody away from her sentence
            return
        self._tab_row.setVisible(not is_broad)
        self.head.edit_button.setVisible(not is_folded)
        self.head.log_button.show_words(shown=not is_folded)
        self.head.log_button.show_key(shown=breadth > Breadth.NARROW)
        self.tabs.pills["write"].setVisible(is_folded)
        self.facts.setVisible(is_broad or tab == "facts")
        self._middle.setVisible(is_broad or tab in ("notes", "write"))
        self._fit_middle(is_folded=is_folded, writes=tab == "write")
        needed = self.summary.is_needed
        self.summary.setVisible(needed if is_broad else tab == "summary")
        self._rules[0].setVisible(is_broad)
        self._rules[1].setVisible(is_broad and needed)
        px, widest = self._theme.px, 16_777_215
        for column, widths in ((self.facts, _FACTS), (self.summary, _SUMMARY)):
            column.setMinimumWidth(px(widths[breadth]) if is_broad else 0)
            column.setMaximumWidth(px(widths[breadth]) if is_broad else widest)

    def _is_writing(self) -> bool:
        focused = self.window().focusWidget()
        return focused is not None and self._held.isAncestorOf(focused)

    def _fit_middle(self, *, is_folded: bool, writes: bool) -> None:
        """Folded, there is height for the timeline or the composer, and none for the filters."""
        reads, has_items = not (is_folded and writes), bool(self._model.items)
        self.timeline.setMinimumHeight(self._theme.px(_LEAST_TIMELINE))
        self.timeline.setVisible(reads and has_items)
        self._nothing.setVisible(reads and not has_items)
        self._held.setVisible(writes or not is_folded)
        self._filters.setVisible(not is_folded and not self._model.is_closed)
        end = self._tab_end if is_folded else self._filter_end
        if end.indexOf(self.actions_button) < 0:
            end.addWidget(self.actions_button)

    def _breadth(self) -> Breadth:
        return breadth_of(self.window().width(), self._theme.text_scale)


def _rule_down() -> QFrame:
    rule = QFrame()
    rule.setProperty("role", "panel")
    rule.setFixedWidth(1)
    return rule
