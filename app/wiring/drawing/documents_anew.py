"""PDFs written anew without what they say about their making, and without anything that acts."""

from __future__ import annotations

import io
from collections.abc import Iterator

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    StreamObject,
)

from app.errors import Refused
from app.wiring.drawing.documents import opened
from app.wiring.drawing.jpeg_parts import without_words

_IN_ANY = frozenset(
    ("/Metadata", "/PieceInfo", "/LastModified", "/AA", "/AF", "/XFA", "/StructTreeRoot")
    + ("/Alt", "/ActualText", "/OpenAction", "/JavaScript", "/JS", "/EmbeddedFiles", "/EF")
    + ("/Collection", "/Threads", "/B", "/Thumb", "/SpiderInfo", "/Perms", "/Lang", "/MarkInfo")
)
_IN_CATALOG = ("/Names", "/Outlines", "/PageLabels", "/Dests", "/AcroForm", "/Extensions", "/DSS")
# Marks on a page that carry files or sound, or show nothing on paper.
_ACTING_MARKS = frozenset(
    ("/FileAttachment", "/Sound", "/Movie", "/Screen", "/RichMedia", "/3D", "/Popup", "/Text")
    + ("/Link", "/TrapNet", "/Watermark")
)
# What a mark says beside what it shows: who made it, when, under which name, what it does.
_OF_A_MARK = (
    *("/Contents", "/RC", "/T", "/TU", "/TM", "/Subj", "/NM", "/M", "/CreationDate", "/Popup"),
    *("/A", "/PA", "/V", "/DV", "/Opt", "/Parent", "/Kids", "/IRT", "/DS", "/MK"),
)


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
    writer.compress_identical_objects(remove_duplicates=False, remove_unreferenced=True)
    target = io.BytesIO()
    writer.write(target)
    made = target.getvalue()
    if len(opened(made)) != count:
        raise Refused("attachment.not_understood")
    return made


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
    """Marks stay as what they show; a field whose answer nothing shows would be lost in silence."""
    marks = page["/Annots"]
    kept = ArrayObject()
    for mark in marks if isinstance(marks, ArrayObject) else ():
        shown = mark.get_object()
        if not isinstance(shown, DictionaryObject) or shown.get("/Subtype") in _ACTING_MARKS:
            continue
        if shown.get("/Subtype") == "/Widget" and "/AP" not in shown and _answer(shown):
            raise Refused("attachment.form_pdf")
        for name in _OF_A_MARK:
            shown.pop(name, None)
        kept.append(mark)
    page.pop("/Annots")
    if kept:
        page[NameObject("/Annots")] = kept


def _answer(field: DictionaryObject) -> bool:
    """Whether this field, or the one above it, has an answer."""
    above = field.get("/Parent")
    values = [field.get("/V"), above.get_object().get("/V") if above is not None else None]
    return any(str(value) not in ("", "/Off") for value in values if value is not None)


def _strip_stream(stream: StreamObject) -> None:
    filters = stream.get("/Filter")
    last = filters[-1] if isinstance(filters, ArrayObject) and len(filters) == 1 else filters
    if last == "/DCTDecode":
        stream._data = without_words(stream._data)  # noqa: SLF001 - its encoded bytes
