"""How a field's present value follows from its changes: the same for any order of hearing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.domain.careful import AWAY as AWAY
from app.domain.careful import care
from app.domain.encoding import Value, encode


@dataclass(frozen=True, slots=True)
class Head:
    """A value not yet replaced by someone who saw it: the change that set it, its clock reading."""

    change: bytes
    at: int
    value: Value


@dataclass(slots=True)
class Register:
    """One field of one record: its heads, and every id that a change of it names in `over`.

    `replaced` also keeps ids whose changes have not arrived, so that the same set of changes
    gives the same register in any order, with repeats.
    """

    heads: dict[bytes, Head]
    replaced: set[bytes]

    def take(self, head: Head, over: Iterable[bytes]) -> None:
        """Take one change of this field, in any order, as often as it comes."""
        for id in over:
            self.replaced.add(id)
            self.heads.pop(id, None)
        if head.change not in self.replaced:
            self.heads[head.change] = head


def is_clash(heads: Sequence[Head]) -> bool:
    """Whether a person has to decide: several heads whose encoded values differ."""
    if len(heads) < 2:
        return False
    return len({encode(head.value) for head in heads}) > 1


def shown(field: str, heads: Sequence[Head]) -> Head:
    """The head to show: the most careful one where the field has an order, else the latest.

    `heads` holds at least one. The order of `(at, id)` decides among equals.
    """
    return max(heads, key=lambda head: (care(field, head.value), head.at, head.change))


def is_away(gone: Sequence[Head], seen: Iterable[bytes], others: Iterable[bytes]) -> bool:
    """Whether a record stays put away.

    `gone` are the heads of its field `gone`, `seen` what the change that set the one shown names
    in `over`, `others` the heads of all its other fields. A head that the person who put it away
    had not seen brings the record back.
    """
    if not gone or shown(AWAY, gone).value is None:
        return False
    return not set(others) - set(seen)
