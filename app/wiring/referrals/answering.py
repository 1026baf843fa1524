"""Joins the boxes of a referral that is here: answer, pass on, tell, close, see to, take back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future

from PySide6.QtCore import QObject

from app.domain.leaving import Finding
from app.domain.referral import State
from app.usecases.referrals import answering, states, taking_back
from app.usecases.referrals.states import Standing
from app.usecases.referrals.taking_back import Stopped
from app.wiring.desk import Desk
from app.wiring.referrals.referring_again import AgainWiring
from app.wiring.referrals.ringing import RangWiring
from app.wiring.referrals.whom import whom
from storage.reading import VaultReading
from storage.session import VaultSession
from ui.boxes.ask_box import AskBox
from ui.boxes.form_box import FormBox
from ui.boxes.running import run_box
from ui.referrals import wording
from ui.referrals.actions import ACTIONS, AGAIN, ANSWER, CLOSE, OFFER, RANG, SEE, TAKE_BACK, TELL
from ui.referrals.answer_boxes import (
    AnswerBox,
    CloseBox,
    OfferBox,
    TellBox,
    feedback_of,
    warning,
)

_TAKEN = "You have it. Its clock stands on Today."
Work = Callable[[VaultSession], None]


class AnswerWiring(QObject):
    """Opens the boxes and does what they ask for.

    `who` is the name of the vault's person, `colleagues` gives the names of the others.
    """

    def __init__(self, desk: Desk, who: str, colleagues: Callable[[], Sequence[str]]) -> None:
        super().__init__(desk)
        self._desk, self._who, self._colleagues = desk, who, colleagues
        self._warned = self._whom = ""
        self._again, self._rang = AgainWiring(desk), RangWiring(desk)

    def do(self, what: str, id: bytes) -> bool:
        """Do one of `ACTIONS` with a referral; False for anything else."""
        if what not in ACTIONS:
            return False
        others = {AGAIN: self._again.offer, RANG: self._rang.ask}
        if what in others:
            others[what](id)
            return True
        desk = self._desk

        def work(reading: VaultReading) -> tuple[Standing, str]:
            record = states.find(reading, id)
            return states.standing(reading, record), whom(reading, record.subject, desk)

        def ask(read: tuple[Standing, str]) -> None:
            standing, self._whom = read
            if desk.host is not None:
                self._ask(what, standing)

        desk.jobs.when_done(desk.read(work), self, done=ask, failed=desk.refused.emit)
        return True

    def _ask(self, what: str, standing: Standing) -> None:
        asks: dict[str, Callable[[Standing], AskBox | None]] = {
            ANSWER: self._answer,
            OFFER: self._offer,
            TELL: self._tell,
            CLOSE: self._close,
            SEE: self._see,
            TAKE_BACK: self._take_back,
        }
        box, record = asks[what](standing), standing.record
        self._warned = ""
        self._desk.hold_box(box, what, subject=record.subject, about=record.id.hex())

    def _about(self, text: str) -> str:
        """What a box says, under whom it is about."""
        return "\n".join(filter(None, (self._whom, text)))

    def _answer(self, standing: Standing) -> AskBox | None:
        desk, record = self._desk, standing.record
        if desk.host is None:
            return None
        text = self._about(wording.asked_of_us(standing.name, record.fields))
        box = AnswerBox(desk.host, desk.theme, text=text, can_decline=not standing.state.is_taken)

        def work(session: VaultSession) -> None:
            answers = feedback_of(box.answers)
            because = str(box.answers.get("declined_because") or "")
            if box.is_declining:
                answering.decline(session, record.id, because=because, answers=answers)
            else:
                answering.accept(session, record.id, worker=self._who, answers=answers)

        told = lambda: "Declined." if box.is_declining else _TAKEN  # noqa: E731
        self._run(box, standing, work, told)
        return box

    def _offer(self, standing: Standing) -> AskBox | None:
        desk, record = self._desk, standing.record
        if desk.host is None:
            return None
        box = OfferBox(desk.host, desk.theme, self._colleagues())
        self._run(
            box,
            standing,
            lambda session: answering.offer(session, record.id, to=box.to),
            lambda: "Offered. You have it until they take it on.",
        )
        return box

    def _tell(self, standing: Standing) -> AskBox | None:
        desk, record = self._desk, standing.record
        if desk.host is None:
            return None
        box = TellBox(desk.host, desk.theme)
        self._run(
            box,
            standing,
            lambda session: answering.feed_back(session, record.id, feedback_of(box.answers)),
            lambda: "Written. It goes with the next exchange.",
        )
        return box

    def _close(self, standing: Standing) -> AskBox | None:
        desk, record = self._desk, standing.record
        if desk.host is None:
            return None
        because = wording.why_closed(standing.state)
        box = CloseBox(desk.host, desk.theme, text=self._about(""), because=because)

        def work(session: VaultSession) -> None:
            because = str(box.answers.get("closed_because") or "")
            answers = feedback_of(box.answers, "outcome")
            answering.close(session, record.id, because=because, answers=answers)

        self._run(box, standing, work, lambda: "Closed.")
        return box

    def _see(self, standing: Standing) -> AskBox | None:
        desk, record = self._desk, standing.record
        if desk.host is None:
            return None
        answers = standing.last.answers if standing.last is not None else {}
        lines = wording.news_lines(standing.name, answers)
        if standing.state is State.DECLINED:
            lines.append(wording.STILL_NEEDS)
        box = AskBox(
            desk.host,
            desk.theme,
            title=wording.STATES[standing.state.value],
            text=self._about("\n".join(lines)),
            verb="Seen",
        )
        self._run(
            box,
            standing,
            lambda session: taking_back.see_to(session, record.id),
            lambda: "Seen. It stays in the file.",
        )
        return box

    def _take_back(self, standing: Standing) -> AskBox | None:
        desk, record = self._desk, standing.record
        if desk.host is None:
            return None
        box = AskBox(
            desk.host,
            desk.theme,
            title="They take their agreement back",
            text=self._about(wording.TAKE_BACK.format(name=standing.name)),
            verb="Take it back",
            is_final=True,
        )

        def start() -> Future[Stopped]:
            return desk.write(lambda session: taking_back.take_back(session, record.id))

        def finish(stopped: Stopped) -> None:
            desk.saved.emit(record.subject)
            desk.told.emit(wording.STOPPED[stopped.value])

        run_box(box, desk.jobs, start, finish)
        return box

    def _run(self, box: AskBox, standing: Standing, work: Work, told: Callable[[], str]) -> None:
        """Do it once the words for who referred were looked at; a second press tells them."""
        desk, record = self._desk, standing.record

        def checked(session: VaultSession) -> Sequence[Finding]:
            line = _line_of(box)
            found = answering.look_at(session, record.subject, line)
            if found and line != self._warned:
                self._warned = line
                return found
            work(session)
            return ()

        def start() -> Future[Sequence[Finding]]:
            return desk.write(checked)

        def on_wanted() -> None:
            future = start()
            box.begin(future)
            desk.jobs.when_done(future, box, done=on_done, failed=box.refuse)

        def on_done(found: Sequence[Finding]) -> None:
            if found:
                box.under_way = None
                box.set_busy(busy=False)
                box.tell(warning(found))
                return
            words = told()
            box.finish()
            desk.saved.emit(record.subject)
            desk.told.emit(words)

        box.wanted.connect(on_wanted)


def _line_of(box: AskBox) -> str:
    line = box.answers.get("feedback_line") if isinstance(box, FormBox) else None
    return line if isinstance(line, str) else ""
