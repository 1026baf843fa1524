"""Offers to repair a vault in which damage was found: each way by name, where it can help."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from PySide6.QtCore import QObject

from app.errors import Damaged, YarrowError
from app.wiring.desk import Desk
from app.wiring.vaults.repair_ways import Diagnosis, diagnose, ways_of
from resources.words import sentence
from storage.backup.repairing import prepare_repair
from storage.failures import told
from storage.unlocked import Vault
from ui.boxes.repair_box import BACKUP, RepairBox

_DAMAGE = ("vault.damaged", "vault.read_only")
_SAFE = (
    "You can read everything that can be read, and nothing was deleted. Until it is repaired the "
    "vault takes no changes, and no new passphrase. Where the folder is made anew, the damaged one "
    "is kept."
)


class MendingWiring(QObject):
    """Opens its box at unlock if the vault takes no writes, or once damage is met. `lock` locks."""

    def __init__(self, desk: Desk, lock: Callable[[], object]) -> None:
        super().__init__(desk)
        self._desk, self._lock = desk, lock
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="yarrow-repair")
        self.box: RepairBox | None = None
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

        def look() -> Diagnosis:
            try:
                found = vault.verify()
            except Damaged as damage:
                found = [damage]
            return diagnose(vault, found)

        self._desk.jobs.when_done(
            self._thread.submit(look), self, done=self._ask, failed=self._on_failed
        )

    def _on_failed(self, error: YarrowError) -> None:
        self._desk.told.emit(sentence(error))

    def _ask(self, diagnosis: Diagnosis) -> None:
        if self.box is not None or self._desk.host is None:
            return
        words = " ".join(sentence(each).partition(". ")[0] + "." for each in diagnosis.found)
        self.box = RepairBox(
            self._desk.host,
            self._desk.theme,
            text=f"{words} {_SAFE}".strip(),
            ways=ways_of(diagnosis),
            backup="" if diagnosis.backup is None else str(diagnosis.backup),
        )
        self.box.wanted.connect(self._repair)
        self.box.closed.connect(self._on_closed)

    def _repair(self) -> None:
        if self.box is None:
            return
        way, typed = self.box.way, self.box.line.text().strip()
        if way == BACKUP and not typed:
            self.box.tell("Name the file of the backup, or choose another way.")
            return
        backup = Path(typed).expanduser() if way == BACKUP else None
        self.box.set_busy(busy=True)
        self.box.tell("Repairing. This can take some minutes.")
        vault = self._desk.vault
        done: Future[int | None] = self._thread.submit(lambda: _prepared(vault, backup))
        self._desk.jobs.when_done(done, self, done=self._on_repaired, failed=self._on_not_repaired)

    def _on_repaired(self, changes: int | None) -> None:
        if self.box is not None:
            self.box.close_overlay()
        if changes is None:
            self._desk.saved.emit(None)  # everything shown may be another, and goes on being sent
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
