"""Joins the box that refers: what would go is read, shown, ticked, and written with its parcel."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from PySide6.QtCore import QObject

from app.domain.records import Record
from app.domain.referral import Way
from app.errors import YarrowError
from app.usecases.referrals import answering, referring
from app.usecases.referrals.about import About, about
from app.usecases.referrals.referring import Preview, Wish
from app.wiring.desk import Desk
from app.wiring.referrals.outside import Made, Shape, refer_outside
from app.wiring.referrals.whom import whom
from storage import settings
from storage.reading import VaultReading
from storage.session import VaultSession
from ui.boxes.form_box import AnswerField
from ui.boxes.running import run_box
from ui.frame.overlay import is_open
from ui.referrals.part_words import part_words
from ui.referrals.refer_box import MYSELF, OUTSIDE, OWN, TEAM, ReferBox, ReferFacts, refer_fields
from ui.safety.file_choice import choose_files
from ui.turns import Steps

REFER = "refer"
FEED_BACK_BY = "referral_feed_back_by"
_IN_CLASH = "Two versions stand side by side. Settle them first."


class ReferWiring(QObject):
    """Opens the box and does what it asks for. `who` is the name of the vault's person."""

    def __init__(self, desk: Desk, who: str) -> None:
        super().__init__(desk)
        self._desk, self._who = desk, who
        self._box: ReferBox | None = None

    def offer(self, subject: bytes, identification: bytes) -> None:
        """Ask at once, straight after a record, where there is a team to refer to."""
        self._look(subject, identification, is_offer=True)

    def refer(self, subject: bytes, identification: bytes | None = None) -> None:
        """Look through the file, then ask. Without an identification the newest is meant.

        Of a person with several files it is the newest in any of them.
        """
        self._look(subject, identification, is_offer=False)

    def _look(self, subject: bytes, identification: bytes | None, *, is_offer: bool) -> None:
        desk = self._desk

        def work(reading: VaultReading) -> tuple[ReferFacts, Preview, About]:
            meant = about(reading, subject, identification)
            found = referring.preview(reading, meant.subject, meant.identification)
            return _facts(reading, found, meant, desk), found, meant

        def ask(read: tuple[ReferFacts, Preview, About]) -> None:
            facts, found, meant = read
            if found.teams or not is_offer:
                asking = self._ask(meant.subject, meant.identification, facts, found)
                desk.turns.add_first(Steps(asking))

        desk.jobs.when_done(desk.read(work), self, done=ask, failed=desk.refused.emit)

    def _ask(
        self, subject: bytes, identification: bytes | None, facts: ReferFacts, found: Preview
    ) -> Iterator[None]:
        """Make the box, a field at a time."""
        desk = self._desk
        if desk.host is None:
            return
        fields: dict[str, AnswerField] = {}
        for name, field in refer_fields(facts, desk.theme):
            fields[name] = field
            yield
        box = ReferBox(desk.host, desk.theme, facts, fields, opens=False)
        yield
        while box.growth.step():
            yield
        if is_open(self._box):
            box.deleteLater()  # a key was pressed twice
            return
        self._box = box
        box.open_now()
        self._serve(box, subject, identification, found)

    def _serve(
        self, box: ReferBox, subject: bytes, identification: bytes | None, found: Preview
    ) -> None:
        """Do what the box asks for."""
        desk = self._desk

        def start() -> Future[Record] | None:
            wish = wish_of(box, found, self._who)
            if wish is None:
                box.point_out("to", "Choose to whom.")
                return None
            if wish.way is Way.OUTSIDE:
                self._outside(box, subject, identification, wish)
                return None
            takes_on = box.to == MYSELF
            return desk.write(self._write(subject, identification, wish, takes_on=takes_on))

        def done(record: Record) -> None:
            desk.saved.emit(subject)
            desk.told.emit(_told(record))

        run_box(box, desk.jobs, start, done)
        about = identification.hex() if identification is not None else ""
        desk.hold_box(box, REFER, subject=subject, about=about)

    def _outside(
        self, box: ReferBox, subject: bytes, identification: bytes | None, wish: Wish
    ) -> None:
        """Ask where the document goes, and write it there, off the lanes of the vault."""
        desk, shape = self._desk, Shape(*box.file)
        try:
            shape.require()
            referring.require_grounds(wish.answers)
        except YarrowError as error:
            box.refuse(error)
            return

        def write(chosen: Sequence[Path]) -> None:
            lane = ThreadPoolExecutor(max_workers=1, thread_name_prefix="yarrow-document")
            future = lane.submit(
                refer_outside,
                desk.vault,
                subject,
                wish,
                chosen[0],
                identification=identification,
                shape=shape,
                now=desk.now(),
            )
            lane.shutdown(wait=False)
            box.begin(future)
            desk.jobs.when_done(future, box, done=done, failed=box.refuse)

        def done(made: Made) -> None:
            box.finish()
            desk.saved.emit(subject)
            desk.told.emit(f"Saved as {made.copy.name}. Whoever can open that place can read it.")

        if desk.host is not None:
            title = "Where the document goes"
            choose_files(desk.host, desk.theme, title=title, done=write, kind="folder")

    def _write(
        self, subject: bytes, identification: bytes | None, wish: Wish, *, takes_on: bool
    ) -> Callable[[VaultSession], Record]:
        def work(session: VaultSession) -> Record:
            record = referring.refer(session, subject, wish, identification=identification)
            said = wish.answers.get("feed_back_by")
            if isinstance(said, str):
                settings.write(session.connection, FEED_BACK_BY, said)
            if takes_on:
                answering.accept(session, record.id, worker=self._who, answers={})
            return record

        return work


def wish_of(box: ReferBox, found: Preview, who: str) -> Wish | None:
    """What the box asks for; None while nobody is chosen."""
    way, _, code = box.to.partition(":")
    answers = {**box.wish, "referrer": who}
    parts = answers.pop("shared", [])
    ticked = frozenset(map(str, parts)) if isinstance(parts, list) else frozenset()
    if way == TEAM:
        team = next((each for each in found.teams if each.id.hex() == code), None)
        return Wish(Way.TEAM, team, parts=ticked, answers=answers)
    if way == OWN:
        return Wish(Way.OWN_TEAM, answers=answers)
    if way == OUTSIDE:
        return Wish(Way.OUTSIDE, place=code, parts=ticked, answers=answers)
    return None


def _facts(reading: VaultReading, found: Preview, meant: About, desk: Desk) -> ReferFacts:
    content = found.content
    kept = settings.read(reading.connection, FEED_BACK_BY)
    return ReferFacts(
        whom=whom(reading, meant.subject, desk),
        teams=found.teams,
        first=None if found.first is None else found.first.id,
        recipients=found.recipients,
        parts=part_words(
            content.answers, content.several, now=desk.now(), place_name=desk.directory.name
        ),
        held={code: _IN_CLASH for code in content.in_clash},
        consents=found.consents,
        findings=found.findings,
        left_out=content.left_out,
        ring=f"{desk.ring.who}: {desk.ring.number}",
        is_made_up=reading.is_training,
        is_today=meant.is_urgent,
        not_in_it=meant.not_in_it,
        feed_back_by=kept if isinstance(kept, str) else "",
    )


def _told(record: Record) -> str:
    """What is true once it is written, and no more."""
    way, name = record.fields.get("way"), str(record.fields.get("to_name"))
    if way == Way.TEAM:
        return f"Referred to {name}. It waits on this PC until it is sent."
    return "Referred to your own team. It stands on Today."
