"""Numbers about a vault, and no word of it."""

from __future__ import annotations


def test_counts_and_sizes_are_told_without_content(vault, save):
    first = save("person", {"name": "Wren Pepperday"})
    for name in ("A", "B"):
        save("person", {"name": name}, over={"name": [first.id]})
    save("note", {"lines": []}, record=None)

    numbers = vault.statistics()

    assert numbers["changes"] == numbers["changes_waiting"] == 4
    assert numbers["records_in_clash"] == 1
    assert (numbers["kind person"], numbers["kind note"]) == (1, 1)
    assert numbers["bytes"] > 4096
    assert "Pepperday" not in str(numbers)
