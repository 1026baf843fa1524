"""A document drawn as PDF, without a word about who made it, and locked if that is wished."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

import reportlab
from pypdf import PdfReader, PdfWriter
from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_LEFT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, HRFlowable, Paragraph, SimpleDocTemplate, Spacer

from app.domain.document import Document, Line
from app.errors import Refused

_PLAIN, _STRONG = "Vera", "VeraBd"
_AES = "AES-256"
_SIDE = 20 * mm
_GREY = HexColor("#7F7A70")


def as_pdf(document: Document, *, passphrase: str = "") -> bytes:
    """The pages of a document; with a passphrase they open with that alone.

    Raises Refused `documents.letters` where the font has no sign for a letter: a page with boxes in
    place of a name would be worse than none.
    """
    _require_letters(document.text)
    pages = io.BytesIO()
    template = SimpleDocTemplate(
        pages,
        pagesize=A4,
        leftMargin=_SIDE,
        rightMargin=_SIDE,
        topMargin=_SIDE,
        bottomMargin=_SIDE,
        invariant=1,
    )
    template.build(_flow(document))
    writer = PdfWriter()
    for page in PdfReader(io.BytesIO(pages.getvalue())).pages:
        writer.add_page(page)
    writer.metadata = None
    if passphrase:
        writer.encrypt(passphrase, algorithm=_AES)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def _flow(document: Document) -> list[Flowable]:
    body = _style(_PLAIN, 10.5)
    head, title = _style(_STRONG, 11.5, before=4), _style(_STRONG, 17, after=6)
    head.keepWithNext = 1  # no head stands alone at the foot of a page
    found: list[Flowable] = [Paragraph(escape(document.title), title)]
    for part in document.parts:
        found += [_rule(), Paragraph(escape(part.title), head)]
        found += [Paragraph(_marked(line), body) for line in part.lines]
    if document.foot:
        found += [Spacer(0, 8 * mm), Paragraph(escape(document.foot), body)]
    return found


def _rule() -> Flowable:
    """A thin line over a part."""
    rule = HRFlowable(width="100%", thickness=0.5, color=_GREY, spaceBefore=10, spaceAfter=2)
    rule.keepWithNext = 1
    return rule


def _marked(line: Line) -> str:
    words = escape(line.words).replace("\n", "<br/>")
    if not line.label:
        return words
    return f'<font name="{_STRONG}">{escape(line.label)}:</font> {words}'


def _style(font: str, size: float, *, before: float = 0, after: float = 2) -> ParagraphStyle:
    _fonts()
    return ParagraphStyle(
        f"{font} {size}",
        fontName=font,
        fontSize=size,
        leading=size * 1.4,
        spaceBefore=before,
        spaceAfter=after,
        alignment=TA_LEFT,
    )


@cache
def _fonts() -> frozenset[int]:
    """Register the fonts that come with the library; gives the signs that both have."""
    folder = Path(reportlab.__file__).parent / "fonts"
    signs = []
    for name in (_PLAIN, _STRONG):
        font = TTFont(name, str(folder / f"{name}.ttf"))
        pdfmetrics.registerFont(font)
        signs.append(frozenset(font.face.charToGlyph))
    return signs[0] & signs[1]


def _require_letters(text: str) -> None:
    if {ord(sign) for sign in text if not sign.isspace()} - _fonts():
        raise Refused("documents.letters")
