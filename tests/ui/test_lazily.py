from __future__ import annotations

from dataclasses import dataclass

from ui.lazily import Lazily, key_at


@dataclass(frozen=True)
class Row:
    key: str
    words: str


def rows(worded: list[int]) -> Lazily[int, Row]:
    def word(number: int) -> Row:
        worded.append(number)
        return Row(str(number), f"number {number}")

    return Lazily((7, 8, 9), word, str)


def test_a_row_is_worded_when_it_is_first_looked_at_and_once() -> None:
    worded: list[int] = []
    lazily = rows(worded)

    assert (len(lazily), worded) == (3, [])
    assert lazily[1] is lazily[1]
    assert worded == [8]


def test_a_key_is_told_without_wording_its_row() -> None:
    worded: list[int] = []

    assert key_at(rows(worded), 2) == "9"
    assert worded == []


def test_rows_that_stand_in_words_tell_their_own_keys() -> None:
    assert key_at((Row("a", ""), Row("b", "")), 1) == "b"


def test_all_of_them_or_some_can_be_had_in_order() -> None:
    lazily = rows([])

    assert [row.key for row in lazily] == ["7", "8", "9"]
    assert [row.key for row in lazily[:2]] == ["7", "8"]
    assert lazily[-1].key == "9"
