"""The boxes of the section Ways in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ui.boxes.ask_box import AskBox
from ui.jobs import Jobs
from ui.settings.secret_box import NOT_WRITTEN, SecretBox
from ui.settings.ways_facts import WaysCalls
from ui.theme.theme import Theme
from ui.unlocking.new_passphrase import NewPassphrase
from ui.unlocking.passphrase_field import PassphraseField
from ui.widgets.check_box import CheckBox
from ui.widgets.field import Field
from ui.widgets.label import Label
from ui.widgets.word_edit import WordEdit

T = TypeVar("T")
_SHARE_WORDS = 20
_NEW_KEY = "Somebody may know the old one: make a new key for the vault too"
_CHANGED = "The new passphrase holds from now on."
_CHANGED_LATER = (
    "The new passphrase holds from now on. Lock and unlock: the new key is made then, which takes "
    "longer than usual. A personal code ends with it, so make another after that."
)
_CODE_DONE = "The personal code opens this vault from now on."
_ALONE_DONE = "The personal code is your only way back: no team’s shares open this vault now."
_ALONE_TEXT = (
    "Some spaces for named people take no vault that a team’s recovery shares open. The code then "
    "stands in: whoever forgets the passphrase and loses the code loses what only this PC holds. "
    "Backups made before still open with the shares."
)
_ALLOW_TEXT = (
    "Two people with a share each can then open this vault without you, with all that it reads. "
    "Your personal code goes on being a way back."
)
_ALLOWED = "The team’s recovery shares open this vault too."
_SET_DONE = "The new recovery set is in force."
_CODE_TEXT = (
    "Keep the code where you keep what matters, not with this PC: whoever has both opens the vault."
)
_SET_TEXT = (
    "Write each share on a paper of its own with the team’s name and today’s date, and give each "
    "to another person. Any two open the vaults of the team. The old papers are to be destroyed."
)


class WaysAsking(QObject):
    """Opens the boxes over a page; `done` is told in words what holds now."""

    def __init__(
        self,
        host: QWidget,
        theme: Theme,
        jobs: Jobs,
        *,
        calls: WaysCalls,
        done: Callable[[str], object],
    ) -> None:
        super().__init__(host)
        self._host, self._theme, self._jobs = host, theme, jobs
        self._calls, self._done = calls, done

    def change_passphrase(self) -> AskBox:
        """Ask for the old passphrase and a new one."""
        old = PassphraseField(self._theme, height=36)
        new = NewPassphrase(self._calls.guesses, self._jobs, self._theme)
        new_key = CheckBox(_NEW_KEY, self._theme)
        box = AskBox(
            self._host,
            self._theme,
            title="Change the passphrase",
            text="From then on the old one opens nothing on this PC. Backups made before still "
            "open with it.",
            verb="Change it",
            fields={"old": Field("Your passphrase now", old, self._theme)},
            parts=(new, new_key),
        )

        def on_wanted() -> None:
            if not old.text():
                box.tell("Your passphrase is needed first.")
            elif new.is_ready():
                box.set_busy(busy=True)
                future = self._calls.change(old.text(), new.text, new_key.isChecked())
                self._jobs.when_done(future, box, done=on_done, failed=box.refuse)

        def on_done(_result: object) -> None:
            old.forget()
            new.forget()
            box.close_overlay()
            self._done(_CHANGED_LATER if new_key.isChecked() else _CHANGED)

        box.wanted.connect(on_wanted)
        return box

    def make_code(self) -> AskBox:
        """Ask for the passphrase, then show a new personal code."""
        return self._with_passphrase(
            title="A personal code",
            text="It opens the vault if the passphrase is forgotten. One that was made before "
            "opens nothing any more.",
            verb="Make the code",
            ask=self._calls.make_code,
            show=self._show_code,
        )

    def make_code_alone(self) -> AskBox:
        """Ask for the passphrase, then show a code that stands in for the team's shares."""
        return self._with_passphrase(
            title="A personal code alone",
            text=_ALONE_TEXT,
            verb="Make the code",
            ask=self._calls.make_code_alone,
            show=lambda code: self._show_code(code, _ALONE_DONE),
        )

    def allow_shares(self) -> AskBox:
        """Ask for the passphrase, then let the team's shares open the vault again."""
        return self._with_passphrase(
            title="Let the team’s shares open this vault",
            text=_ALLOW_TEXT,
            verb="Let them open it",
            ask=self._calls.allow_shares,
            show=lambda _nothing: self._done(_ALLOWED),
        )

    def offer_code(self) -> AskBox:
        """Offer a personal code to who has just made a vault; going back is for later."""
        box = AskBox(
            self._host,
            self._theme,
            title="A way back in",
            text="If you forget your passphrase, nobody can open this vault: not IT, and not who "
            "made Yarrow. A personal code on paper is a way back. You can also do this later, "
            "under Settings, Ways in.",
            verb="Show me a code",
        )

        def on_wanted() -> None:
            box.set_busy(busy=True)
            code = self._calls.make_code(None)
            self._jobs.when_done(code, box, done=on_code, failed=box.refuse)

        def on_code(code: str) -> None:
            box.close_overlay()
            self._show_code(code)

        box.wanted.connect(on_wanted)
        return box

    def make_set(self) -> AskBox:
        """Ask for the passphrase, then show the shares of a new set, one at a time."""
        return self._with_passphrase(
            title="A new recovery set",
            text="Three shares of 20 words, any two of which open the vaults of the team. All "
            "sets before it are retired. Have three papers ready, and nobody behind you.",
            verb="Make the set",
            ask=self._calls.make_set,
            show=self._show_set,
        )

    def check_share(self) -> AskBox:
        """Ask for one share and say what it is good for."""
        edit, count = WordEdit(self._theme, count=_SHARE_WORDS), Label("", "quiet")
        edit.told.connect(count.setText)
        box = AskBox(
            self._host,
            self._theme,
            title="Check a share",
            text="This opens nothing. It says whether the paper is of the set in force, and keeps "
            "the day.",
            verb="Check it",
            fields={"share": Field("Share", edit, self._theme)},
            parts=(count,),
        )
        words = self._calls.share_words()
        self._jobs.when_done(words, box, done=edit.know, failed=box.refuse)

        def on_wanted() -> None:
            box.set_busy(busy=True)
            answer = self._calls.check(edit.written())
            self._jobs.when_done(answer, box, done=on_checked, failed=box.refuse)

        def on_checked(words: str) -> None:
            edit.forget()
            box.close_overlay()
            self._done(words)

        box.wanted.connect(on_wanted)
        return box

    def _with_passphrase(
        self,
        *,
        title: str,
        text: str,
        verb: str,
        ask: Callable[[str], Future[T]],
        show: Callable[[T], object],
    ) -> AskBox:
        """A box that does something only for who knows the passphrase."""
        line = PassphraseField(self._theme, height=36)
        box = AskBox(
            self._host,
            self._theme,
            title=title,
            text=text,
            verb=verb,
            fields={"passphrase": Field("Your passphrase", line, self._theme)},
        )

        def on_wanted() -> None:
            if not line.text():
                box.tell("Your passphrase is needed.")
                return
            box.set_busy(busy=True)
            future = ask(line.text())
            line.forget()
            self._jobs.when_done(future, box, done=on_made, failed=box.refuse)

        def on_made(made: T) -> None:
            box.close_overlay()
            show(made)

        box.wanted.connect(on_wanted)
        return box

    def _show_code(self, code: str, words: str = _CODE_DONE) -> None:
        SecretBox(
            self._host,
            self._theme,
            titles=["Personal code"],
            secrets=[code],
            text=_CODE_TEXT,
            done=lambda is_written: self._done(words if is_written else NOT_WRITTEN),
        )

    def _show_set(self, shares: Sequence[str]) -> None:
        SecretBox(
            self._host,
            self._theme,
            titles=[f"Share {nr} of {len(shares)}" for nr in range(1, len(shares) + 1)],
            secrets=shares,
            text=_SET_TEXT,
            done=lambda is_written: self._done(_SET_DONE if is_written else NOT_WRITTEN),
        )
