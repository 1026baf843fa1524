"""Which months, which place, and which way to look at them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.overview import Seen, SiteRow
from app.domain.periods import Quarter, read_quarter
from ui.reports.view_model import ReportsViewModel
from ui.reports.wording import ALL_SITES, SEEN, begin_words, end_words
from ui.theme.spacing import Spacing
from ui.theme.theme import Theme
from ui.widgets.button import Button
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.flow import Flow
from ui.widgets.icon_mark import IconMark
from ui.widgets.label import Label
from ui.widgets.switch import Switch

_RULE = "Counts under 5 hidden"
_RULE_WHY = (
    "Counts from 1 to 4 could be somebody. They are hidden, and so is what they could be worked "
    "out from."
)


class FilterBar(QFrame):
    """Follows the view-model; `name` says what a place is called."""

    def __init__(
        self,
        model: ReportsViewModel,
        name: Callable[[str], str],
        theme: Theme,
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._model, self._name, self._theme = model, name, theme
        self.setProperty("role", "top")
        self.begin = ChoiceBox(theme, spoken="Period, from")
        self.end = ChoiceBox(theme, spoken="Period, to")
        self.site = ChoiceBox(theme, spoken="Sites")
        self.site_label = Label("Sites", "quiet")
        ways = {seen.value: words for seen, words in SEEN.items()}
        self.way = Switch(ways, theme, spoken="Look at")
        self.clinic = Button("Clinic count and training", theme, icon="people", small=True)
        self._lay_out(theme)
        self.setFocusProxy(self.begin)
        for box, at in ((self.begin, model.begin_at), (self.end, model.end_at)):
            box.activated.connect(lambda _at, box=box, at=at: at(self._quarter(box)))
        self.site.activated.connect(lambda _at: model.look_at_site(str(self.site.currentData())))
        self.way.chosen.connect(lambda key: model.look_in(Seen(key)))
        model.changed.connect(self.show_state)
        self.show_state()

    def show_state(self) -> None:
        """Show what is chosen, and what there is to choose from."""
        model, now = self._model, self._model.now
        for box, chosen in ((self.begin, model.span.begin), (self.end, model.span.end)):
            words = begin_words if box is self.begin else _end_at(now)
            _fill(box, [(words(each), str(each)) for each in model.quarters], str(chosen))
        sites = [] if model.shown is None else [row for row in model.shown.sites if row.code]
        self._show_sites(sites)

    def _show_sites(self, sites: Sequence[SiteRow]) -> None:
        """Where there are several."""
        rows = [(f"{ALL_SITES} ({len(sites)})", "")]
        rows += [(self._name(each.code), each.code) for each in sites]
        _fill(self.site, rows, self._model.site)
        for part in (self.site_label, self.site):
            part.setVisible(len(sites) > 1)

    def _quarter(self, box: ChoiceBox) -> Quarter:
        return read_quarter(str(box.currentData()), today=self._model.today)

    def _lay_out(self, theme: Theme) -> None:
        column, row = QVBoxLayout(self), QWidget()
        Spacing(column, theme, margins=(20, 10, 20, 10))
        flow = Flow(theme, gap=8)
        row.setLayout(flow)
        for box in (self.begin, self.end, self.site):
            box.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToContents)
        groups = (
            (Label("Period", "quiet"), self.begin, Label("to", "quiet"), self.end),
            (self.site_label, self.site),
            (self.way,),
            (_rule(theme),),
        )
        for group in groups:
            flow.addWidget(_together(group, theme))
        flow.add_at_end(self.clinic)
        column.addWidget(row)


def _together(parts: Sequence[QWidget], theme: Theme) -> QWidget:
    """What stays on one line."""
    if len(parts) == 1:
        return parts[0]
    held = QWidget()
    row = QHBoxLayout(held)
    Spacing(row, theme, gap=6)
    for part in parts:
        row.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
    return held


def _rule(theme: Theme) -> QWidget:
    words = Label(_RULE, "small")
    words.setToolTip(_RULE_WHY)
    words.setAccessibleDescription(_RULE_WHY)
    return _together((IconMark("eyeoff", theme, ink="text2", size=17), words), theme)


def _end_at(now: datetime) -> Callable[[Quarter], str]:
    return lambda quarter: end_words(quarter, now)


def _fill(box: ChoiceBox, rows: Sequence[tuple[str, str]], chosen: str) -> None:
    """Offer these, unless they stand there already: a list that is open would close."""
    now = [(box.itemText(n), box.itemData(n)) for n in range(box.count())]
    if now != list(rows):
        box.clear()
        for words, data in rows:
            box.addItem(words, data)
    box.setCurrentIndex(max(0, box.findData(chosen)))
