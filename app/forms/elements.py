"""The elements of a stored list: ids that keep their order, and the least change between two."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher

from app.domain.encoding import Value

NewElementId = Callable[[], str]
Element = tuple[str, Value]

_ID_DIGITS = 16
_PAST_LAST = 2**64


def ordered_ids(count: int, *, new_element_id: NewElementId) -> list[str]:
    """As many fresh random ids, ascending, so that a list keeps its order under them."""
    ids: set[str] = set()
    while len(ids) < count:
        ids.add(new_element_id())
    return sorted(ids)


def changed_elements(
    old: Sequence[Element], new: Sequence[Value], *, new_element_id: NewElementId
) -> dict[str, Value]:
    """What to set by element id so that the old list becomes the new one; None removes.

    An element that stays keeps its id, and so does one that was reworded, so that two people's
    edits of two elements both survive. `old` is ascending by id. Where the ids leave no room
    between two neighbours, the list is written anew.
    """
    matcher = SequenceMatcher(
        a=[repr(value) for _, value in old], b=[repr(value) for value in new], autojunk=False
    )
    changed: dict[str, Value] = {}
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag == "equal":
            continue
        removed, added = old[start:end], new[new_start:new_end]
        shared = min(len(removed), len(added))
        changed |= {id: value for (id, _), value in zip(removed, added, strict=False)}
        changed |= {id: None for id, _ in removed[shared:]}
        lower, upper = _bounds(old, start + shared, end)
        fresh = list(_ids_between(lower, upper, len(added) - shared, new_element_id))
        if len(fresh) < len(added) - shared:
            return _written_anew(old, new, new_element_id)
        changed |= dict(zip(fresh, added[shared:], strict=True))
    return changed


def _bounds(old: Sequence[Element], start: int, end: int) -> tuple[int, int]:
    """The places of the ids between which an insertion before `start` must lie."""
    lower = _place(old[start - 1][0]) if start > 0 else -1
    upper = _place(old[end][0]) if end < len(old) else _PAST_LAST
    return lower, upper


def _ids_between(lower: int, upper: int, count: int, new_element_id: NewElementId) -> Iterator[str]:
    """Random ids strictly between two, ascending; fewer than `count` if there is no room."""
    if upper - lower - 1 < count:
        return
    places: set[int] = set()
    while len(places) < count:
        places.add(lower + 1 + _place(new_element_id()) % (upper - lower - 1))
    yield from (f"{place:0{_ID_DIGITS}x}" for place in sorted(places))


def _written_anew(
    old: Sequence[Element], new: Sequence[Value], new_element_id: NewElementId
) -> dict[str, Value]:
    changed: dict[str, Value] = {id: None for id, _ in old}
    ids = ordered_ids(len(new), new_element_id=new_element_id)
    return changed | dict(zip(ids, new, strict=True))


def _place(element_id: str) -> int:
    """The number an id stands for; an id of another version's making stands at the end."""
    try:
        return int(element_id, 16) % _PAST_LAST
    except ValueError:
        return _PAST_LAST - 1
