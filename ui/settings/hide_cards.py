"""The cards of Hide and lock: minutes, PIN, what locks by itself, and pictures of the screen."""

from __future__ import annotations

from collections.abc import Callable, Collection
from concurrent.futures import Future
from typing import Any

from PySide6.QtCore import Qt

from app.errors import YarrowError
from resources.words import sentence
from ui.jobs import Jobs
from ui.settings.section import SettingCard
from ui.theme.theme import Theme
from ui.unlocking.passphrase_field import PassphraseField
from ui.widgets.button import Button
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.field import Field
from ui.widgets.spoken import announce

_LONGEST_PIN = 8
_AT_ONCE = "F9 locks at once, without a cover."
_BEHIND = (
    "F9 covers the screen. You come back with Enter for this long; then it locks, and your place "
    "is kept."
)
_HAS_PIN = "A PIN is set. Behind the cover Enter asks for it; three wrong ones lock."
_HAS_NO_PIN = "No PIN is set. Behind the cover Enter asks for your passphrase."
_WORDS = {
    "screen": "this PC’s own screen lock",
    "switch": "another user taking over",
    "sleep": "sleep and a closed lid",
    "shutdown": "shutting down",
    "remote": "a connection from another PC",
}
_CAN_IDLE = "Use of any program on this PC counts as use."
_CANNOT_IDLE = (
    "This PC does not tell of use in other programs: only keys and mouse in Yarrow count as use."
)


class CoverCard(SettingCard):
    """`change` keeps the minutes and gives a Future that fails if it could not."""

    def __init__(
        self, minutes: int, change: Callable[[int], Future[Any]], jobs: Jobs, theme: Theme
    ) -> None:
        self.choice = ChoiceBox(theme, spoken="Behind the cover for")
        for number in range(6):
            self.choice.addItem(_minutes(number), number)
        self.choice.setCurrentIndex(minutes)
        self.field = Field("Behind the cover for", self.choice, theme)
        super().__init__("The cover", "", theme, parts=(self.field,))
        self._change, self._jobs, self._kept = change, jobs, minutes
        self.choice.activated.connect(self._on_chosen)
        self._say(minutes)

    def _on_chosen(self, minutes: int) -> None:
        self.field.clear_problem()

        def kept(_result: object) -> None:
            self._kept = minutes
            self._say(minutes)
            announce(self, f"Kept: {_minutes(minutes)}")

        self._jobs.when_done(self._change(minutes), self, done=kept, failed=self._on_refused)

    def _on_refused(self, error: YarrowError) -> None:
        self.choice.setCurrentIndex(self._kept)
        self.field.show_problem(sentence(error))

    def _say(self, minutes: int) -> None:
        self.show_text(_BEHIND if minutes else _AT_ONCE)


class PinCard(SettingCard):
    """`change` keeps a PIN, `forget` takes it away; each gives a Future that fails if refused."""

    def __init__(
        self,
        change: Callable[[str], Future[Any]],
        forget: Callable[[], Future[Any]],
        jobs: Jobs,
        theme: Theme,
        *,
        has_pin: bool,
    ) -> None:
        self.line = PassphraseField(theme, height=36)
        self.line.setMaxLength(_LONGEST_PIN)
        self.line.setInputMethodHints(
            self.line.inputMethodHints() | Qt.InputMethodHint.ImhDigitsOnly
        )
        hint = "4 to 8 digits, not a run or a year"
        self.field = Field("New PIN", self.line, theme, help_text=hint)
        self.keep_button = Button("Set this PIN", theme)
        self.forget_button = Button("No PIN", theme)
        super().__init__(
            "Quick PIN",
            "",
            theme,
            parts=(self.field,),
            actions=(self.keep_button, self.forget_button),
        )
        self._change, self._forget, self._jobs = change, forget, jobs
        self.keep_button.clicked.connect(self._on_keep)
        self.line.returnPressed.connect(self._on_keep)
        self.forget_button.clicked.connect(self._on_forget)
        self._show(has_pin=has_pin)

    def _on_keep(self) -> None:
        typed = self.line.text()
        self.line.forget()
        self.field.clear_problem()
        self._jobs.when_done(self._change(typed), self, done=self._on_kept, failed=self._on_refused)

    def _on_forget(self) -> None:
        self.field.clear_problem()
        self._jobs.when_done(self._forget(), self, done=self._on_forgotten, failed=self._on_refused)

    def _on_kept(self, _result: object) -> None:
        self._show(has_pin=True)
        announce(self, "PIN set")

    def _on_forgotten(self, _result: object) -> None:
        self._show(has_pin=False)
        announce(self, "No PIN is set now")

    def _on_refused(self, error: YarrowError) -> None:
        self.field.show_problem(sentence(error))
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, *, has_pin: bool) -> None:
        self.show_text(_HAS_PIN if has_pin else _HAS_NO_PIN)
        self.forget_button.setVisible(has_pin)


class SystemCard(SettingCard):
    """What locks without being asked; it can be read, and is IT's to set."""

    def __init__(self, idle_minutes: float, theme: Theme) -> None:
        super().__init__("Locks by itself", "", theme)
        self._idle = f"After {idle_minutes:g} minutes without use, as IT has set it."
        self.words = ""

    def show_offers(self, offers: Collection[str]) -> None:
        """Say what this PC's system tells of, by the names of the reasons to lock."""
        told = [words for name, words in _WORDS.items() if name in offers]
        silent = [words for name, words in _WORDS.items() if name not in offers]
        parts = [self._idle, _CAN_IDLE if "idle" in offers else _CANNOT_IDLE]
        if told:
            parts.append(f"This PC also tells Yarrow of {_listed(told)}, and each locks.")
        if silent:
            parts.append(f"It does not tell of {_listed(silent)}: press Ctrl+L before those.")
        self.words = " ".join(parts)
        self.show_text(self.words)


class PicturesCard(SettingCard):
    """Whether pictures of the screen are refused, and a way to allow them for a while."""

    def __init__(
        self,
        allow: Callable[[], object],
        refuse: Callable[[], object],
        theme: Theme,
        *,
        minutes: int,
        can_refuse: bool,
    ) -> None:
        self.allow_button = Button(f"Allow for {minutes} minutes", theme)
        self.refuse_button = Button("Refuse again now", theme)
        actions = (self.allow_button, self.refuse_button)
        super().__init__("Pictures of the screen", "", theme, actions=actions)
        self._minutes, self._can_refuse = minutes, can_refuse
        self.allow_button.clicked.connect(allow)
        self.refuse_button.clicked.connect(refuse)
        self.show_allowed(allowed=False)

    def show_allowed(self, *, allowed: bool) -> None:
        """Say how it stands now."""
        if not self._can_refuse:
            words = (
                "This PC’s system lets no program refuse pictures of its windows, nor previews. "
                "Press F9 before anybody takes one."
            )
        elif allowed:
            words = (
                f"Allowed for {self._minutes} minutes, which the bar shows and the access log "
                "keeps. They are refused again by themselves, and at a lock."
            )
        else:
            words = "Refused: pictures, recordings and previews show an empty window."
        self.show_text(words)
        self.allow_button.setVisible(self._can_refuse and not allowed)
        self.refuse_button.setVisible(self._can_refuse and allowed)


def _minutes(number: int) -> str:
    words = {0: "No time: F9 locks at once", 1: "1 minute"}
    return words.get(number, f"{number} minutes")


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
