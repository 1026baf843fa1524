"""The boxes of the team: invite someone, or another PC of one's own."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.boxes.ask_box import AskBox
from ui.boxes.running import run_box
from ui.jobs import Jobs
from ui.safety.clipboard import SECRET
from ui.team.choosing import radio_choice
from ui.team.comparing import WordsBox
from ui.team.facts import DOOR, MEANINGS, ROLES, Code, InviteWish, SpaceFacts, SpaceWish
from ui.team.shares import REFUSES, REFUSES_MEANS
from ui.team.view_model import TeamCalls
from ui.theme.theme import Theme
from ui.widgets.check_box import CheckBox
from ui.widgets.field import Field
from ui.widgets.label import Label

_WAYS = (
    ("In the room, good for 15 minutes", "They work at once. Read the code to them face to face."),
    (
        "At a distance, good for 72 hours",
        "They can record at once and read only after you have compared six words by phone and "
        "admitted them.",
    ),
)
_DOOR = (
    "Anybody at that PC can record for your team with its short code, and can read nothing: it "
    "gets no key. Set it up there with this code, within 15 minutes."
)
_DOOR_HINT = (
    "Such as the ward and the bay. Everybody in the team sees it on what was recorded there"
)
_APART = (
    "It has a key of its own. Only who is invited into it can read its files: not the rest of the "
    "team, not its leads, not the service. You lead it. It keeps its log at the same service as "
    "your team, which sees that it is there and on how many PCs, and nothing of what is in it."
)
_NAME_HINT = "Seen by its people alone. Best a number or a place, not the name of a person"
_PERMIT_HINT = "Only if whoever looks after your service has given you one"


class TeamAsking(QObject):
    """Opens the boxes over a page."""

    def __init__(
        self,
        host: QWidget,
        theme: Theme,
        jobs: Jobs,
        *,
        calls: TeamCalls,
        told: Callable[[str], object],
    ) -> None:
        super().__init__(host)
        self._host, self._theme, self._jobs = host, theme, jobs
        self._calls, self._told = calls, told

    def invite(self, space: SpaceFacts, show: Callable[[Code], object]) -> AskBox:
        """Ask who is to come and where they are, and make a code."""
        name = QLineEdit()
        ways, where = radio_choice("Where they are", _WAYS, self._theme)
        meanings = [(ROLES[role], MEANINGS[role]) for role in ROLES]
        roles, may = radio_choice("What they may do", meanings, self._theme)
        box = AskBox(
            self._host,
            self._theme,
            title=f"Invite somebody into {space.title or 'this space'}",
            text="A code lets one person in, once. Everyone in the space can read all its files.",
            verb="Make the code",
            fields={
                "name": Field(
                    "Name", name, self._theme, help_text="Blank if they shall say it themselves"
                )
            },
            parts=(where, may),
        )
        ways.setParent(box)
        roles.setParent(box)

        def start() -> Future[Code]:
            role = list(ROLES)[roles.checkedId()]
            wish = InviteWish(role, name.text().strip(), at_distance=ways.checkedId() == 1)
            return self._calls.invite(space.id, wish)

        run_box(box, self._jobs, start, show)
        return box

    def invite_own(self, space: SpaceFacts, show: Callable[[Code], object]) -> AskBox:
        """Make a code for another PC of the same person."""
        box = AskBox(
            self._host,
            self._theme,
            title="Another PC of your own",
            text="Make a vault there with a passphrase of its own, then join with the code. Both "
            "show as you, in the same role. The code works once, for 15 minutes; read it to "
            "nobody else.",
            verb="Make the code",
        )
        run_box(box, self._jobs, lambda: self._calls.invite_own(space.id), show)
        return box

    def invite_door(self, space: SpaceFacts, show: Callable[[Code], object]) -> AskBox:
        """Ask where a ward PC stands, and make its code."""
        name = QLineEdit()
        box = AskBox(
            self._host,
            self._theme,
            title="A ward PC",
            text=_DOOR,
            verb="Make the code",
            fields={"name": Field("Where it stands", name, self._theme, help_text=_DOOR_HINT)},
        )

        def start() -> Future[Code] | None:
            where = name.text().strip()
            if not where:
                box.fields["name"].show_problem("Say where it stands, so that you know it again.")
                return None
            return self._calls.invite(space.id, InviteWish(DOOR, where))

        run_box(box, self._jobs, start, show)
        return box

    def compare(self, space: SpaceFacts) -> WordsBox:
        """Show six words of the log to be compared by phone."""
        return WordsBox(
            self._host,
            self._theme,
            self._jobs,
            words=lambda position: self._calls.words(space.id, position),
            told=self._told,
        )

    def new_space(self, done: Callable[[bytes], object]) -> AskBox:
        """Ask what a space for named people is called, and make it."""
        name, permit, refuses = QLineEdit(), QLineEdit(), CheckBox(REFUSES, self._theme)
        refuses.setAccessibleDescription(REFUSES_MEANS)
        permit.setProperty(SECRET, True)
        box = AskBox(
            self._host,
            self._theme,
            title="A space for named people",
            text=_APART,
            verb="Make the space",
            fields={
                "title": Field("What you call it", name, self._theme, help_text=_NAME_HINT),
                "permit": Field("Permit", permit, self._theme, help_text=_PERMIT_HINT),
            },
            parts=(refuses, Label(REFUSES_MEANS, "quiet", wraps=True)),
        )

        def start() -> Future[bytes] | None:
            if not name.text().strip():
                box.point_out("title", "A name is needed, so that you can tell it from others.")
                return None
            wish = SpaceWish(name.text().strip(), permit.text().strip(), refuses.isChecked())
            return self._calls.new_space(wish)

        run_box(box, self._jobs, start, done)
        return box
