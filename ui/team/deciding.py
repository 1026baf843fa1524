"""The boxes in which a lead decides on a colleague: admit her PC, cut it off, another role."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.boxes.ask_box import AskBox
from ui.boxes.running import run_box
from ui.jobs import Jobs
from ui.team.cards import chips_of
from ui.team.choosing import radio_choice
from ui.team.facts import DOOR, MEANINGS, ROLES, DeviceFacts, PersonFacts, SpaceFacts
from ui.team.view_model import TeamCalls
from ui.team.wording import UNNAMED, UNNAMED_PC, TeamWording
from ui.theme.theme import Theme
from ui.widgets.label import Label
from ui.widgets.note_box import NoteBox

_LEAD = "lead"
_NEW_ROLE = "It holds from now on, on all of their PCs. What they wrote before stays."
_CODES_END = "If they lead no more, the codes that they gave and nobody has used end."
_ADMIT = (
    "Ring {person} on a number you know, not one that came with a message. Let them read the six "
    "words on their screen to you. Only if all six are these is it their PC."
)
_DIFFER = (
    "Do not admit it. Make sure that both of you look at the same PC and read all six again. If "
    "they still differ, somebody else has used the code: cut that PC off, and invite anew."
)
_CUT = (
    "What is recorded from now on, by every PC that has heard of this, {pc} cannot read: a new key "
    "begins without it. When it next reaches the service it stops reading and hands in what it had "
    "not sent, which waits here for your word; once you have decided, it destroys its key and what "
    "it holds of this space. That is the good conduct of the program on it, no cryptography: until "
    "then whoever has that PC and its passphrase can read what was recorded up to now."
)
_CUT_DOOR = (
    "From now on nothing new can be recorded there. What waits on it stays sealed on it, and "
    "nobody there can read it: it comes to your team once a colleague opens her vault on that PC, "
    "or once the PC is set up anew with another code, and then waits here for your word."
)
_DOOR_WORDS = (
    "{pc} showed six words when it was set up. Let whoever stands there read them to you, face to "
    "face or on a number you know. Only if all six are these is it the PC you gave the code to."
)
_DOOR_DIFFERS = (
    "Somebody else has used the code. Close this, cut that PC off, and make a new code: until then "
    "it can send your team made-up records. It can read nothing."
)
_NOT_HEARD = (
    "{names}: what is recorded there before the next exchange may still be sealed with the old "
    "key. You are shown who has not been heard from since."
)


class TeamDeciding(QObject):
    """Opens the boxes over a page; `done` is told in words once it is stated."""

    def __init__(
        self,
        host: QWidget,
        theme: Theme,
        jobs: Jobs,
        *,
        calls: TeamCalls,
        done: Callable[[str], object],
    ) -> None:
        super().__init__(host)
        self._host, self._theme, self._jobs = host, theme, jobs
        self._calls, self._done = calls, done

    def admit(self, space: SpaceFacts, person: PersonFacts, device: DeviceFacts) -> AdmitBox:
        """Show the words of a PC's keys, to be compared by phone before it is admitted."""
        box = AdmitBox(
            self._host,
            self._theme,
            title=f"Admit {device.pc or UNNAMED_PC}",
            text=_ADMIT.format(person=person.name or UNNAMED),
            verb="They are the same, admit",
            differ=_DIFFER,
        )
        told = self._calls.device_words(space.id, device.id)
        self._jobs.when_done(told, box, done=box.show_words, failed=box.refuse)

        def start() -> Future[Any] | None:
            if not box.words:
                return None
            return self._calls.admit(space.id, device.id, " ".join(box.words))

        done = f"{device.pc or UNNAMED_PC} is admitted. It reads with its next exchange."
        run_box(box, self._jobs, start, lambda _nothing: self._done(done))
        return box

    def six_words(self, space: SpaceFacts, device: DeviceFacts) -> AdmitBox:
        """Show the words of a ward PC's keys, to be compared with those that it showed."""
        pc = device.pc or UNNAMED_PC
        box = AdmitBox(
            self._host,
            self._theme,
            title=f"Six words of {pc}",
            text=_DOOR_WORDS.format(pc=pc),
            verb="They are the same",
            differ=_DOOR_DIFFERS,
        )
        told = self._calls.device_words(space.id, device.id)
        self._jobs.when_done(told, box, done=box.show_words, failed=box.refuse)
        box.wanted.connect(box.finish)
        return box

    def cut_off(self, space: SpaceFacts, person: PersonFacts, device: DeviceFacts) -> AskBox:
        """Say exactly what follows from cutting a PC off, and do it."""
        pc, is_door = device.pc or UNNAMED_PC, device.role == DOOR
        wording = TeamWording(self._calls.now())
        others = [each.pc or UNNAMED_PC for each in space.devices if not each.is_own]
        others = [each for each in others if each != pc]
        parts: list[QWidget] = [
            Label(f"{person.name or UNNAMED} · {wording.device(device)}", "label", wraps=True),
            NoteBox("plain", self._theme, text=_CUT_DOOR if is_door else _CUT.format(pc=pc)),
        ]
        if others and not is_door:
            text = _NOT_HEARD.format(names=", ".join(others))
            strong = "Until they have heard of it"
            parts.append(NoteBox("warn", self._theme, strong=strong, text=text))
        box = AskBox(
            self._host,
            self._theme,
            title=f"Cut off {pc}",
            text="Nothing that it has not sent is thrown away. This cannot be taken back: to "
            "belong again it joins anew, with a code.",
            verb=f"Cut off {pc}",
            parts=parts,
            is_final=True,
        )
        done = f"{pc} is cut off, and a new key holds."
        run_box(
            box,
            self._jobs,
            lambda: self._calls.cut_off(space.id, device.id),
            lambda _nothing: self._done(done),
        )
        return box

    def set_role(self, space: SpaceFacts, person: PersonFacts) -> AskBox:
        """Ask what a person may do from now on, on all of her PCs."""
        name, chosen = person.name or UNNAMED, list(ROLES)
        now = person.devices[0].role
        choices = [(ROLES[role], MEANINGS[role]) for role in chosen]
        first = chosen.index(now) if now in chosen else 0
        group, ground = radio_choice("What they may do", choices, self._theme, first=first)
        box = AskBox(
            self._host,
            self._theme,
            title=f"Role of {name}",
            text=f"{_NEW_ROLE} {_CODES_END}" if now == _LEAD else _NEW_ROLE,
            verb="Give this role",
            parts=(ground,),
        )
        group.setParent(box)

        def start() -> Future[Any] | None:
            role = chosen[group.checkedId()]
            if role == now:
                box.tell("That is their role already.")
                return None
            return self._calls.set_role(space.id, person.devices[0].id, role)

        run_box(box, self._jobs, start, lambda _n: self._done(f"{name} has another role now."))
        return box


class AdmitBox(AskBox):
    """The words of a PC that joined; the verb waits until they are shown."""

    def __init__(
        self, host: QWidget, theme: Theme, *, title: str, text: str, verb: str, differ: str
    ) -> None:
        self.words: tuple[str, ...] = ()
        self._look, self._place_of_words = theme, QWidget()
        super().__init__(
            host,
            theme,
            title=title,
            text=text,
            verb=verb,
            parts=(
                self._place_of_words,
                NoteBox("warn", theme, strong="If they differ", text=differ),
            ),
        )
        self.set_busy(busy=True)

    def show_words(self, words: tuple[str, ...]) -> None:
        """Show them; now they can be compared."""
        self.words = words
        chips = chips_of(words, self._look, spoken=f"Six words: {' '.join(words)}")
        column = QVBoxLayout(self._place_of_words)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(chips)
        self.set_busy(busy=False)
        QTimer.singleShot(0, self, self.place)
