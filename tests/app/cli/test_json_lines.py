"""Lines are handed on as they come, and one value over many lines is one."""

from __future__ import annotations

import io
import json

import pytest

from app.cli.json_lines import portions, source


class Pipe:
    """Hands out these pieces one at a time, and tells how many were asked for."""

    def __init__(self, *pieces):
        self.left = list(pieces)
        self.taken = 0

    def read1(self, size):
        self.taken += 1
        return self.left.pop(0) if self.left else b""


def read(data):
    return [line for portion in portions(io.BytesIO(data)) for line in portion]


def test_a_line_is_handed_on_before_the_next_is_asked_for():
    pipe = Pipe(b'{"a": 1}\n', b'{"b": 2}\n')

    first = next(portions(pipe))

    assert (first, pipe.taken) == ([(1, b'{"a": 1}')], 1)


def test_a_line_cut_anywhere_is_whole_again():
    text = b'{"a": "\xe2\x82\xac"}\n{"b": 2}'

    for cut in range(len(text)):
        pipe = Pipe(text[:cut] or b"\n", text[cut:])
        lines = [line for portion in portions(pipe) for line in portion]
        assert [line for _, line in lines] == [b'{"a": "\xe2\x82\xac"}', b'{"b": 2}']


def test_numbers_count_blank_lines_and_both_line_ends():
    assert read(b'\n{"a": 1}\r\n  \n{"b": 2}\n\n') == [(2, b'{"a": 1}\r'), (4, b'{"b": 2}')]


def test_only_line_feeds_end_a_line():
    line = '{"a": "b\u2028c\u0085d"}'.encode()

    assert read(line + b"\n" + line) == [(1, line), (2, line)]


@pytest.mark.parametrize("value", [{"a": {"b": 1}}, [{"a": 1}, {"b": 2}]])
def test_one_value_over_many_lines_is_one(value):
    data = json.dumps(value, indent=2).encode()

    assert [json.loads(line) for _, line in read(b"\xef\xbb\xbf" + data)] == [value]


def test_what_is_no_value_together_stays_lines():
    assert read(b'nonsense\n{"a": 1}') == [(1, b"nonsense"), (2, b'{"a": 1}')]
    assert len(read(b"[" * 100_000 + b"\n" + b'{"a": 1}')) == 2


def test_a_mark_at_the_beginning_is_no_part_of_the_text():
    assert read(b'\xef\xbb\xbf{"a": 1}\n{"b": 2}') == [(1, b'{"a": 1}'), (2, b'{"b": 2}')]


def test_nothing_is_nothing(monkeypatch):
    monkeypatch.setattr("sys.stdin", None)

    assert read(b"") == read(b"\n \n") == []
    with source("-") as closed:
        assert list(portions(closed)) == []


def test_portions_are_small_and_lose_nothing():
    data = b'{"a": 1}\n' * 100_000

    sizes = [len(portion) for portion in portions(io.BytesIO(data))]

    assert (sum(sizes), max(sizes)) == (100_000, 50)
