"""The boxes about other teams: make a code, take theirs, compare six words, end a link."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from resources.words import sentence
from ui.boxes.ask_box import AskBox
from ui.boxes.form_box import FormBox
from ui.boxes.running import run_box
from ui.jobs import Jobs
from ui.safety.clipboard import SECRET
from ui.team.cards import chips_of
from ui.team.facts import Code, SpaceFacts
from ui.team.kept_as import KIND, KeptAs, kind_field
from ui.team.others import IntroductionFacts, OtherTeamFacts
from ui.theme.spacing import Spacing
from ui.theme.theme import Theme
from ui.widgets.button import Button
from ui.widgets.field import Field
from ui.widgets.flow import Flow
from ui.widgets.note_box import NoteBox

LONGEST_NAME, LONGEST_NUMBER = 200, 100
_OFFER = (
    "A lead of the other team types the code in their Yarrow. It works once, for three days. Then "
    "both of you compare six words by phone. After that each team can send the other referrals, "
    "and neither can read a file of the other."
)
_TAKE = (
    "A lead of the other team reads you a code of seven groups of four. Capital or small letters "
    "and spaces make no difference."
)
_COMPARE = (
    "Ring a lead of that team on a number you know, not one that came with the code. Let them read "
    "the six words on their screen. Only if all six are these is it really their team."
)
_DIFFER = (
    "Do not go on. Read all six again. If they still differ, somebody is between you: press They "
    "differ, and begin again with a new code that you read out yourself."
)
_END = (
    "Nothing that they send is taken any more, and what they sent and nobody here has taken in is "
    "not delivered: they are told, and will ring. What is in your files stays. You can introduce "
    "the two teams again at any time."
)
_NOT_SENT = (
    "What was written to them on this PC and has not gone will not go any more, answers among it. "
    "Go back and sync first, or ring them."
)
_OUR_NUMBER = "Told to the other team, so that they can ring you. May be left blank"
_KIND = "It holds for the whole team. What was said before stays in the history."


@dataclass(frozen=True, slots=True)
class OthersCalls:
    """What the boxes ask for; each takes the space's id first and gives a Future.

    `offer` takes a number to tell them and gives a code; `take` their code and that number and
    gives the introduction; `words`, `introduce` (with what the team is kept under) and `forget`
    take its secret. `say_kind` takes a team's id and what it is.
    """

    offer: Callable[[bytes, str], Future[Code]]
    take: Callable[[bytes, str, str], Future[IntroductionFacts]]
    words: Callable[[bytes, bytes], Future[tuple[str, ...]]]
    introduce: Callable[[bytes, bytes, KeptAs], Future[Any]]
    say_kind: Callable[[bytes, bytes, str], Future[Any]]
    forget: Callable[[bytes, bytes], Future[Any]]
    end: Callable[[bytes, bytes], Future[Any]]


class TeamIntroducing(QObject):
    """Opens the boxes over a page; `done` is told in words once something came of it."""

    def __init__(
        self,
        host: QWidget,
        theme: Theme,
        jobs: Jobs,
        *,
        calls: OthersCalls,
        done: Callable[[str], object],
    ) -> None:
        super().__init__(host)
        self._host, self._theme, self._jobs = host, theme, jobs
        self._calls, self._done = calls, done

    def offer(self, space: SpaceFacts, show: Callable[[Code], object]) -> AskBox:
        """Make a code for another team's lead."""
        phone = _line(LONGEST_NUMBER)
        box = AskBox(
            self._host,
            self._theme,
            title="Introduce another team",
            text=_OFFER,
            verb="Make the code",
            fields={"phone": Field("Your number", phone, self._theme, help_text=_OUR_NUMBER)},
        )
        run_box(box, self._jobs, lambda: self._calls.offer(space.id, phone.text().strip()), show)
        return box

    def take(self, space: SpaceFacts) -> AskBox:
        """Ask for another team's code; then the words are compared."""
        code, phone = QLineEdit(), _line(LONGEST_NUMBER)
        code.setProperty(SECRET, True)
        box = AskBox(
            self._host,
            self._theme,
            title="Take another team’s code",
            text=_TAKE,
            verb="Go on",
            fields={
                "code": Field("Code", code, self._theme),
                "phone": Field("Your number", phone, self._theme, help_text=_OUR_NUMBER),
            },
        )

        def start() -> Future[IntroductionFacts] | None:
            if not code.text().strip():
                box.point_out("code", "The code is needed.")
                return None
            return self._calls.take(space.id, code.text(), phone.text().strip())

        run_box(box, self._jobs, start, lambda found: self.compare(space, found))
        return box

    def compare(self, space: SpaceFacts, found: IntroductionFacts) -> CompareTeamBox:
        """Show six words to be compared by phone, and keep the team once they are the same."""
        box = CompareTeamBox(self._host, self._theme, found)
        told = self._calls.words(space.id, found.secret)
        self._jobs.when_done(told, box, done=box.show_words, failed=box.refuse)

        def start() -> Future[Any] | None:
            name = box.name.text().strip()
            if not box.words:
                return None
            if not name:
                box.point_out("name", "A name is needed, so that everyone knows who is meant.")
                return None
            kept = KeptAs(name, box.phone.text().strip(), box.kind)
            return self._calls.introduce(space.id, found.secret, kept)

        def forget() -> None:
            box.close_overlay()
            ended = self._calls.forget(space.id, found.secret)
            told = "Nobody was introduced. Begin again with a new code."
            self._jobs.when_done(
                ended,
                self,
                done=lambda _none: self._done(told),
                failed=lambda error: self._done(sentence(error)),
            )

        box.differ.clicked.connect(forget)
        run_box(
            box,
            self._jobs,
            start,
            lambda _none: self._done("The team is introduced. Referrals can go there now."),
        )
        return box

    def say_kind(self, space: SpaceFacts, team: OtherTeamFacts) -> AskBox:
        """Ask what a team is, beginning with what was said of it."""
        fields = kind_field(self._theme, team.kind)
        box = FormBox(
            self._host,
            self._theme,
            title=f"What {team.name} is",
            text=_KIND,
            verb="Save for the team",
            fields=fields,
        )

        def start() -> Future[Any] | None:
            said = box.answers.get(KIND)
            if said is None:
                box.point_out(KIND, "Choose what they are.")
                return None
            return self._calls.say_kind(space.id, team.id, str(said))

        told = f"Saved. A referral to {team.name} goes by that."
        run_box(box, self._jobs, start, lambda _none: self._done(told))
        return box

    def end(self, space: SpaceFacts, team: OtherTeamFacts) -> AskBox:
        """Say what follows from ending a link, and do it."""
        box = AskBox(
            self._host,
            self._theme,
            title=f"End the link with {team.name}",
            text=_END,
            parts=self._not_sent(team),
            verb="End the link",
            is_final=True,
        )
        run_box(
            box,
            self._jobs,
            lambda: self._calls.end(space.id, team.id),
            lambda _none: self._done(f"The link with {team.name} is ended."),
        )
        return box

    def _not_sent(self, team: OtherTeamFacts) -> list[QWidget]:
        """What waits here to be sent to them: an answer, or that an agreement was taken back."""
        if not team.waiting:
            return []
        strong = f"{team.waiting} not sent yet"
        return [NoteBox("warn", self._theme, strong=strong, text=_NOT_SENT)]


class CompareTeamBox(AskBox):
    """The six words of two teams, and what the other is to be kept under here."""

    def __init__(self, host: QWidget, theme: Theme, found: IntroductionFacts) -> None:
        self.words: tuple[str, ...] = ()
        self.name, self.phone = _line(LONGEST_NAME), _line(LONGEST_NUMBER)
        self.name.setText(found.name)
        self.phone.setText(found.phone)
        self._look, self._chips = theme, QWidget()
        self._column = QVBoxLayout(self._chips)
        Spacing(self._column, theme, gap=8)
        self._kind = kind_field(theme, "")
        self.differ = Button("They differ", theme, role="danger", icon="tri")
        super().__init__(
            host,
            theme,
            title=f"Compare six words with {found.name or 'the other team'}",
            text=_COMPARE,
            verb="They are the same",
            first=(self._chips,),
            fields={
                "name": Field("Name", self.name, theme),
                "phone": Field("Number to ring", self.phone, theme),
                **self._kind,
            },
            parts=(
                NoteBox("danger", theme, strong="If they differ", text=_DIFFER),
                self._differing(theme),
            ),
        )

    @property
    def kind(self) -> str:
        """The code of what they are, empty where that is not said yet."""
        return str(self._kind[KIND].input.answer() or "")

    def show_words(self, words: tuple[str, ...]) -> None:
        """Show the words once they are there."""
        self.words = words
        spoken = f"Six words: {' '.join(words)}"
        self._column.addWidget(chips_of(words, self._look, spoken=spoken))
        self.place()
        QTimer.singleShot(0, self, self.place)  # once the chips have their height

    def _differing(self, theme: Theme) -> QWidget:
        row = QWidget()
        flow = Flow(theme, gap=8, parent=row)
        flow.addWidget(self.differ)
        return row


def _line(longest: int) -> QLineEdit:
    line = QLineEdit()
    line.setMaxLength(longest)
    return line
