"""Joins safe contact: its boxes, the number for a try, and the code word that is held up."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from functools import partial

import shiboken6
from PySide6.QtCore import QObject

from app.domain.around import CONFIDANT
from app.domain.contact import FIELD
from app.domain.masking import masked_record
from app.domain.people import reference
from app.usecases import editing, recording
from app.usecases.access.veiling import closed_files
from app.usecases.contact import contacting
from app.usecases.person import files
from app.usecases.person.people import row_of
from app.wiring.desk import Desk
from app.wiring.person.file_records import FileRecordsWiring
from storage.reading import VaultReading
from storage.session import VaultSession
from ui.boxes.ask_box import AskBox
from ui.boxes.editor_field import EditorField
from ui.contact.around_cards import NOT_ANY_MORE, SOMEBODY, WATCHED
from ui.contact.asking import ask_away, code_words_in_words
from ui.contact.facts import ContactFacts, LogCalls, Shown, Try
from ui.contact.log_box import LogBox, log_fields
from ui.contact.point_box import PointAnswers, PointBox, Save, point_fields
from ui.contact.rules_box import ADD, AWAY, BAN, CHANGE, RIGHT, SETTLE, rules_box
from ui.frame.overlay import is_open
from ui.turns import Steps

LOG, POINT, AWAY_BOX = "log_contact", "contact_point", "contact_away"
KINDS = (LOG, POINT, AWAY_BOX)
"""The kinds of boxes in which words are kept; the last two are about a contact point."""


class ContactWiring(QObject):
    """Opens the boxes over whatever page is shown, each for one file."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk, self.around = desk, FileRecordsWiring(desk)
        self.logging: LogBox | None = None
        self._boxes: dict[str, AskBox] = {}

    def log(self, subject: bytes) -> None:
        """Write down a try to reach somebody."""
        self._with_facts(subject, self._open_log)

    def rules(self, subject: bytes) -> None:
        """Show all ways to reach somebody, to check and change them."""

        def show(facts: ContactFacts) -> None:
            if self._desk.host is not None:
                rules_box(
                    self._desk.host,
                    self._desk.theme,
                    facts,
                    lambda what, point: self._act(facts, what, point),
                )

        self._with_facts(subject, show)

    def open_box(self, kind: str, subject: bytes, about: str) -> bool:
        """Open a box again in which words were left."""
        if kind == LOG:
            self.log(subject)
        elif kind == POINT:
            point = bytes.fromhex(about) if about else None
            self._with_facts(subject, lambda facts: self._open_point(facts, point))
        elif kind == AWAY_BOX:
            self._with_facts(subject, lambda facts: self._open_away(facts, bytes.fromhex(about)))
        else:
            return False
        return True

    def code_words(self, subject: bytes, show: Callable[[str], object]) -> None:
        """Hand the code words to who holds the button; that they were shown is written down."""
        desk = self._desk
        found = desk.write(lambda session: contacting.code_words(session, subject))
        desk.jobs.when_done(
            found,
            self,
            done=lambda words: show(code_words_in_words(words)),
            failed=desk.refused.emit,
        )

    def wipe(self) -> None:
        """Take a number that is drawn off the screen."""
        if self.logging is not None and shiboken6.isValid(self.logging):
            self.logging.wipe()

    def _with_facts(self, subject: bytes, show: Callable[[ContactFacts], object]) -> None:
        desk, now = self._desk, self._desk.now()

        def work(reading: VaultReading) -> ContactFacts:
            safety = contacting.safety(reading, subject, now=now)
            points = contacting.points_of(reading, subject)
            person = files.person_of(reading, subject)
            row = row_of(person, today=now.date(), closed=closed_files(reading))
            records = reading.records_of(subject)
            name = desk.names.of(row)
            return ContactFacts(
                subject,
                f"{name} · {reference(subject)}",
                safety,
                {each.id: masked_record(each).fields.get(FIELD) for each in points},
                {each.id: each.heads for each in points},
                sum(each.kind == "contact" for each in records),
                now,
            )

        desk.jobs.when_done(desk.read(work), self, done=show, failed=desk.refused.emit)

    def _act(self, facts: ContactFacts, what: str, point: bytes | None) -> None:
        subject = facts.subject
        if what in (ADD, CHANGE):
            self._open_point(facts, point)
        elif what in (SOMEBODY, WATCHED, NOT_ANY_MORE):
            self._act_around(subject, what, point)
        elif what == BAN:
            self._do(subject, lambda session: contacting.ban(session, subject), "They contact us.")
        elif point is not None and what == RIGHT:
            told = "Checked with them today."
            self._do(subject, lambda session: contacting.confirm(session, point), told)
        elif point is not None and what == AWAY:
            self._open_away(facts, point)
        elif point is not None and what == SETTLE:
            self._desk.clash_wanted.emit(point)

    def _act_around(self, subject: bytes, what: str, record: bytes | None) -> None:
        if what == WATCHED:
            self.around.watched(subject)
        elif record is None:
            self.around.add(subject, CONFIDANT)
        elif what == SOMEBODY:
            self.around.change(record)
        else:
            self.around.put_away(record)

    def _open_log(self, facts: ContactFacts) -> None:
        desk, subject = self._desk, facts.subject
        if desk.host is None:
            return

        def reveal(point: bytes, reason: str) -> Future[Shown]:
            def work(session: VaultSession) -> Shown:
                place = contacting.reveal(session, point, reason=reason)
                return Shown(place.words, place.is_inside)

            return desk.write(work)

        def save(tried: Try) -> Future[None]:
            def work(session: VaultSession) -> None:
                answers, right = tried.answers, tried.still_right
                contacting.log_try(session, subject, answers, still_right=right)

            return desk.write(work)

        def done(has_changed: bool) -> None:  # noqa: FBT001 - one answer, named where it is asked
            self._saved(subject, "Written down.")
            if has_changed:
                self.rules(subject)

        desk.turns.add_first(Steps(self._make_log(facts, LogCalls(reveal, save), done)))

    def _make_log(
        self, facts: ContactFacts, calls: LogCalls, done: Callable[[bool], object]
    ) -> Iterator[None]:
        """Make the box, a field at a time."""
        desk, host, subject = self._desk, self._desk.host, facts.subject
        if host is None:
            return
        fields: dict[str, EditorField] = {}
        for name, field in log_fields(facts, desk.theme):
            fields[name] = field
            yield
        box = LogBox(host, desk.theme, desk.jobs, facts, calls, fields, done=done, opens=False)
        yield
        if self._opens(box.box, LOG):
            self.logging = box
            box.open_now()
            self._hold(box.box, LOG, subject, subject.hex())

    def _open_point(self, facts: ContactFacts, point: bytes | None) -> None:
        desk, subject = self._desk, facts.subject
        if desk.host is None or (point is not None and point not in facts.points):
            return

        def save(given: PointAnswers) -> Future[None]:
            def work(session: VaultSession) -> None:
                if point is None:
                    answers = {FIELD: dict(given.point)}
                    recording.record(session, "contact_point", answers, subject=subject)
                    return
                seen = facts.heads[point]
                kept, reason = given.kept, given.reason
                contacting.change_point(
                    session, point, given.point, kept=kept, seen=seen, reason=reason
                )

            return desk.write(work)

        desk.turns.add_first(Steps(self._make_point(facts, point, save)))

    def _make_point(self, facts: ContactFacts, point: bytes | None, save: Save) -> Iterator[None]:
        """Make the box, a field at a time."""
        desk, host, subject = self._desk, self._desk.host, facts.subject
        if host is None:
            return
        fields: dict[str, EditorField] = {}
        for name, field in point_fields(facts, point, desk.theme):
            fields[name] = field
            yield
        done = partial(self._saved, subject, "Saved.")
        box = PointBox(
            *(host, desk.theme, desk.jobs, facts, point, save, fields), done=done, opens=False
        )
        yield
        if self._opens(box.box, POINT):
            box.open_now()
            self._hold(box.box, POINT, subject, "" if point is None else point.hex())

    def _open_away(self, facts: ContactFacts, point: bytes) -> None:
        desk, subject = self._desk, facts.subject
        rule = next((each for each in facts.safety.rules if each.record == point), None)
        if desk.host is None or rule is None:
            return

        def away(reason: str) -> Future[None]:
            def work(session: VaultSession) -> None:
                editing.mark_in_error(session, editing.find(session, point), reason)

            return desk.write(work)

        box = ask_away(
            desk.host,
            desk.theme,
            desk.jobs,
            away,
            lifts=not rule.place and rule.versions == 1,
            done=lambda: self._saved(subject, "Taken away."),
        )
        self._hold(box, AWAY_BOX, subject, point.hex())

    def _opens(self, box: AskBox, kind: str) -> bool:
        """Whether a box may open: one lies open already where a key was pressed twice."""
        if is_open(self._boxes.get(kind)):
            box.deleteLater()
            return False
        self._boxes[kind] = box
        return True

    def _hold(self, box: AskBox, kind: str, subject: bytes, about: str = "") -> None:
        self._desk.hold_box(box, kind, subject=subject, about=about)

    def _do(self, subject: bytes, work: Callable[[VaultSession], object], told: str) -> None:
        desk = self._desk
        desk.jobs.when_done(
            desk.write(work),
            self,
            done=lambda _made: self._saved(subject, told),
            failed=desk.refused.emit,
        )

    def _saved(self, subject: bytes, told: str) -> None:
        self._desk.saved.emit(subject)
        self._desk.told.emit(told)
