"""The section Ways in: the passphrase, a personal code, the team's shares, another PC."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from app.errors import YarrowError
from resources.words import sentence
from ui.formats import short_day
from ui.jobs import Jobs
from ui.settings.section import Cards, SettingCard
from ui.settings.ways_asking import WaysAsking
from ui.settings.ways_facts import WaysCalls, WaysFacts
from ui.theme.theme import Theme
from ui.widgets.button import Button
from ui.widgets.label import Label
from ui.widgets.spoken import announce

_YEAR = timedelta(days=365)
_CODE_MS = 15 * 60_000
"""As long as a code for another PC is good."""
_PASSPHRASE = "It opens this vault on this PC, and nothing else. Nobody can look it up."
_OWN = (
    "A code for a second PC of yours: there you make a vault with a passphrase of its own, and "
    "join with the code. It works once, for 15 minutes. Both show as you."
)


class WaysCards(Cards):
    """The cards, told anew by `refresh`. `host` gives what boxes lie over."""

    def __init__(
        self,
        calls: WaysCalls,
        jobs: Jobs,
        theme: Theme,
        *,
        host: Callable[[], QWidget | None],
        told: Callable[[str], object],
    ) -> None:
        self._calls, self._jobs, self._theme = calls, jobs, theme
        self._host, self._told = host, told
        self.change_button = Button("Change the passphrase", theme)
        self.code_button = Button("Make a personal code", theme)
        self.alone_button = Button("A personal code alone", theme)
        self.allow_button = Button("Let the shares open it", theme)
        self.set_button = Button("Make a new recovery set", theme)
        self.check_button = Button("Check a share", theme)
        self.own_button = Button("A code for my other PC", theme)
        self._own_code = Label("", "code", wraps=True)
        self._own_code.hide()
        self.passphrase = SettingCard(
            "Passphrase", _PASSPHRASE, theme, actions=(self.change_button,)
        )
        self.code = SettingCard(
            "Personal code", "", theme, actions=(self.code_button, self.alone_button)
        )
        shares = (self.check_button, self.set_button, self.allow_button)
        self.shares = SettingCard("Recovery shares", "", theme, actions=shares)
        self.own = SettingCard(
            "Another PC of yours", _OWN, theme, parts=(self._own_code,), actions=(self.own_button,)
        )
        super().__init__(theme, self.passphrase, self.code, self.shares, self.own)
        self._code_ends = QTimer(self)
        self._code_ends.setSingleShot(True)
        self._code_ends.setInterval(_CODE_MS)
        self._code_ends.timeout.connect(self._forget_code)
        self._connect()
        self.show_facts(WaysFacts())

    def refresh(self) -> None:
        """Read how it stands."""
        self._jobs.when_done(
            self._calls.facts(), self, done=self.show_facts, failed=self._on_refused
        )

    def offer_code(self) -> None:
        """Offer a personal code over the page."""
        asking = self._asking()
        if asking is not None:
            asking.offer_code()

    def show_facts(self, facts: WaysFacts) -> None:
        """Show how it stands."""
        self.code.show_text(code_words(facts))
        self.code_button.setText(
            "Make another personal code" if facts.has_code else "Make a personal code"
        )
        today = self._calls.today()
        recovered = [
            f"{who or 'Somebody'} opened a vault without its passphrase on "
            f"{short_day(day, today=today)}."
            for who, day in facts.recovered
        ]
        self.shares.show_text(" ".join([share_words(facts, self._calls), *recovered]))
        self.alone_button.setVisible(facts.shares_open)
        self.allow_button.setVisible(facts.code_alone and facts.has_set)
        self.check_button.setVisible(facts.has_set)
        self.set_button.setVisible(facts.is_lead)
        self.own.setVisible(bool(facts.team))

    def _connect(self) -> None:
        self.change_button.clicked.connect(lambda: self._ask(WaysAsking.change_passphrase))
        self.code_button.clicked.connect(lambda: self._ask(WaysAsking.make_code))
        self.alone_button.clicked.connect(lambda: self._ask(WaysAsking.make_code_alone))
        self.allow_button.clicked.connect(lambda: self._ask(WaysAsking.allow_shares))
        self.set_button.clicked.connect(lambda: self._ask(WaysAsking.make_set))
        self.check_button.clicked.connect(lambda: self._ask(WaysAsking.check_share))
        self.own_button.clicked.connect(self._invite_own)

    def _ask(self, open_box: Callable[[WaysAsking], object]) -> None:
        asking = self._asking()
        if asking is not None:
            open_box(asking)

    def _asking(self) -> WaysAsking | None:
        host = self._host()
        if host is None:
            return None
        return WaysAsking(host, self._theme, self._jobs, calls=self._calls, done=self._on_done)

    def _on_done(self, words: str) -> None:
        self._told(words)
        self.refresh()

    def _invite_own(self) -> None:
        self.own_button.setEnabled(False)
        self._jobs.when_done(
            self._calls.invite_own(), self, done=self._on_code, failed=self._on_no_code
        )

    def _on_code(self, code: str) -> None:
        self.own_button.setEnabled(True)
        self._own_code.setText(code)
        self._own_code.show()
        self._code_ends.start()
        announce(self, "The code stands above the button")

    def _forget_code(self) -> None:
        self._own_code.setText("")
        self._own_code.hide()

    def _on_no_code(self, error: YarrowError) -> None:
        self.own_button.setEnabled(True)
        self._on_refused(error)

    def _on_refused(self, error: YarrowError) -> None:
        self._told(sentence(error))


def code_words(facts: WaysFacts) -> str:
    """What the card of the personal code says."""
    if facts.has_code:
        return "There is one. If you are not sure where the paper is, make another."
    if facts.shares_open:
        return "There is none. Your team’s recovery shares are a way back already."
    return (
        "There is none, and no other way back: if you forget the passphrase, nobody can open this "
        "vault."
    )


def is_overdue(facts: WaysFacts, today: date) -> bool:
    """Whether the set in force was rehearsed here once, and not within the last year."""
    return facts.rehearsed is not None and today - facts.rehearsed > _YEAR


def share_words(facts: WaysFacts, calls: WaysCalls) -> str:
    """What the card of the team's shares says."""
    if not facts.team:
        return "A team keeps three shares on paper, any two of which open its vaults."
    if not facts.has_set:
        who = "Make one" if facts.is_lead else "A lead can make one"
        return f"{facts.team} has no recovery set yet. {who}: it is the way back for everybody."
    opens = "opens this vault too" if facts.shares_open else "does not open this vault yet"
    if facts.code_alone:
        opens = "does not open this vault: a personal code is your only way back"
    said = f"{facts.team} has a recovery set, which {opens}."
    today = calls.today()
    if facts.rehearsed is None:
        return f"{said} No share of it was checked on this PC so far."
    day = short_day(facts.rehearsed, today=today)
    if is_overdue(facts, today):
        return f"{said} A share was last checked on {day}, more than a year ago: check one."
    return f"{said} A share was last checked on {day}."
