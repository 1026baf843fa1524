"""Elements keep their ids through an edit, and their order through any."""

from __future__ import annotations

from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from app.forms.elements import NewElementId, changed_elements, ordered_ids

_LISTS = st.lists(st.integers(0, 4), max_size=8)


def _ids(seed: int, bits: int = 64) -> NewElementId:
    random = Random(seed)
    return lambda: f"{random.getrandbits(bits):016x}"


def _list(elements: dict[str, Any]) -> list[Any]:
    return [elements[id] for id in sorted(elements) if elements[id] is not None]


def test_ids_are_ascending_and_as_many_as_asked() -> None:
    ids = ordered_ids(5, new_element_id=_ids(1))

    assert ids == sorted(set(ids))
    assert len(ids) == 5


def test_a_reworded_element_keeps_its_id() -> None:
    old = [("3000000000000000", "Linet"), ("7000000000000000", "Wren")]

    changed = changed_elements(old, ["Linnet", "Wren"], new_element_id=_ids(1))

    assert changed == {"3000000000000000": "Linnet"}


def test_an_added_element_leaves_the_others_alone() -> None:
    old = [("3000000000000000", "Linnet"), ("7000000000000000", "Wren")]

    changed = changed_elements(old, ["Linnet", "Tansy", "Wren"], new_element_id=_ids(1))

    assert list(changed.values()) == ["Tansy"]
    assert "3000000000000000" < next(iter(changed)) < "7000000000000000"


def test_without_room_between_two_ids_the_list_is_written_anew() -> None:
    old = [("3000000000000000", "a"), ("3000000000000001", "c")]

    changed = changed_elements(old, ["a", "b", "c"], new_element_id=_ids(1))

    assert [changed[id] for id, _ in old] == [None, None]
    assert _list(dict(old) | changed) == ["a", "b", "c"]


def test_ids_of_another_making_are_worked_with() -> None:
    old = [("FIRST", "a"), ("second", "b")]

    changed = changed_elements(old, ["a", "b", "c"], new_element_id=_ids(1))

    assert _list(dict(old) | changed) == ["a", "b", "c"]


@given(_LISTS, st.lists(_LISTS, max_size=4), st.integers(), st.sampled_from([6, 64]))
def test_any_edits_in_a_row_arrive_at_the_last_list(
    first: list[Any], edits: list[list[Any]], seed: int, bits: int
) -> None:
    new_element_id = _ids(seed, bits)
    ids = ordered_ids(len(first), new_element_id=new_element_id)
    elements: dict[str, Any] = dict(zip(ids, first, strict=True))
    for new in edits:
        present = [(id, elements[id]) for id in sorted(elements) if elements[id] is not None]
        elements |= changed_elements(present, new, new_element_id=new_element_id)

    assert _list(elements) == (edits[-1] if edits else first)
