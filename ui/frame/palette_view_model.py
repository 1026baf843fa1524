"""What has been typed into the search and what was found for it, kept nowhere else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from ui.frame.findings import Finding, FindingGroup, matching
from ui.jobs import Jobs

Search = Callable[[str], Future[Sequence[FindingGroup]]]
"""Looks through this PC for a text; gives the groups People and In notes, best first."""

ActionsFor = Callable[[Finding], Sequence[Finding]]
"""The things that can be done with the person found."""

_COUNT_AFTER_MS = 400
_DO = "Do"


def _no_actions(_finding: Finding) -> Sequence[Finding]:
    return ()


class PaletteViewModel(QObject):
    """Searches as the text changes; a late answer to an old text is dropped.

    Signals: `groups_changed(object)` with a tuple of `FindingGroup`; `counted(int)` when the text
    has rested for 0.4 s after its answer; `failed(object)` with a `YarrowError`.
    """

    groups_changed = Signal(object)
    counted = Signal(int)
    failed = Signal(object)

    def __init__(
        self,
        search: Search,
        jobs: Jobs,
        *,
        actions: Sequence[Finding] = (),
        actions_for: ActionsFor = _no_actions,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._search, self._jobs = search, jobs
        self._actions, self._actions_for = tuple(actions), actions_for
        self._running: Future[Sequence[FindingGroup]] | None = None
        self._text = ""
        self._found: tuple[FindingGroup, ...] = ()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_COUNT_AFTER_MS)
        self._rest.timeout.connect(self._count)

    def look_for(self, text: str) -> None:
        """Search for what has been typed so far."""
        self._drop_running()
        self._text = text.strip()
        if not self._text:
            self._show(())
            return
        running = self._search(self._text)
        self._running = running
        self._jobs.when_done(
            running, self, done=partial(self._on_found, running), failed=self.failed.emit
        )

    def list_actions(self, finding: Finding) -> bool:
        """Show what can be done with a person; False if that is nothing."""
        actions = tuple(self._actions_for(finding))
        if actions:
            self._drop_running()
            self.groups_changed.emit((FindingGroup(finding.title, actions),))
        return bool(actions)

    def forget(self) -> None:
        """Keep nothing of what was typed or found."""
        self._drop_running()
        self._text = ""
        self._show(())

    def _on_found(
        self, answered: Future[Sequence[FindingGroup]], groups: Sequence[FindingGroup]
    ) -> None:
        if answered is not self._running:
            return
        self._running = None
        self._show(tuple(groups))
        self._rest.start()

    def _show(self, found: tuple[FindingGroup, ...]) -> None:
        self._found = found
        actions = matching(self._actions, self._text) or self._actions[: 1 if self._text else None]
        self.groups_changed.emit((*found, FindingGroup(_DO, actions)))

    def _count(self) -> None:
        self.counted.emit(sum(len(group.findings) for group in self._found))

    def _drop_running(self) -> None:
        self._rest.stop()
        if self._running is not None:
            self._running.cancel()
        self._running = None
