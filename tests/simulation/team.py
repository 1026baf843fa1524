"""A team: its people, who leads it, and the space that they share."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.simulation.acts import Person
from tests.simulation.made import Made, together
from tests.simulation.pc import PC


@dataclass
class Team:
    """The first of its people made its space, and leads it until her PCs are `lost`.

    It is the home of those people, or `is_apart`: some of a team who have a space of their own
    beside it. `discarded` are the devices that were sent away and of which what they handed in
    never counts, `kept` the hashes of erasures that were taken back.
    """

    title: str
    is_apart: bool = False
    people: list[Person] = field(default_factory=list)
    discarded: set[bytes] = field(default_factory=set)
    kept: set[bytes] = field(default_factory=set)
    lost: list[PC] = field(default_factory=list)
    _space: bytes | None = None

    @property
    def pcs(self) -> list[PC]:
        return [person.pc for person in self.people]

    @property
    def lead(self) -> PC:
        return self.people[0].pc

    @property
    def space(self) -> bytes:
        """Its id."""
        if self._space is None:
            self.lead.open()
            self._space = self.lead.spaces.spaces()[1 if self.is_apart else 0]
        return self._space

    @property
    def made(self) -> Made:
        """All that was made at its PCs."""
        return together(pc.made for pc in (*self.pcs, *self.lost))
