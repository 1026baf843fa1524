"""Folding looks up what is new to it, however much a record waits for."""

from __future__ import annotations

from collections.abc import Callable

from app.domain.changes import Change
from storage.folding import Folded

KEY = (b"s" * 16, "person", b"r" * 16)


def test_ids_that_never_arrive_are_looked_up_once(change: Callable[..., Change]) -> None:
    asked: list[bytes] = []

    def is_stored(id: bytes) -> bool:
        asked.append(id)
        return False

    made_up = [nr.to_bytes(32, "big") for nr in range(1_000)]
    record = Folded(1, KEY, is_stored, is_new=False)
    record.take(change({"name": "Zinnia"}, over={"name": made_up}), 1)
    assert len(asked) == len(made_up)
    asked.clear()

    record.take(change({"name": "Zinnia Q"}), 1)
    record.take(change({"known_as": "Zin"}), 1)

    assert asked == []
    assert record.registers.fields["name"].replaced == set(made_up)


def test_an_id_that_arrives_is_waited_for_no_longer(change: Callable[..., Change]) -> None:
    first = change({"name": "Zinnia"})
    second = change({"name": "Zinnia Q"}, over={"name": [first.id]})
    record = Folded(1, KEY, lambda id: False)

    record.take(second, 1)
    assert record.registers.fields["name"].replaced == {first.id}
    record.take(first, 1)

    assert record.registers.fields["name"].replaced == set()
    assert list(record.registers.fields["name"].heads) == [second.id]
