"""Who may come in: the vaults of this PC, one chosen, and how a try goes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QObject, QTimer, Signal

from app.errors import YarrowError
from resources.words import sentence
from ui.jobs import Jobs

_SECOND_MS = 1000


@dataclass(frozen=True, slots=True)
class VaultUser:
    """One vault of this PC as it shows itself before it is open.

    `key` tells it apart, `label` is what its person chose to be called here, `last_here` the day
    of the last unlock. `notice` is a sentence about where it lies, if that is no disk of this PC.
    """

    key: str
    label: str
    last_here: date | None
    has_draft: bool
    is_training: bool
    notice: str = ""


@dataclass(frozen=True, slots=True)
class KnownBackup:
    """A backup that lies on this PC: its file, whose it is by the label of the vault, empty if that
    is not here any more, and when it was made (ms since 1970).
    """

    file: str
    label: str
    made_ms: int


@dataclass(frozen=True, slots=True)
class Doors:
    """What the lock screen can ask for.

    `wait_s` gives the seconds that wrong tries still cost a vault. `unlock` takes a vault's key
    and a passphrase and gives what was opened. `make` takes a name and a passphrase and gives a
    new vault, open. `guesses` says how many tries a guesser would need for a passphrase of a
    person with this name. `elsewhere` finds the vault in a folder that a person typed. `restore`
    takes a backup's file and a passphrase, and gives the key of the vault it brought back;
    `backups` are those that lie on this PC, the newest first.

    `restore_by` does the same by one of the `ways` and what was typed on it.

    `ways` gives the ways into a vault besides its passphrase: `shares`, `code`. `prove` fails for
    what was typed on such a way if it can be no share or code, without trying it on any vault;
    `recover` opens the vault so, with a new passphrase. `share_words` are all that occur in shares.
    """

    users: Callable[[], Sequence[VaultUser]]
    wait_s: Callable[[str], int]
    unlock: Callable[[str, str], Future[object]]
    make: Callable[[str, str], Future[object]]
    guesses: Callable[[str, str], Future[int]]
    elsewhere: Callable[[str], VaultUser]
    backups: Callable[[], Future[Sequence[KnownBackup]]]
    restore: Callable[[str, str], Future[str]]
    restore_by: Callable[[str, str, Sequence[str]], Future[str]]
    ways: Callable[[str], Sequence[str]]
    prove: Callable[[str, Sequence[str]], Future[object]]
    recover: Callable[[str, str, Sequence[str], str], Future[object]]
    share_words: Callable[[], Future[Sequence[str]]]


class UnlockViewModel(QObject):
    """The state of the lock screen.

    Signals: `users_changed()`, `chosen_changed()`, `changed()` for all else, `unlocked(object)`
    with what was opened.
    """

    users_changed = Signal()
    chosen_changed = Signal()
    changed = Signal()
    unlocked = Signal(object)

    def __init__(self, doors: Doors, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._doors, self._jobs = doors, jobs
        self.users: tuple[VaultUser, ...] = tuple(doors.users())
        self.chosen: VaultUser | None = self.users[0] if self.users else None
        self.problem = ""
        self.is_busy = False
        self.waits_s = 0
        self._second = QTimer(self)
        self._second.setInterval(_SECOND_MS)
        self._second.timeout.connect(self._count_down)
        self._look_at_wait()

    @property
    def can_try(self) -> bool:
        """Whether a passphrase would be looked at now."""
        return self.chosen is not None and not self.is_busy and self.waits_s == 0

    @property
    def wait_words(self) -> str:
        """How long to wait, in a sentence; empty if the next try may come now."""
        if self.waits_s == 0:
            return ""
        seconds = "1 second" if self.waits_s == 1 else f"{self.waits_s} seconds"
        return f"Wait {seconds}, then try again."

    def choose(self, key: str) -> None:
        """Let another vault of the list be the one to open."""
        found = next((user for user in self.users if user.key == key), None)
        if found is None or found == self.chosen or self.is_busy:
            return
        self.chosen, self.problem = found, ""
        self._look_at_wait()
        self.chosen_changed.emit()
        self.changed.emit()

    def unlock(self, passphrase: str) -> None:
        """Try a passphrase on the chosen vault; does nothing while one is being tried."""
        if self.chosen is None or not self.can_try or not passphrase:
            return
        self._start()
        self._jobs.when_done(
            self._doors.unlock(self.chosen.key, passphrase),
            self,
            done=self._on_open,
            failed=self._on_refused,
        )

    def make(self, name: str, passphrase: str) -> None:
        """Make a vault for someone new and open it."""
        if self.is_busy:
            return
        self._start()
        self._jobs.when_done(
            self._doors.make(name, passphrase), self, done=self._on_open, failed=self._on_refused
        )

    def recover(self, way: str, typed: Sequence[str], passphrase: str) -> None:
        """Open the chosen vault by shares or a code, and give it a new passphrase."""
        if self.chosen is None or not self.can_try:
            return
        self._start()
        self._jobs.when_done(
            self._doors.recover(self.chosen.key, way, typed, passphrase),
            self,
            done=self._on_open,
            failed=self._on_refused,
        )

    def look_in(self, folder: str) -> bool:
        """Choose the vault in a folder of another place; False with a problem if none is there."""
        try:
            user = self._doors.elsewhere(folder)
        except YarrowError as error:
            self._say(sentence(error))
            return False
        others = tuple(each for each in self.users if each.key != user.key)
        if user not in self.users:
            self.users = (*others, user)
            self.users_changed.emit()
        self.choose(user.key)
        return True

    def tell(self, error: YarrowError) -> None:
        """Say why what was opened could not be shown."""
        self._say(sentence(error))

    def forget_problem(self) -> None:
        """Take the last problem away, once the person types again."""
        if self.problem and self.waits_s == 0:
            self._say("")

    def _start(self) -> None:
        self.is_busy, self.problem = True, ""
        self.changed.emit()

    def _on_open(self, opened: object) -> None:
        self.is_busy = False
        self.changed.emit()
        self.unlocked.emit(opened)

    def _on_refused(self, error: YarrowError) -> None:
        self.is_busy = False
        self._look_at_wait()
        self._say(sentence(error))

    def _say(self, words: str) -> None:
        self.problem = words
        self.changed.emit()

    def _look_at_wait(self) -> None:
        self.waits_s = 0 if self.chosen is None else self._doors.wait_s(self.chosen.key)
        if self.waits_s:
            self._second.start()
        else:
            self._second.stop()

    def _count_down(self) -> None:
        self._look_at_wait()
        if not self.waits_s:
            self.problem = ""
        self.changed.emit()
