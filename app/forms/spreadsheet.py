"""A spreadsheet saved as text: rows under their headings, whatever program wrote it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from app.errors import Refused

MOST_ROWS = 50_000
MOST_BYTES = 64 * 1024 * 1024
_MOST_CELL = 1_000_000
_SEPARATORS = ",;\t|"
_MARKS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its line in the file, counted as a spreadsheet counts, and its cells by heading."""

    number: int
    cells: dict[str, str]


def read_rows(content: bytes, *, encoding: str = "", separator: str = "") -> list[Row]:
    """The rows that are not blank.

    Without an encoding it is what the first bytes say, else UTF-8, else what Windows writes;
    without a separator the one that the headings have most of. Raises Refused
    `importing.not_text`, `importing.no_headings`, `importing.same_heading`, `importing.row_shape`
    or `importing.too_long`.
    """
    if len(content) > MOST_BYTES:
        raise Refused("importing.too_long", most=MOST_ROWS)
    text = _decoded(content, encoding)
    csv.field_size_limit(_MOST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator or _separator(text))
    try:
        headings = [each.strip() for each in next(reader, [])]
        return _rows(reader, headings)
    except csv.Error as error:
        raise Refused("importing.not_text") from error


def _rows(reader: Iterable[list[str]], headings: Sequence[str]) -> list[Row]:
    if not any(headings):
        raise Refused("importing.no_headings")
    named = [each for each in headings if each]
    if len(set(named)) < len(named):
        raise Refused("importing.same_heading")
    rows: list[Row] = []
    for number, cells in enumerate(reader, start=2):
        stripped = [each.strip() for each in cells]
        if not any(stripped):
            continue
        if any(stripped[len(headings) :]):
            raise Refused("importing.row_shape", row=number)
        if len(rows) >= MOST_ROWS:
            raise Refused("importing.too_long", most=MOST_ROWS)
        # Some programs leave out the blank cells at a row's end.
        pairs = zip_longest(headings, stripped[: len(headings)], fillvalue="")
        rows.append(Row(number, {name: cell for name, cell in pairs if name}))
    return rows


def _decoded(content: bytes, encoding: str) -> str:
    marked = next((name for mark, name in _MARKS if content.startswith(mark)), "")
    for name in (encoding, marked, "utf-8", "cp1252"):
        try:
            text = content.decode(name) if name else None
        except (ValueError, LookupError):
            if name == encoding:
                break
            continue
        if text is not None and "\x00" not in text:
            return text
    raise Refused("importing.not_text")


def _separator(text: str) -> str:
    first = text.partition("\n")[0]
    return max(_SEPARATORS, key=first.count)
