"""What some of a team do in a space of their own: record in it, move files into it and out."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any, TypeVar

from app.domain.changes import Change, Edit
from app.wiring.person.moved_files import move_file
from storage.vault import Vault
from tests.simulation.acts import Person
from tests.simulation.attaching import drawn_by
from tests.simulation.begun import join
from tests.simulation.pc import PC
from tests.simulation.team import Team

T = TypeVar("T")
WORDS = "Kept among few"
"""How every note begins that is written there."""
LIKELY_LET_IN = 0.1
Done = list[Change] | str


def write_apart(person: Person) -> Done:
    """A file with a note in the space of named people."""
    space = _other_space(person)
    if not isinstance(space, bytes):
        return space or "no space"
    chance = person.pc.world.chance
    id, text = chance.randbytes(16), f"{WORDS} {chance.randrange(10**6)}"
    edits = [
        Edit("person", id, id, {"name": f"Among few {chance.randrange(10**6)}"}, {}),
        Edit("note", id, None, {"lines": [{"label": "fact", "text": text}]}, {}),
    ]
    return person.do(lambda session: session.save(edits, space=space))


def move(person: Person) -> Done:
    """Move somebody's file to the other space of this PC."""
    known, spaces = person.some_person(), person.pc.tried(lambda: _spaces(person))
    if known is None or isinstance(spaces, str):
        return "nothing"
    there = [space for space in spaces if space != known.space]
    if len(spaces) < 2 or not there:
        return "no space"
    person.spoil()
    pc = person.pc
    with drawn_by(pc.world.chance):
        moved = pc.tried(lambda: move_file(_Watched(pc), known.subject, there[0]))
    if isinstance(moved, str):
        return moved
    pc.world.count("moved")
    return moved.hex()[:16]


class _Watched(Vault):
    """The vault of a PC, of which what is written is noted."""

    def __init__(self, pc: PC) -> None:
        self._pc = pc

    @property
    def path(self) -> Path:
        return self._pc.vault.path

    def read(self, work: Callable[[Any], T]) -> Future[T]:
        return self._pc.vault.read(work)

    def write(self, work: Callable[[Any], T], *, spare: bool = False) -> Future[T]:
        assert not spare
        return self._pc.write_watched(work)


APART: dict[str, Callable[[Person], Done]] = {
    "write apart": write_apart,
    "move": move,
    "move another": move,
}


def let_in_apart(apart: Team, home: Team) -> str:
    """Somebody of the team comes into the space of named people, as its lead wants it."""
    outside = [each for each in home.people if each not in apart.people and each.pc.in_space]
    if not outside:
        return "nobody"
    chosen = apart.lead.world.chance.choice(outside)
    told = join(chosen.pc, apart.lead, space=apart.space)
    if told == "in":
        apart.people.append(chosen)
        apart.lead.world.count("came in apart")
    return f"{chosen.pc.name} {told}"


def finish_joining(apart: Team, home: Team) -> None:
    """Let those come in who have begun to."""
    for person in home.people:
        if apart.space in person.pc.codes and person not in apart.people:
            for _ in range(4):
                told = join(person.pc, apart.lead, space=apart.space)
                apart.lead.world.say("calm", person.pc.name, told)
                if told == "in":
                    apart.people.append(person)
                    break


def _other_space(person: Person) -> Any:
    """The space that is not this PC's home, an empty text if there is none."""
    spaces = person.pc.tried(lambda: _spaces(person))
    return spaces if isinstance(spaces, str) else spaces[1] if len(spaces) > 1 else ""


def _spaces(person: Person) -> list[bytes]:
    return person.pc.spaces.spaces()
