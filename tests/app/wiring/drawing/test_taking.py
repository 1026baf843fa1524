"""Planted words in every place are gone, and what is seen or heard is as it was."""

from __future__ import annotations

import io
import re
import wave
import zlib

import pytest
from PIL import Image
from pypdf import PdfReader

from app.domain.attachment import Media
from app.errors import Refused
from tests.app.wiring.drawing import planted
from tests.app.wiring.drawing.planted import BYTES

KINDS = ("jpeg", "png", "tiff", "webp", "bmp", "pdf", "wav", "mp3", "m4a", "flac")


def everything_in(content: bytes) -> bytes:
    """The bytes as they are, with what is packed in streams, and with a PDF's own spelling."""
    found = [content, re.sub(rb"\\(\d{3})", lambda each: bytes([int(each[1], 8)]), content)]
    for start in (
        each.end() for each in re.finditer(rb"stream\r?\n|(?=\x78[\x01\x9c\xda])", content)
    ):
        try:
            found.append(zlib.decompressobj().decompress(content[start:]))
        except zlib.error:
            continue
    whole = b"".join(found)
    return whole + whole.replace(b"\0", b"")


@pytest.mark.parametrize("kind", KINDS)
def test_planted_words_are_gone(take, kind: str) -> None:
    before = getattr(planted, kind)()
    assert BYTES in everything_in(before)

    after = take(kind, before)

    assert BYTES not in everything_in(after)
    for word in (b"Exif", b"GPS", b"8BIM", b"<?xpacket", b"ICC_PROFILE", b"acsp"):
        assert word not in after


@pytest.mark.parametrize("kind", ["jpeg", "png", "tiff", "webp"])
def test_a_picture_is_turned_as_the_camera_was_held_and_looks_the_same(take, kind: str) -> None:
    after = Image.open(io.BytesIO(take(kind, getattr(planted, kind)())))
    width, height = planted.SIDES
    is_turned = kind != "tiff"  # which says nothing of how it was held

    assert after.size == ((height, width) if is_turned else (width, height))
    red = after.convert("RGB").getpixel((after.width - 5 if is_turned else 5, 5))
    blue = after.convert("RGB").getpixel((5 if is_turned else after.width - 5, after.height - 5))
    assert red[0] > 180 > 60 > red[2]
    assert blue[2] > 180 > 60 > blue[0]
    assert 0x8825 not in after.getexif() and "exif" not in after.info


def test_a_jpeg_keeps_the_tables_it_was_made_with(take) -> None:
    before = planted.jpeg(subsampling=0, exif=b"", icc_profile=None)
    after = Image.open(io.BytesIO(take("jpeg", before)))
    old = Image.open(io.BytesIO(before))

    assert after.quantization == old.quantization
    assert after.layer == old.layer
    off = max(
        abs(one - other)
        for one, other in zip(
            old.convert("RGB").tobytes(), after.convert("RGB").tobytes(), strict=True
        )
    )
    assert off <= 12


def test_a_scan_keeps_all_its_pages(take) -> None:
    assert Image.open(io.BytesIO(take("tiff", planted.tiff()))).n_frames == 2


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_way_a_png_stores_its_points_is_kept(take, mode: str) -> None:
    target = io.BytesIO()
    before = (
        planted.drawing("L").convert("I").convert("I;16")
        if mode == "I;16"
        else planted.drawing(mode)
    )
    before.save(target, "PNG")
    after = Image.open(io.BytesIO(take("png", target.getvalue())))

    assert after.mode == before.mode
    assert after.convert("RGBA").tobytes() == before.convert("RGBA").tobytes()


def test_a_document_keeps_its_pages_and_words_and_does_nothing(take, showing) -> None:
    after = take("pdf", planted.pdf())
    reader = PdfReader(io.BytesIO(after))

    assert [page.extract_text() for page in reader.pages] == ["A letter of two pages", "Page two"]
    assert not reader.metadata
    assert reader.attachments == {}
    assert set(reader.trailer["/Root"]) == {"/Type", "/Pages"}
    assert not re.search(rb"/(JS|JavaScript|Launch|OpenAction|AA|EmbeddedFile|Metadata)\b", after)


def test_sound_is_the_same_sound(take) -> None:
    with wave.open(io.BytesIO(take("wav", planted.wav()))) as sound:
        assert sound.readframes(99_999) == bytes([128]) * 16_000
    assert take("mp3", planted.mp3()).endswith(planted.FRAME * 100)
    before = planted.m4a()
    assert take("m4a", before).index(b"the sound itself") == before.index(b"the sound itself")
    assert take("flac", planted.flac()).endswith(b"\xff\xf8the frames")


@pytest.mark.parametrize(("kind", "seconds"), [("wav", 2), ("mp3", 2), ("m4a", 7), ("flac", 3)])
def test_how_long_a_sound_is(taking, kind: str, seconds: int) -> None:
    content = getattr(planted, kind)()
    head, body = taking.take(Media(kind), [content], len(content))
    list(body)

    assert head["seconds"] == seconds


def test_when_a_sound_was_made_is_gone(take) -> None:
    made = (3_900_000_000).to_bytes(4, "big")
    assert made in planted.m4a()

    assert made not in take("m4a", planted.m4a())


def test_text_stays_as_it_is_without_its_mark(take) -> None:
    words = "Überweisung — اطلاعات 🙂\r\n\tnext"

    assert take("text", b"\xef\xbb\xbf" + words.encode()) == words.encode()


@pytest.mark.parametrize("content", [b"\xff\xfea\0", b"a\x00b", b"\x1b[2J", b"\x80abc"])
def test_what_is_no_plain_text_is_refused(take, content: bytes) -> None:
    with pytest.raises(Refused, match="attachment.kind"):
        take("text", content)


def test_a_film_and_a_moving_picture_are_refused(take) -> None:
    with pytest.raises(Refused, match="attachment.film"):
        take("m4a", planted.m4a(handler=b"vide"))
    target = io.BytesIO()
    planted.drawing().save(target, "WEBP", save_all=True, append_images=[planted.drawing("L")])
    with pytest.raises(Refused, match="attachment.moves"):
        take("webp", target.getvalue())
