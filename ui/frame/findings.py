"""What the search shows: people, places in notes, and things to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.widgets.risk_badge import WORDS, RiskLevel
from ui.widgets.row_list import NOWHERE, RowRole


@dataclass(frozen=True)
class Finding:
    """One line of the search.

    `key` is for who opens it. `match` is the part of the title to set in strong letters. At the
    right stands a risk, else a word such as "Closed", else the key that does the same.
    """

    key: str
    icon: str
    title: str
    detail: str = ""
    match: str = ""
    risk: RiskLevel | None = None
    aside: str = ""
    shortcut: str = ""

    @property
    def sentence(self) -> str:
        """The line as it is read aloud."""
        risk = f"risk {WORDS[self.risk].lower()}" if self.risk is not None else ""
        key = f"key {self.shortcut}" if self.shortcut else ""
        return ", ".join(filter(None, (self.title, self.detail, risk, self.aside, key)))


@dataclass(frozen=True)
class FindingGroup:
    """Lines under one head."""

    name: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class FindingHead:
    """The head of a group, that cannot be chosen."""

    title: str

    @property
    def sentence(self) -> str:
        """The head as it is read aloud."""
        return self.title


class FindingsModel(QAbstractListModel):
    """Heads and lines one after the other; a line's key is its row number as text."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: list[FindingHead | Finding] = []

    def show_groups(self, groups: Sequence[FindingGroup]) -> None:
        """Show other lines; groups without lines have no head."""
        self.beginResetModel()
        self._lines = []
        for group in groups:
            if group.findings:
                self._lines.append(FindingHead(group.name))
                self._lines.extend(group.findings)
        self.endResetModel()

    def finding(self, row: int) -> Finding | None:
        """The line in a row, or None for a head or beyond the last."""
        line = self._lines[row] if 0 <= row < len(self._lines) else None
        return line if isinstance(line, Finding) else None

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = NOWHERE) -> int:
        """How many lines there are, heads included."""
        return 0 if parent.isValid() else len(self._lines)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The line, its key, its title, or its sentence."""
        line = self._lines[index.row()]
        found = isinstance(line, Finding)
        answers = {
            int(RowRole.ROW): line,
            int(RowRole.KEY): str(index.row()) if found else "",
            int(Qt.ItemDataRole.DisplayRole): line.title,
            int(Qt.ItemDataRole.AccessibleTextRole): line.sentence,
        }
        return answers.get(int(role))

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        """Heads can be neither chosen nor reached."""
        if self.finding(index.row()) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


def matching(findings: Sequence[Finding], text: str) -> tuple[Finding, ...]:
    """The findings whose title has every word of a text, with the first one marked in it."""
    words = text.casefold().split()
    if not words:
        return tuple(findings)
    return tuple(
        replace(finding, match=words[0])
        for finding in findings
        if all(word in finding.title.casefold() for word in words)
    )
