"""What the features of one open vault share: its lanes, the time, and how they call each other."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from concurrent.futures import Future
from datetime import datetime
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.errors import YarrowError
from app.forms.directory import Directory, known_places
from app.forms.nicknames import load_nicknames
from app.forms.steps import Numbers
from app.usecases.finding import Finder
from app.wiring.site.ringing import numbers_of
from app.wiring.site.values import Site
from storage.reading import VaultReading
from storage.session import VaultSession
from storage.unlocked import Vault
from ui.boxes.ask_box import AskBox
from ui.jobs import Jobs
from ui.names import Names
from ui.theme.theme import Theme
from ui.today.wording import Ring
from ui.turns import Turns

T = TypeVar("T")
_ID_BYTES = 16
_MADE_UP = Ring("the team", "ext. 2040, made up")


class HoldBox(Protocol):
    """Keeps what is typed in a box."""

    def __call__(
        self,
        box: AskBox | None,
        kind: str,
        /,
        *,
        subject: bytes | None,
        about: str = "",
        again: str = "",
    ) -> None:
        """Keep it from now on, and show what was kept of it before."""


class Desk(QObject):
    """Hands work to the vault and news between features, so that none knows another.

    `host` is what boxes lie over; the window sets it. `names` says whether names or initials are
    shown. `copy` puts text on the clipboard for ten seconds; a note or a person's data goes
    through the checks before it. `let_letters_act` lets single letters do something, or nothing.
    `unkept` are the ids of the drafts that the disk did not take.
    `turns` does long work of the screen's thread a little at a time.
    `finder` finds people on the read lane.
    `hold_box` keeps what is typed in a box, which has a kind, a file and a thing in that file;
    `again` is what opens it again, if that is more than the thing.

    Signals: `file_wanted(object)` with a subject; `place_wanted(str)`; `draft_wanted(object)`
    with a draft's id; `draft_left()` when a box was left, maybe with words in it;
    `refer_wanted(object, object)` with a subject and the id of an identification, None for the
    newest; `referral_wanted(str, object)` with what to do with a referral and its id;
    `duty_wanted(object, object)` with a subject and what a report by law is about;
    `give_wanted(object)` with the subject of a file for somebody outside;
    `contact_wanted(object)` with the subject of whom a try to reach is to be written down;
    `clash_wanted(object)` with the id of a record in clash; `told(str)` with a sentence for
    everyone; `recalled(str)` with how the last session ended, which stays until she did something;
    `refused(object)` with a `YarrowError`; `saved(object)` with the subject of what was stored,
    None where it may be anything.
    """

    file_wanted = Signal(object)
    place_wanted = Signal(str)
    draft_wanted = Signal(object)
    draft_left = Signal()
    refer_wanted = Signal(object, object)
    referral_wanted = Signal(str, object)
    contact_wanted = Signal(object)
    duty_wanted = Signal(object, object)
    give_wanted = Signal(object)
    clash_wanted = Signal(object)
    told = Signal(str)
    recalled = Signal(str)
    refused = Signal(object)
    saved = Signal(object)

    def __init__(
        self,
        vault: Vault,
        theme: Theme,
        jobs: Jobs,
        *,
        site: Site,
        now: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.vault, self.theme, self.jobs, self.site, self.now = vault, theme, jobs, site, now
        self.turns = Turns(self)
        self.host: QWidget | None = None
        self.names = Names(initials=site.bedside, parent=self)
        self.finder = Finder(load_nicknames())
        self.copy: Callable[[str], object] = _to_nowhere
        self.let_letters_act: Callable[[bool], Future[Any]] = _not_kept
        self.unkept: set[bytes] = set()
        self.hold_box: HoldBox = _hold_nothing

    @property
    def directory(self) -> Directory:
        """The places that this vault knows by name."""
        return known_places(training=self.vault.is_training)

    @property
    def ring(self) -> Ring:
        """Whom to ring with a referral; never a real number from a training vault."""
        if self.vault.is_training:
            return _MADE_UP
        return Ring(self.site.ring_who, self.site.ring_number)

    @property
    def numbers(self) -> Numbers:
        """Whom the steps beside New tell to ring; made up in a training vault."""
        return numbers_of(self.site, training=self.vault.is_training)

    def read(self, work: Callable[[VaultReading], T], *, behind: bool = False) -> Future[T]:
        """Do this on the read lane, maybe `behind` what somebody looks at; every failure comes in
        the Future.
        """
        try:
            return self.vault.read(work, behind=behind)
        except YarrowError as error:
            return _failed(error)

    def write(self, work: Callable[[VaultSession], T], *, spare: bool = False) -> Future[T]:
        """Do this on the write lane; every failure comes in the Future.

        With `spare` a full disk gives up the room kept for what is being typed.
        """
        try:
            return self.vault.write(work, spare=spare)
        except YarrowError as error:
            return _failed(error)

    def note(self, work: Callable[[VaultSession], None]) -> None:
        """Write a line that nobody waits for; a vault that takes none is told of elsewhere."""
        self.write(work)

    def noted(self, answer: Future[T], note: Callable[[VaultSession, T], None]) -> Future[T]:
        """The same answer; what was looked at is written down once it is there."""

        def done(future: Future[T]) -> None:
            if not future.cancelled() and future.exception() is None:
                seen = future.result()
                self.note(lambda session: note(session, seen))

        answer.add_done_callback(done)
        return answer

    def drop(self, answer: Future[T]) -> None:
        """Stop a read that nobody wants any more."""
        self.vault.drop(answer)

    def new_id(self) -> bytes:
        """16 random bytes."""
        return secrets.token_bytes(_ID_BYTES)

    def local_ms(self) -> int:
        """The time of `now`, ms since 1970."""
        return int(self.now().timestamp() * 1000)


def _hold_nothing(
    _box: AskBox | None,
    _kind: str,
    *,
    subject: bytes | None,
    about: str = "",
    again: str = "",
) -> None:
    """There is nothing to keep a box in without a window."""
    del subject, about, again


def _to_nowhere(_text: str) -> None:
    """There is no clipboard without a window."""


def _not_kept(_on: bool) -> Future[Any]:  # noqa: FBT001 - as a check box tells it
    """There is no session that would keep it."""
    return Future()


def _failed(error: YarrowError) -> Future[T]:
    answer: Future[T] = Future()
    answer.set_exception(error)
    return answer
