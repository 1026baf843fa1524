"""The people as Qt's lists want them: a row is asked for only when it is painted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt

from app.domain.moments import moment_of
from app.domain.nhs_number import spaced
from app.domain.people import PersonRow, only_for
from app.domain.records import SyncState
from ui.formats import moment
from ui.names import Names
from ui.people.view_model import PeopleViewModel
from ui.widgets.counted_model import CountedModel
from ui.widgets.row_list import RowRole


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One person in the words of the list; `state` is (words, icon, ink)."""

    name: str
    age: str
    nhs_number: str
    reference: str
    apart: str
    changed: str
    state: tuple[str, str, str]

    @property
    def sentence(self) -> str:
        """The line as it is read aloud."""
        age = f"age {self.age}" if self.age else ""
        number = f"NHS number {self.nhs_number}" if self.nhs_number else ""
        changed = f"changed {self.changed}"
        parts = (self.name, self.apart, age, number, self.reference, changed, self.state[0])
        return ", ".join(filter(None, parts))


_STATES = {
    SyncState.ONLY_HERE: ("Only on this PC", "pc", "warn"),
    SyncState.RECEIVED: ("Received", "serverok", "ok"),
    SyncState.REFUSED: ("Not taken, see Sync", "tri", "danger"),
}


def line_of(person: PersonRow, *, now: datetime, name: str = "") -> PersonLine:
    """A person as the list words it, under another name if one is given; `now` has an offset."""
    number = person.nhs_number
    changed = moment_of(person.changed_ms).astimezone(now.tzinfo)
    clash = ("Two versions", "clash", "decide")
    return PersonLine(
        name=name or person.title,
        age="" if person.age is None else str(person.age),
        nhs_number=spaced(number) if number else "",
        reference=person.reference,
        apart=only_for(person),
        changed=moment(changed, now=now),
        state=clash if person.has_clash else _STATES[person.sync],
    )


class PeopleListModel(CountedModel):
    """Rows of `PersonLine`, None while a page is on its way; a row's key is the file's id."""

    def __init__(
        self,
        people: PeopleViewModel,
        now: Callable[[], datetime],
        names: Names,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._people, self._now, self._names = people, now, names
        self._on_reset()
        people.reset.connect(self._on_reset)
        people.arrived.connect(self._on_arrived)
        names.changed.connect(self._on_names)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The line, its key, its name, or its sentence."""
        person = self._people.row(index.row())
        if person is None:
            return "" if role != RowRole.ROW else None
        if role == RowRole.KEY:
            return person.subject.hex()
        line = line_of(person, now=self._now(), name=self._names.of(person))
        answers = {
            int(RowRole.ROW): line,
            int(Qt.ItemDataRole.DisplayRole): line.name,
            int(Qt.ItemDataRole.AccessibleTextRole): line.sentence,
        }
        return answers.get(int(role))

    def _on_reset(self) -> None:
        self.count_anew(self._people.count)

    def _on_names(self) -> None:
        self._on_arrived(0, self.rowCount() - 1)

    def _on_arrived(self, first: int, last: int) -> None:
        last = min(last, self.rowCount() - 1)
        if first <= last:
            self.dataChanged.emit(self.index(first, 0), self.index(last, 0))
