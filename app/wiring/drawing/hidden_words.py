"""What a document or picture says of itself beside what is seen: who made it, where, remarks."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress

from PIL import ExifTags, Image
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

from app.domain.attachment import Media
from app.domain.leaving import MOST_SIGNS
from app.wiring.drawing import pictures

_XMP = re.compile(rb"<x:xmpmeta.{0,262144}?</x:xmpmeta>|<rdf:RDF.{0,262144}?</rdf:RDF>", re.DOTALL)
_ATTRIBUTE = re.compile(r"[\w:]+=\"([^\"]*)\"")
_TAG = re.compile(r"</?(?:\w+:)?(\w+)[^>]*>")
_GPS, _PHOTO = 0x8825, 0x8769
_NOT_WORDS = {"/Type", "/Subtype", "/Filter", "/Producer", "/CreationDate", "/ModDate"}
_SIGNS = re.compile(r"[^\x09\x0a\x20-\x7e\u00a0-\uffff]+")
_LONGEST = 20_000


def hidden_words(media: Media, content: bytes) -> str:
    """A line each: what it is called in the file, and what it says; empty where there is none."""
    found: list[str] = []
    with suppress(Exception):  # what no reader here understands shows in no other reader either
        if media is Media.PDF:
            found += _of_document(content)
        elif media.is_picture:
            found += _of_picture(media, content)
    found += _of_packets(content) if media is Media.PDF or media.is_picture else ()
    return "\n".join(dict.fromkeys(filter(None, found)))[:MOST_SIGNS]


def _of_document(content: bytes) -> Iterator[str]:
    reader = PdfReader(io.BytesIO(content), strict=False)
    numbers = {number for each in reader.xref.values() for number in each} | set(reader.xref_objStm)
    for number in sorted(numbers):
        with suppress(Exception):
            each = IndirectObject(number, 0, reader).get_object()
            if isinstance(each, StreamObject) and each.get("/Type") == "/Metadata":
                yield from _lines_of(each.get_data())
            if isinstance(each, DictionaryObject):
                yield from _texts(each)


def _texts(each: DictionaryObject) -> Iterator[str]:
    """The texts in one object of a document: its author, a remark, a title, a file's name."""
    for name, value in each.items():
        if name in _NOT_WORDS:
            continue
        for item in value if isinstance(value, ArrayObject) else (value,):
            if isinstance(item, str) and not isinstance(item, IndirectObject):
                yield _line(name.removeprefix("/"), item) if not item.startswith("/") else ""
            elif isinstance(item, DictionaryObject) and not isinstance(item, StreamObject):
                yield from _texts(item)


def _of_picture(media: Media, content: bytes) -> Iterator[str]:
    picture = pictures.opened(media, content)
    for name, value in picture.info.items():
        yield _line(str(name), value) if name not in ("exif", "icc_profile", "dpi") else ""
    exif = picture.getexif()
    yield from _tags(exif, ExifTags.TAGS)
    yield from _tags(exif.get_ifd(_PHOTO), ExifTags.TAGS)
    place = exif.get_ifd(_GPS)
    if place:
        yield _position(place)
        yield from _tags(place, ExifTags.GPSTAGS)


def _tags(tags: Mapping[int, object] | Image.Exif, names: Mapping[int, str]) -> Iterator[str]:
    for tag, value in tags.items():
        name = str(names.get(tag, tag))
        if isinstance(value, bytes):
            wide = name.startswith("XP") or value.startswith(b"UNICODE")
            value = value.removeprefix(b"UNICODE\0").removeprefix(b"ASCII\0\0\0")
            value = value.decode("utf-16-le" if wide else "utf-8", "replace")
        if isinstance(value, str):
            yield _line(name, value)


def _position(place: Mapping[int, object]) -> str:
    """Latitude and longitude as a map takes them."""
    found = []
    for tag, negative in ((2, "S"), (4, "W")):
        parts = place.get(tag)
        if not isinstance(parts, Iterable) or isinstance(parts, str):
            return "Position: taken with its place"
        degrees, minutes, seconds = (float(str(part)) for part in list(parts)[:3])
        sign = -1 if str(place.get(tag - 1, "")).startswith(negative) else 1
        found.append(f"{sign * (degrees + minutes / 60 + seconds / 3600):.5f}")
    return f"Position: {', '.join(found)}"


def _of_packets(content: bytes) -> Iterator[str]:
    for match in _XMP.finditer(content):
        yield from _lines_of(match[0])


def _lines_of(packet: bytes) -> Iterator[str]:
    """The words of an XMP packet, each behind the name of what holds it."""
    text, named = packet.decode("utf-8", "replace"), "XMP"
    yield from (
        _line("XMP", match[1]) for match in _ATTRIBUTE.finditer(text) if "//" not in match[1]
    )
    for piece in re.split(r"(<[^>]*>)", text):
        tag = _TAG.fullmatch(piece)
        if tag is not None:
            named = tag[1] if tag[1] not in ("Seq", "Alt", "Bag", "li") else named
        elif piece.strip() and not piece.startswith("<"):
            yield _line(named, piece)


def _line(name: str, value: object) -> str:
    text = value.decode("utf-8", "replace") if isinstance(value, bytes) else value
    words = " ".join(_SIGNS.sub(" ", text[:_LONGEST]).split()) if isinstance(text, str) else ""
    return f"{name}: {words}" if words else ""
