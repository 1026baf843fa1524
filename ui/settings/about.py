"""The cards of About: the program, its limits, whom to ring, and where the vault lies."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.errors import YarrowError
from resources.words import sentence
from ui.jobs import Jobs
from ui.settings.section import SettingCard
from ui.theme.spacing import Spacing
from ui.theme.theme import Theme
from ui.widgets.button import Button
from ui.widgets.label import Label
from ui.widgets.spoken import announce

_LIMITS = (
    "Yarrow keeps what is recorded from whoever finds this PC, and from the service between teams. "
    "It cannot keep it from these:"
)
_FACTS = (
    "Versions, counts, sizes and settings in a small text file. No names, no records, no addresses "
    "and no folders stand in it."
)
_LOOKING = "Looking at this PC."


@dataclass(frozen=True, slots=True)
class AboutFacts:
    """What About tells without a vault; `rings` are whom to ring, `problems` of the site file."""

    version: str
    licence: str
    credits: Sequence[str]
    limits: Sequence[str]
    rings: Sequence[str]
    problems: Sequence[str] = ()


def program_cards(facts: AboutFacts, theme: Theme) -> tuple[SettingCard, ...]:
    """What needs no vault, for the lock screen too."""
    cards = [
        SettingCard("Whom to ring", "", theme, parts=(Lines(facts.rings, theme),)),
        SettingCard(
            "What it does not protect against",
            _LIMITS,
            theme,
            parts=(Lines(facts.limits, theme, mark="–"),),
        ),
        SettingCard(
            f"Yarrow {facts.version}".strip(),
            facts.licence,
            theme,
            parts=(Lines(facts.credits, theme),),
        ),
    ]
    if facts.problems:
        lines = Lines(facts.problems, theme)
        cards.insert(1, SettingCard("The site file of this PC", "", theme, parts=(lines,)))
    return tuple(cards)


class Lines(QWidget):
    """Plain sentences under each other, that can be read aloud one by one."""

    def __init__(self, lines: Sequence[str], theme: Theme, *, mark: str = "") -> None:
        super().__init__()
        self._mark = mark
        self._column = QVBoxLayout(self)
        Spacing(self._column, theme, gap=5)
        self.show_lines(lines)

    def show_lines(self, lines: Sequence[str]) -> None:
        """Show other sentences."""
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for line in lines:
            words = f"{self._mark} {line}" if self._mark else line
            self._column.addWidget(Label(words, "small", wraps=True))

    @property
    def texts(self) -> list[str]:
        """The sentences shown now."""
        items = (self._column.itemAt(number) for number in range(self._column.count()))
        widgets = [item.widget() for item in items if item is not None]
        return [each.text() for each in widgets if isinstance(each, Label)]


class PlaceCard(SettingCard):
    """Where the vault lies, and what can be seen of that disk; `look` takes its time."""

    def __init__(self, look: Callable[[], Future[Sequence[str]]], jobs: Jobs, theme: Theme) -> None:
        self.lines = Lines((), theme)
        super().__init__("Where your vault lies", _LOOKING, theme, parts=(self.lines,))
        jobs.when_done(look(), self, done=self._on_seen, failed=self._on_refused)

    def _on_seen(self, lines: Sequence[str]) -> None:
        self.show_text("")
        self.lines.show_lines(lines)

    def _on_refused(self, error: YarrowError) -> None:
        self.show_text(sentence(error))


class SupportCard(SettingCard):
    """Saves the facts for the help desk; `save` gives where they are."""

    def __init__(self, save: Callable[[], Future[str]], jobs: Jobs, theme: Theme) -> None:
        self.save_button = Button("Save facts for the help desk", theme)
        super().__init__("For the help desk", _FACTS, theme, actions=(self.save_button,))
        self._save, self._jobs = save, jobs
        self.save_button.clicked.connect(self._on_wanted)

    def _on_wanted(self) -> None:
        self.save_button.setEnabled(False)
        self._jobs.when_done(self._save(), self, done=self._on_saved, failed=self._on_refused)

    def _on_saved(self, place: str) -> None:
        self.save_button.setEnabled(True)
        self.show_text(f"{_FACTS} Saved: {place}")
        announce(self, "Facts saved")

    def _on_refused(self, error: YarrowError) -> None:
        self.save_button.setEnabled(True)
        self.show_text(sentence(error))
        announce(self, sentence(error), urgent=True)
