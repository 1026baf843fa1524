"""A file on its way in: made anew without what it says beside what it shows."""

from __future__ import annotations

import codecs
import io

from PIL import Image
from pypdf import PdfWriter

from app.domain.attachment import Media
from app.errors import Refused
from app.wiring.drawing import documents, documents_anew, mp3, mp4, pictures, sounds
from app.wiring.drawing.frames import Head

_SOUNDS = {
    Media.WAV: sounds.wav,
    Media.MP3: mp3.mp3,
    Media.M4A: mp4.m4a,
    Media.FLAC: sounds.flac,
}
_CODECS = (
    *("ascii", "latin-1", "cp1252", "mac-roman", "charmap", "utf-8-sig", "unicode-escape"),
    *("utf-16", "utf-16-le", "utf-16-be", "utf-32", "raw-unicode-escape", "hex", "zlib"),
)
_CONTROL = frozenset(range(32)) - {9, 10, 12, 13}


def take(media: Media, content: bytes) -> tuple[Head, bytes]:
    """The cleaned content, with how long it lasts if it is sound.

    Raises Refused `attachment.kind` for what is neither text nor a kind that is known.
    """
    if media is Media.PDF:
        return {}, documents_anew.made_anew(content)
    if media is Media.TEXT:
        return {}, _text(content)
    if media.is_picture:
        return {}, pictures.made_anew(media, content)
    if media is Media.MP3 and content[sounds.tag_end(content) :][:4] == b"fLaC":
        raise Refused("attachment.kind")
    made, seconds = _SOUNDS[media](content)
    return {"seconds": seconds}, made


def preload() -> None:
    """Load what these libraries would open only when they first need it."""
    for name in _CODECS:
        codecs.lookup(name)
    small = io.BytesIO()
    writer = PdfWriter()
    writer.add_blank_page(72, 72)
    writer.write(small)
    documents.text_of(documents_anew.made_anew(small.getvalue()))
    point = Image.new("RGB", (8, 8))
    for media, form in ((Media.JPEG, "JPEG"), (Media.TIFF, "TIFF"), (Media.WEBP, "WEBP")):
        target = io.BytesIO()
        point.save(target, form)
        pictures.made_anew(media, target.getvalue())


def _text(content: bytes) -> bytes:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused("attachment.kind") from error
    if _CONTROL & set(content):
        raise Refused("attachment.kind")
    return text.encode()
