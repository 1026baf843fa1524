"""A sheet of cells that leaves the program, and how it is written so that it stays data.

A spreadsheet takes a text that begins with certain signs for a formula and runs it, which could
send what stands beside it somewhere. Whatever a person typed is therefore marked as text.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

Cell = str | int | float | None
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "＝", "＋", "－", "＠")
_TEXT_MARK = "'"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A title, the names of the columns, and the rows."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def as_csv(sheet: Sheet) -> bytes:
    """The columns and rows in UTF-8, lines ended as RFC 4180 says."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(sheet.columns)
    writer.writerows([as_data(cell) for cell in row] for row in sheet.rows)
    return written.getvalue().encode()


def as_data(cell: Cell) -> Cell:
    """A cell that no spreadsheet takes for a formula; numbers stay numbers."""
    if not isinstance(cell, str):
        return cell
    text = cell.replace("\0", "")
    begins = text.lstrip(" \u00a0\ufeff")
    return f"{_TEXT_MARK}{text}" if begins.startswith(_FORMULA_SIGNS) else text
