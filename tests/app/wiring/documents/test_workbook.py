"""A workbook holds what the sheet holds, no formula, no link, and nothing of its making."""

from __future__ import annotations

import io
import re
import zipfile

from app.domain.sheet import Sheet
from app.wiring.documents.workbook import as_workbook

SHEET = Sheet("2026-Q4", ("words", "count"), (("=1+1", 3), ("http://a.test", None), ("plain", 2.5)))


def parts(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return {name: book.read(name).decode() for name in book.namelist()}


def test_words_stay_words_and_numbers_numbers() -> None:
    found = parts(as_workbook(SHEET))

    assert re.findall(r"<t[^>]*>([^<]*)</t>", found["xl/sharedStrings.xml"]) == [
        *("words", "count", "=1+1", "http://a.test", "plain"),
    ]
    page = found["xl/worksheets/sheet1.xml"]
    assert "<f>" not in page and "<hyperlink" not in page
    assert "<v>2.5</v>" in page


def test_nobody_and_no_day_stands_in_it() -> None:
    about = parts(as_workbook(SHEET))["docProps/core.xml"]

    assert re.findall(r">([^<>]+)<", about.split("?>")[1].replace("\n", "")) == [
        *("2000-01-01T00:00:00Z", "2000-01-01T00:00:00Z"),
    ]
    assert as_workbook(SHEET) == as_workbook(SHEET)
