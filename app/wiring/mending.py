"""Offers to repair a vault in which damage was found, in words, with a button."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLineEdit

from app.errors import Damaged, YarrowError
from app.wiring.desk import Desk
from resources.words import sentence
from storage.backup.repairing import newest_backup, prepare_repair
from storage.failures import told
from storage.unlocked import Vault
from ui.boxes.ask_box import AskBox
from ui.widgets.field import Field

_DAMAGE = ("vault.damaged", "vault.read_only")
_SAFE = (
    "You can read everything that can be read, and nothing was deleted. Until it is repaired the "
    "vault takes no changes, and no new passphrase. Repairing keeps the damaged folder and puts "
    "together what is whole in it, what a backup has, and at the next exchange what the service "
    "has."
)


class MendingWiring(QObject):
    """Opens its box at unlock if the vault takes no writes, or once damage is met. `lock` locks."""

    def __init__(self, desk: Desk, lock: Callable[[], object]) -> None:
        super().__init__(desk)
        self._desk, self._lock = desk, lock
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="yarrow-repair")
        self.box: AskBox | None = None
        desk.refused.connect(self._on_refused)

    def start(self) -> None:
        """Look, and offer."""
        if self._desk.vault.is_read_only:
            self.offer()

    def stop(self) -> None:
        """Begin nothing more."""
        self._thread.shutdown(wait=False, cancel_futures=True)

    def offer(self) -> None:
        """Find out what is damaged, and ask."""
        vault = self._desk.vault

        def look() -> tuple[list[Damaged], Path | None]:
            return vault.verify(), newest_backup(vault)

        self._desk.jobs.when_done(
            self._thread.submit(look), self, done=self._ask, failed=self._on_failed
        )

    def _on_failed(self, error: YarrowError) -> None:
        if isinstance(error, Damaged):
            self._ask(([error], newest_backup(self._desk.vault)))

    def _ask(self, found: tuple[list[Damaged], Path | None]) -> None:
        damages, backup = found
        if self.box is not None or self._desk.host is None:
            return
        line = QLineEdit("" if backup is None else str(backup))
        field = Field(
            "Backup to fill the gaps from",
            line,
            self._desk.theme,
            help_text="A file that Yarrow made. Leave it empty to go without one.",
        )
        words = " ".join(sentence(each).partition(". ")[0] + "." for each in damages)
        self.box = AskBox(
            self._desk.host,
            self._desk.theme,
            title="Damage was found in this vault",
            verb="Repair",
            text=f"{words} {_SAFE}".strip(),
            fields={"backup": field},
        )
        self.box.wanted.connect(self._repair)
        self.box.closed.connect(self._on_closed)

    def _repair(self) -> None:
        if self.box is None:
            return
        line = self.box.fields["backup"].editor
        typed = line.text().strip() if isinstance(line, QLineEdit) else ""
        backup = Path(typed).expanduser() if typed else None
        self.box.set_busy(busy=True)
        self.box.tell("Repairing. This can take some minutes.")
        vault = self._desk.vault
        done: Future[int | None] = self._thread.submit(lambda: _prepared(vault, backup))
        self._desk.jobs.when_done(done, self, done=self._on_repaired, failed=self._on_not_repaired)

    def _on_repaired(self, changes: int | None) -> None:
        if self.box is not None:
            self.box.close_overlay()
        if changes is None:
            self._desk.told.emit("Repaired from the changes. Nothing is lost.")
            return
        # The folder changes place when nobody has it open: at the next unlock.
        self._lock()

    def _on_not_repaired(self, error: YarrowError) -> None:
        if self.box is not None:
            self.box.refuse(error)

    def _on_refused(self, error: object) -> None:
        if isinstance(error, YarrowError) and error.code in _DAMAGE:
            self.offer()

    def _on_closed(self) -> None:
        self.box = None


def _prepared(vault: Vault, backup: Path | None) -> int | None:
    with told():  # a backup that is not there
        return prepare_repair(vault, backup)
