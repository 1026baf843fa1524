"""Joins the search: people, words in notes, and things to do."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future

from PySide6.QtCore import QObject

from app.domain.nhs_number import spaced
from app.domain.people import PersonRow, only_for, reference
from app.domain.records import Found, Record
from app.domain.sensitive import veiled
from app.errors import YarrowError
from app.usecases.access import looking, veiling
from app.usecases.person import people
from app.wiring.desk import Desk
from storage.reading import VaultReading
from ui.frame.findings import Finding, FindingGroup
from ui.frame.palette_view_model import PaletteViewModel

_FILE, _CONTACT, _REFER = "file", "contact", "refer"
_PERSON, _CLOSED = "user", "lock"
_NOTES = 6
_SHORTEST = 2
_AT_ONCE = 100
_ACTIONS = (
    Finding("do:new", "new", "New record", shortcut="Ctrl N"),
    Finding("do:place.today", "today", "Go to Today", shortcut="Alt 1"),
    Finding("do:place.people", "people", "Go to People", shortcut="Alt 3"),
    Finding("do:place.settle", "clash", "Settle two versions", shortcut="Alt 5"),
    Finding("do:place.reports", "reports", "See reports", shortcut="Alt 6"),
    Finding("do:place.practice", "people", "Count a clinic, training log"),
    Finding("do:place.sync", "sync", "Go to Sync", shortcut="Alt 7"),
    Finding("do:place.settings", "settings", "Go to Settings", shortcut="Alt 8"),
    Finding("do:initials", "eyeoff", "Initials in place of names", shortcut="Ctrl Shift I"),
    Finding("do:keys", "keyb", "Keys for this screen", shortcut="?"),
    Finding("do:hide", "hide", "Hide the screen", shortcut="F9"),
    Finding("do:lock", "lock", "Lock now", shortcut="Ctrl L"),
)


class FindingWiring(QObject):
    """What the search looks through, and what opening a line does.

    `actions` are the window's own by the names of `ui.frame.shortcuts`.
    """

    def __init__(self, desk: Desk, actions: Mapping[str, Callable[[], object]]) -> None:
        super().__init__(desk)
        self._desk, self._actions = desk, actions
        self._running: Future[Sequence[FindingGroup]] | None = None
        self._seen: list[Record] = []
        known = [each for each in _ACTIONS if each.key.removeprefix("do:") in actions]
        self.model = PaletteViewModel(
            self._search, desk.jobs, actions=known, actions_for=_actions_for, parent=self
        )
        self.model.counted.connect(self._note)
        self.model.failed.connect(self._on_failed)

    def open(self, finding: Finding) -> None:
        """Open the file a line leads to, or do what it says."""
        kind, _, what = finding.key.partition(":")
        if kind == _FILE:
            self._desk.file_wanted.emit(bytes.fromhex(what))
        elif kind == _CONTACT:
            self._desk.contact_wanted.emit(bytes.fromhex(what))
        elif kind == _REFER:
            self._desk.refer_wanted.emit(bytes.fromhex(what), None)
        elif what in self._actions:
            self._actions[what]()

    def learn(self) -> None:
        """Read who there is a few at a time, before anybody is looked for."""
        desk, finder = self._desk, self._desk.finder
        answer = desk.read(lambda reading: finder.learn(reading, most=_AT_ONCE), behind=True)

        def done(is_all: bool) -> None:  # noqa: FBT001 - what the lane answers
            if not is_all:
                self.learn()

        desk.jobs.when_done(answer, self, done=done, failed=self._on_failed)

    def _search(self, text: str) -> Future[Sequence[FindingGroup]]:
        """Look on the read lane; what an older text still looks for is stopped."""
        if self._running is not None and not self._running.done():
            self._desk.drop(self._running)
        today, names, finder = self._desk.now().date(), self._desk.names, self._desk.finder

        def work(reading: VaultReading) -> Sequence[FindingGroup]:
            if len(text) < _SHORTEST:
                return ()
            hits = veiling.found(reading, text)
            closed = veiling.closed_files(reading)
            met = people.among(hits, today=today, closed=closed)
            rows = finder.and_alike(reading, met, text, today=today)
            notes = [hit for hit in hits if hit.record.kind != "person"][:_NOTES]
            persons = reading.records([row.subject for row in rows])
            self._seen = [veiled(each) for each in (*persons, *(hit.record for hit in notes))]
            return (
                FindingGroup("People", tuple(_person(row, names.of(row), text) for row in rows)),
                FindingGroup("In notes you can read", tuple(_note(hit, text) for hit in notes)),
            )

        self._running = self._desk.read(work)
        return self._running

    def _on_failed(self, error: YarrowError) -> None:
        if error.code != "vault.stopped":
            self._desk.refused.emit(error)

    def _note(self, _count: int) -> None:
        """Write down what the search has come to show, once the person rests on it."""
        seen = self._seen
        self._desk.note(lambda session: looking.note_search(session, seen))


def _actions_for(finding: Finding) -> Sequence[Finding]:
    """What can be done with a person whose file is open to whoever looks."""
    kind, _, subject = finding.key.partition(":")
    if kind != _FILE or finding.icon != _PERSON:
        return ()
    return (
        Finding(finding.key, _PERSON, "Open the file"),
        Finding(f"{_CONTACT}:{subject}", "phone", "Log contact"),
        Finding(f"{_REFER}:{subject}", "send", "Refer"),
    )


def _person(row: PersonRow, name: str, text: str) -> Finding:
    age = "" if row.age is None else str(row.age)
    number = spaced(row.nhs_number) if row.nhs_number else ""
    parts = (age, number, row.reference, only_for(row))
    return Finding(
        f"{_FILE}:{row.subject.hex()}",
        _CLOSED if row.is_closed else _PERSON,
        name,
        detail=" · ".join(filter(None, parts)),
        match=text.split()[0],
    )


def _note(hit: Found, text: str) -> Finding:
    words = " ".join(hit.snippet.split())
    detail = " · ".join((reference(hit.record.subject), _kind(hit.record.kind)))
    return Finding(
        f"{_FILE}:{hit.record.subject.hex()}",
        "note",
        f"“{words}”",
        detail=detail,
        match=text.split()[0],
    )


def _kind(kind: str) -> str:
    return {"note": "Note", "identification": "Record", "referral": "Referral"}.get(kind, "Record")
