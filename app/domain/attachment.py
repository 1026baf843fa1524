"""What an attachment is: its kind, told by its first bytes, its seal, and a name that is safe."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.domain.encoding import Value
from app.errors import Refused

KIND = "attachment"
MOST_BYTES = 200 * 1024 * 1024
HEAD_BYTES = 64
OBJECT, KEY, SIZE, DIGEST = "object", "object_key", "size", "content_sha256"
NEVER_SHOWN = frozenset((OBJECT, KEY))
MEDIA = "media"
_LONGEST_NAME = 100
_HEX = re.compile(r"[0-9a-f]*")
_MIB = 1024 * 1024


class Media(StrEnum):
    """The kinds that are taken, as an attachment's field `media` names them."""

    JPEG = "jpeg"
    PNG = "png"
    TIFF = "tiff"
    WEBP = "webp"
    BMP = "bmp"
    PDF = "pdf"
    TEXT = "text"
    WAV = "wav"
    MP3 = "mp3"
    M4A = "m4a"
    FLAC = "flac"

    @property
    def is_picture(self) -> bool:
        """Whether it is one picture, or a scan of several."""
        return self in (Media.JPEG, Media.PNG, Media.TIFF, Media.WEBP, Media.BMP)

    @property
    def is_sound(self) -> bool:
        """Whether it is heard."""
        return self in (Media.WAV, Media.MP3, Media.M4A, Media.FLAC)

    @property
    def ending(self) -> str:
        """What the name of a copy ends in."""
        return {Media.JPEG: ".jpg", Media.TEXT: ".txt"}.get(self, f".{self.value}")


@dataclass(frozen=True, slots=True, repr=False)
class Sealed:
    """An object as its record names it: id and key in hex, true size, SHA-256 of the content."""

    object: str
    key: str
    size: int
    sha256: str

    def fields(self) -> dict[str, Value]:
        """The fields that keep it."""
        return {OBJECT: self.object, KEY: self.key, SIZE: self.size, DIGEST: self.sha256}


def is_object(value: object) -> bool:
    """Whether this is an object's id as a record names it; anything else is no file's name."""
    return _is_hex(value, 32)


def sealed_in(fields: Mapping[str, Value]) -> Sealed | None:
    """The object that a record's fields name, None where they make no sense."""
    object, key, size, digest = (fields.get(name) for name in (OBJECT, KEY, SIZE, DIGEST))
    if not (is_object(object) and _is_hex(key, 64) and _is_hex(digest, 64)):
        return None
    if type(size) is not int or not 0 <= size <= MOST_BYTES:
        return None
    return Sealed(str(object), str(key), size, str(digest))


def media_in(fields: Mapping[str, Value]) -> Media | None:
    """The kind that a record's fields name, None for one that this version does not know."""
    value = fields.get(MEDIA)
    return Media(value) if isinstance(value, str) and value in set(Media) else None


_STARTS = (
    (b"\xff\xd8\xff", Media.JPEG),
    (b"\x89PNG\r\n\x1a\n", Media.PNG),
    (b"II*\x00", Media.TIFF),
    (b"MM\x00*", Media.TIFF),
    (b"BM", Media.BMP),
    (b"%PDF-", Media.PDF),
    (b"fLaC", Media.FLAC),
)
_RIFF = {b"WEBP": Media.WEBP, b"WAVE": Media.WAV}
_HEIF = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1", b"avif", b"avis"}
_AUDIO = {b"M4A ", b"M4B ", b"mp41", b"mp42", b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"dash"}


def media_of(head: bytes) -> Media:
    """The kind of a file by its first 64 bytes, whatever it is called.

    What fits none may still be text, which is for whoever reads it whole to say. Raises Refused
    `attachment.heic` or `attachment.empty`.
    """
    if not head:
        raise Refused("attachment.empty")
    for start, media in _STARTS:
        if head.startswith(start):
            return media
    if head[:4] == b"RIFF":
        return _RIFF.get(head[8:12], Media.TEXT)
    if head[4:8] == b"ftyp":
        return _of_brand(head[8:12])
    return _sound_or_text(head)


def _of_brand(brand: bytes) -> Media:
    if brand in _HEIF:
        raise Refused("attachment.heic")
    if brand in _AUDIO:
        return Media.M4A
    raise Refused("attachment.kind")


def _sound_or_text(head: bytes) -> Media:
    if head.startswith(b"ID3"):
        return Media.MP3  # FLAC can come after such a tag too; whoever reads it whole will see
    is_frame = len(head) > 2 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2
    return Media.MP3 if is_frame else Media.TEXT


_DEVICES = re.compile(r"(?i)(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])(?=\.|$)")
_UNSAFE = re.compile(r'[<>:"|?*%]')


def clean_name(given: str) -> str:
    """A file's name without folders, and without signs that could hide or do something.

    It is kept for people to recognise the file, and names no file of ours. Empty if nothing
    is left of it.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", given))[-1]
    shown = "".join(
        sign for sign in last if unicodedata.category(sign)[0] not in "CZ" or sign == " "
    )
    name = " ".join(_UNSAFE.sub("_", shown).split()).strip(". ")
    name = _DEVICES.sub("_", name, count=1) if _DEVICES.match(name) else name
    stem, dot, ending = name.rpartition(".")
    if len(name) <= _LONGEST_NAME:
        return name
    ending = ending[:10] if dot else ""
    return f"{(stem or name)[: _LONGEST_NAME - 11]}{dot}{ending}"


def size_words(size: int) -> str:
    """A size for people: "640 kB", "2.1 MB"."""
    if size < _MIB:
        return f"{max(1, round(size / 1024))} kB"
    return f"{size / _MIB:.1f} MB"


def length_words(seconds: int) -> str:
    """How long a sound is: "3:07"."""
    return f"{seconds // 60}:{seconds % 60:02}"


def _is_hex(value: object, digits: int) -> bool:
    return isinstance(value, str) and len(value) == digits and bool(_HEX.fullmatch(value))
