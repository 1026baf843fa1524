"""When something holds: claims over the answers of a page and what follows from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.encoding import Value
from app.forms.definition import is_given
from app.forms.tables import Table

Facts = Mapping[str, Value]
_FROM, _BELOW = "from", "below"


@dataclass(frozen=True, slots=True)
class Fact:
    """That a fact is there, is among some codes, or is a number within limits.

    A list is among codes if one of its elements is. `least` belongs to the limits, `below` not.
    """

    name: str
    among: tuple[str, ...] = ()
    least: int | None = None
    below: int | None = None

    def holds(self, facts: Facts) -> bool:
        """Whether it is so; what is blank is not so."""
        value = facts.get(self.name)
        if not is_given(value):
            return False
        if self.least is not None or self.below is not None:
            return self._is_within(value)
        listed = value if isinstance(value, list) else [value]
        return not self.among or any(each in self.among for each in listed)

    def _is_within(self, value: Value) -> bool:
        if not isinstance(value, int) or isinstance(value, bool):
            return False
        is_high_enough = self.least is None or value >= self.least
        return is_high_enough and (self.below is None or value < self.below)


@dataclass(frozen=True, slots=True)
class When:
    """Every one of `every` holds, at least one of `some` if any are named, and none of `unless`."""

    every: tuple[Fact, ...] = ()
    some: tuple[Fact, ...] = ()
    unless: tuple[Fact, ...] = ()

    def holds(self, facts: Facts) -> bool:
        """Whether it is so now."""
        return (
            all(fact.holds(facts) for fact in self.every)
            and (not self.some or any(fact.holds(facts) for fact in self.some))
            and not any(fact.holds(facts) for fact in self.unless)
        )

    @property
    def facts(self) -> tuple[Fact, ...]:
        """All that it speaks of."""
        return (*self.every, *self.some, *self.unless)


def read_when(row: Table) -> When:
    """The condition in a table under `every`, `some` and `unless`."""
    every, some, unless = (
        tuple(_fact(each) for each in row.tables(key)) for key in ("every", "some", "unless")
    )
    return When(every, some, unless)


def _fact(row: Table) -> Fact:
    limits = {key: row.number(key, -1) for key in (_FROM, _BELOW)}
    fact = Fact(
        name=row.text("fact"),
        among=row.texts("among"),
        least=limits[_FROM] if limits[_FROM] >= 0 else None,
        below=limits[_BELOW] if limits[_BELOW] >= 0 else None,
    )
    row.close()
    return fact
