"""Makes backups while a vault is open, on a thread of their own, in nobody's way."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from app.errors import YarrowError
from app.wiring.desk import Desk
from storage.backup import daily
from storage.backup.daily import Backups
from storage.backup.making import Made, make_backup
from storage.backup.stopping import Stop
from storage.spaces.store import VaultSpaces
from storage.unlocked import Vault
from sync.protocol.heads import read_head

_FIRST_MS = 20_000
_LOOK_MS = 15 * 60_000


class BackupLane(QObject):
    """Looks now and then whether a backup is due. Signal: `changed(object)` with how they stand.

    `state` is what was known last, None until it was read.
    """

    changed = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="yarrow-backup")
        self._stop = Stop()
        self.state: Backups | None = None
        self.is_working = False
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._first = QTimer(self)
        self._first.setSingleShot(True)
        self._first.setInterval(_FIRST_MS)
        self._first.timeout.connect(self.look)

    @property
    def second(self) -> str:
        """The second place: the person's own choice, else what IT has set."""
        own = "" if self.state is None else self.state.folder
        return own or self._desk.site.backup_folder

    def start(self) -> None:
        """Read how they stand, say so if none was made for long, and begin to look."""
        self._first.start()
        self._timer.start()
        self._thread.submit(self._desk.vault.keep_reserve)
        self._desk.jobs.when_done(
            self._desk.read(lambda reading: daily.read(reading.connection)),
            self,
            done=self._on_read,
            failed=_nobody_waits,
        )

    def stop(self) -> None:
        """Begin nothing more, and end what is under way."""
        self._first.stop()
        self._timer.stop()
        self._stop.ask()
        self._thread.shutdown(wait=False, cancel_futures=True)

    def look(self) -> None:
        """Make one if it is due, and the room kept for drafts again if it was needed."""
        self._thread.submit(self._desk.vault.keep_reserve)
        if self.state is not None and self.state.is_due(self._desk.local_ms()):
            self.back_up()

    def back_up(self) -> None:
        """Make one now."""
        if self.is_working or self.state is None:
            return
        self.is_working = True
        self.changed.emit(self.state)
        vault, state, second = self._desk.vault, self.state, self.second
        now_ms = self._desk.local_ms()
        made = self._thread.submit(
            lambda: daily.back_up(
                vault,
                state,
                second=second,
                now_ms=now_ms,
                stop=self._stop,
                sure_ms=_signed_ms(vault),
            )
        )
        self._desk.jobs.when_done(made, self, done=self._on_made, failed=_nobody_waits)

    def back_up_into(self, file: str) -> Future[Made]:
        """Make one into a file of a person's choice."""
        vault, now_ms = self._desk.vault, self._desk.local_ms()
        path = Path(file).expanduser()
        return self._thread.submit(
            lambda: make_backup(vault, path, made_ms=now_ms, stop=self._stop)
        )

    def set_on(self, *, is_on: bool) -> None:
        """Make them by themselves, or not."""
        self._change(lambda state: replace(state, is_on=is_on))

    def set_folder(self, folder: str) -> None:
        """Copy each to this second place, none if it is empty."""
        self._change(lambda state: replace(state, folder=folder, second_ms=0, second_problem=""))

    def _change(self, change: Callable[[Backups], Backups]) -> None:
        if self.state is not None:
            self._keep(change(self.state))

    def _keep(self, state: Backups) -> None:
        self.state = state
        self._desk.note(lambda session: daily.write(session.connection, state))
        self.changed.emit(state)

    def _on_read(self, state: Backups) -> None:
        self.state = state
        if state.is_on and not state.since_ms and not self._desk.vault.is_read_only:
            self._keep(replace(state, since_ms=self._desk.local_ms()))
        else:
            self.changed.emit(state)
        if state.is_on and state.since_ms and state.is_late(self._desk.local_ms()):
            self._desk.told.emit("No backup for 7 days. See Settings, Backups.")

    def _on_made(self, made: Backups) -> None:
        self.is_working = False
        if self.state is not None:
            # What was chosen meanwhile stays.
            self._keep(replace(made, is_on=self.state.is_on, folder=self.state.folder))


def _signed_ms(vault: Vault) -> int:
    """The newest moment that a service of this vault signed, 0 if none: no PC's clock is in it."""
    spaces, found = VaultSpaces(vault), [0]
    with suppress(YarrowError):  # what cannot be read makes no backup older
        for id in spaces.spaces():
            state = spaces.space(id).load()
            if state.cursor.head:
                found.append(read_head(state.cursor.head, state.service.signing).time)
    return max(found)


def _nobody_waits(_failure: YarrowError) -> None:
    """A vault that cannot be read says so elsewhere."""
