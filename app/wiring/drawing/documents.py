"""PDFs written anew without what they say about their making, and without anything that acts."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pypdfium2  # type: ignore[import-untyped]
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    StreamObject,
)

from app.errors import Refused
from app.wiring.drawing.jpeg_parts import without_words

MOST_PAGES = 2_000
_MOST_TEXT = 4_000_000
_IN_ANY = frozenset(
    ("/Metadata", "/PieceInfo", "/LastModified", "/AA", "/AF", "/XFA", "/StructTreeRoot")
    + ("/Alt", "/ActualText", "/OpenAction", "/JavaScript", "/JS", "/EmbeddedFiles", "/EF")
    + ("/Collection", "/Threads", "/B", "/Thumb", "/SpiderInfo", "/Perms", "/Lang", "/MarkInfo")
)
_IN_CATALOG = ("/Names", "/Outlines", "/PageLabels", "/Dests", "/AcroForm", "/Extensions", "/DSS")
# What stays of the marks on a page; the rest are notes, links that act, or carry files.
_KEPT_MARKS = frozenset(("/Highlight", "/Underline", "/StrikeOut", "/Ink", "/Line", "/Square"))
_KEPT_MARKS_WORDS = (
    "/Contents",
    "/RC",
    "/T",
    "/Subj",
    "/A",
    "/NM",
    "/M",
    "/CreationDate",
    "/Popup",
)


def opened(content: bytes) -> pypdfium2.PdfDocument:
    """The document; raises Refused `attachment.locked_pdf` or `attachment.too_many_pages`."""
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error):
            raise Refused("attachment.locked_pdf") from error
        raise Refused("attachment.not_understood") from error
    if len(document) > MOST_PAGES:
        raise Refused("attachment.too_many_pages")
    if len(document) < 1:
        raise Refused("attachment.not_understood")
    return document


def made_anew(content: bytes) -> bytes:
    """The same pages; the number of pages is counted again afterwards."""
    count = len(opened(content))
    reader = PdfReader(io.BytesIO(content), strict=False)
    if reader.is_encrypted:
        raise Refused("attachment.locked_pdf")
    writer = PdfWriter()
    for page in reader.pages:
        writer.add_page(page)
    for name in _IN_CATALOG:
        writer.root_object.pop(name, None)
    for each in _objects(writer):
        _make_bare(each)
    writer.metadata = None
    target = io.BytesIO()
    writer.write(target)
    made = target.getvalue()
    if len(opened(made)) != count:
        raise Refused("attachment.not_understood")
    return made


def text_of(content: bytes) -> str:
    """The text layer, page after page, up to some millions of signs."""
    document, found, left = opened(content), [], _MOST_TEXT
    for page in document:
        words = page.get_textpage().get_text_bounded()
        found.append(words[:left])
        left -= len(found[-1])
        if left <= 0:
            break
    return "\n".join(found)


def _objects(writer: PdfWriter) -> Iterator[object]:
    for number in range(1, len(writer._objects) + 1):  # noqa: SLF001 - no public way to walk all
        yield IndirectObject(number, 0, writer).get_object()


def _make_bare(each: object) -> None:
    if isinstance(each, StreamObject):
        _strip_stream(each)
    if isinstance(each, DictionaryObject):
        _strip_dictionary(each)
    elif isinstance(each, ArrayObject):
        for item in each:
            if not isinstance(item, IndirectObject):
                _make_bare(item)


def _strip_dictionary(each: DictionaryObject) -> None:
    for name in _IN_ANY & set(each):
        del each[name]
    if "/Annots" in each:
        _strip_marks(each)
    for value in list(each.values()):
        if not isinstance(value, IndirectObject):
            _make_bare(value)


def _strip_marks(page: DictionaryObject) -> None:
    marks = page["/Annots"]
    kept = ArrayObject()
    for mark in marks if isinstance(marks, ArrayObject) else ():
        shown = mark.get_object()
        if isinstance(shown, DictionaryObject) and shown.get("/Subtype") in _KEPT_MARKS:
            for name in _KEPT_MARKS_WORDS:
                shown.pop(name, None)
            kept.append(mark)
    page.pop("/Annots")
    if kept:
        page[NameObject("/Annots")] = kept


def _strip_stream(stream: StreamObject) -> None:
    filters = stream.get("/Filter")
    last = filters[-1] if isinstance(filters, ArrayObject) and len(filters) == 1 else filters
    if last == "/DCTDecode":
        stream._data = without_words(stream._data)  # noqa: SLF001 - its encoded bytes
