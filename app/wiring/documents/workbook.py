"""A sheet as a workbook, whose cells are words and numbers and never formulas or links."""

from __future__ import annotations

import io
from datetime import datetime

from xlsxwriter import Workbook

from app.domain.sheet import Sheet

_PLAIN = {
    "in_memory": True,  # else parts of it would stand in a temporary folder
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_WIDEST = 60
_MADE = datetime(2000, 1, 1)


def as_workbook(sheet: Sheet) -> bytes:
    """The workbook, without a word about who made it or when: the same cells, the same bytes."""
    written = io.BytesIO()
    book = Workbook(written, _PLAIN)
    book.set_properties({"created": _MADE})
    page = book.add_worksheet(sheet.title)
    bold = book.add_format({"bold": True})
    for column, name in enumerate(sheet.columns):
        page.write_string(0, column, name, bold)
        longest = max((len(str(row[column] or "")) for row in sheet.rows), default=0)
        page.set_column(column, column, min(_WIDEST, max(len(name), longest) + 2))
    for line, row in enumerate(sheet.rows, start=1):
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                page.write_string(line, column, cell)
            elif cell is not None:
                page.write_number(line, column, cell)
    page.freeze_panes(1, 0)
    book.close()
    return written.getvalue()
