"""A spreadsheet saved as text is read whatever program wrote it, or refused whole."""

from __future__ import annotations

import pytest

from app.errors import Refused
from app.forms.spreadsheet import read_rows

TEXT = "Name,Born\nZoë Tidewell,12/3/1991\n\n , \nFern Mossop,\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_every_encoding_and_separator(encoding, separator):
    rows = read_rows(TEXT.replace(",", separator).encode(encoding))

    assert [(row.number, row.cells) for row in rows] == [
        (2, {"Name": "Zoë Tidewell", "Born": "12/3/1991"}),
        (5, {"Name": "Fern Mossop", "Born": ""}),
    ]


def test_cells_that_are_left_out_at_a_rows_end_are_blank():
    (row,) = read_rows(b"Name,Born,Said\nFern Mossop\n")

    assert row.cells == {"Name": "Fern Mossop", "Born": "", "Said": ""}


def test_quotes_hold_separators_and_line_ends():
    (row,) = read_rows(b'Name,Said\n"Tidewell, Saffron","one\r\ntwo"\n')
    assert row.cells == {"Name": "Tidewell, Saffron", "Said": "one\r\ntwo"}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "importing.no_headings"),
        (b",,\n1,2,3\n", "importing.no_headings"),
        (b"A,A\n1,2\n", "importing.same_heading"),
        (b"A,B\n1,2,3\n", "importing.row_shape"),
        (b"PK\x03\x04\x00\x00", "importing.not_text"),
    ],
)
def test_what_cannot_be_read_is_refused(content, code):
    with pytest.raises(Refused) as refused:
        read_rows(content)
    assert refused.value.code == code


@pytest.mark.parametrize("encoding", ["utf-8", "no_such", "undefined"])
def test_an_encoding_that_is_named_holds(encoding):
    with pytest.raises(Refused):
        read_rows("Zoë\n".encode("cp1252"), encoding=encoding)
