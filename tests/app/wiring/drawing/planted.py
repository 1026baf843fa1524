"""Files with planted words in every place where one can be said beside what is shown."""

from __future__ import annotations

import io
import struct
import wave

from PIL import Image, ImageCms, PngImagePlugin, TiffImagePlugin
from pypdf import PdfWriter
from pypdf.annotations import FreeText
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    StreamObject,
    TextStringObject,
)

WORD = "PLANTED-Wildrose-Lane-14"
BYTES = WORD.encode()
SIDES = (60, 40)


def drawing(mode: str = "RGB") -> Image.Image:
    """A made-up picture: red in its upper left corner, blue elsewhere."""
    picture = Image.new("RGB", SIDES, (0, 0, 200))
    picture.paste((220, 0, 0), (0, 0, 20, 10))
    return picture.convert(mode)


def exif(orientation: int = 6) -> Image.Exif:
    """Description, maker, an own comment, a place on the earth, and a way to hold the camera."""
    found = Image.Exif()
    found[0x010E], found[0x013B], found[0x8298] = WORD, WORD, WORD
    found[0x0112] = orientation
    found[0x9286] = b"ASCII\0\0\0" + BYTES
    found.get_ifd(0x8825)[29] = WORD
    return found


def profile() -> bytes:
    """A real colour profile that says something."""
    plain = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    size = len(plain) + len(BYTES)
    plain[0:4] = size.to_bytes(4, "big")
    return bytes(plain) + BYTES


def jpeg(**more: object) -> bytes:
    target = io.BytesIO()
    choices = {"exif": exif(), "comment": BYTES, "icc_profile": profile(), "xmp": BYTES, **more}
    drawing().save(target, "JPEG", quality=90, **choices)
    iptc = b"Photoshop 3.0\x008BIM\x04\x04\0\0" + struct.pack(">I", len(BYTES)) + BYTES
    part = b"\xff\xed" + struct.pack(">H", len(iptc) + 2) + iptc
    content = target.getvalue()
    return content[:2] + part + content[2:] + BYTES


def png() -> bytes:
    told = PngImagePlugin.PngInfo()
    told.add_text("Comment", WORD)
    told.add_itxt("XML:com.adobe.xmp", WORD)
    told.add_text("Zipped", WORD, zip=True)
    target = io.BytesIO()
    drawing("RGBA").save(target, "PNG", pnginfo=told, exif=exif(), icc_profile=profile())
    return target.getvalue() + BYTES


def tiff() -> bytes:
    told = TiffImagePlugin.ImageFileDirectory_v2()
    told[270], told[305], told[700], told[33723] = WORD, WORD, BYTES, BYTES
    target = io.BytesIO()
    others = [drawing("L")]
    drawing().save(target, "TIFF", tiffinfo=told, save_all=True, append_images=others)
    return target.getvalue() + BYTES


def webp() -> bytes:
    target = io.BytesIO()
    drawing().save(target, "WEBP", exif=exif(), xmp=BYTES, icc_profile=profile(), lossless=True)
    return target.getvalue() + BYTES


def bmp() -> bytes:
    target = io.BytesIO()
    drawing().save(target, "BMP")
    return target.getvalue() + BYTES


def pdf(words: str = "A letter of two pages") -> bytes:
    """Two pages: words, and a photograph that says something itself."""
    writer = PdfWriter()
    for text in (words, "Page two"):
        page = writer.add_blank_page(300, 400)
        font = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Font"),
                NameObject("/Subtype"): NameObject("/Type1"),
                NameObject("/BaseFont"): NameObject("/Helvetica"),
            }
        )
        fonts = DictionaryObject({NameObject("/F1"): writer._add_object(font)})  # noqa: SLF001
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        drawn = StreamObject()
        drawn.set_data(f"BT /F1 14 Tf 20 300 Td ({text}) Tj ET".encode())
        page[NameObject("/Contents")] = writer._add_object(drawn)  # noqa: SLF001
        said = StreamObject()
        said.set_data(BYTES)
        page[NameObject("/Metadata")] = writer._add_object(said)  # noqa: SLF001
    writer.add_annotation(0, FreeText(text=WORD, rect=(10, 10, 90, 40)))
    launch = DictionaryObject(
        {NameObject("/S"): NameObject("/Launch"), NameObject("/F"): TextStringObject(WORD)}
    )
    writer.root_object[NameObject("/OpenAction")] = launch
    writer.root_object[NameObject("/AF")] = ArrayObject([TextStringObject(WORD)])
    writer.add_metadata({"/Title": WORD, "/Author": WORD})
    writer.add_attachment("hidden.txt", BYTES)
    script = DictionaryObject(
        {
            NameObject("/S"): NameObject("/JavaScript"),
            NameObject("/JS"): TextStringObject(f"app.alert('{WORD}')"),
        }
    )
    names = writer.root_object[NameObject("/Names")].get_object()
    listed = ArrayObject([TextStringObject(WORD), script])
    names[NameObject("/JavaScript")] = DictionaryObject({NameObject("/Names"): listed})
    writer.add_outline_item(title=WORD, page_number=0)
    _add_photograph(writer)
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def _add_photograph(writer: PdfWriter) -> None:
    photograph = StreamObject()
    photograph._data = jpeg()  # noqa: SLF001
    photograph.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Image"),
            NameObject("/Filter"): NameObject("/DCTDecode"),
        }
    )
    resources = writer.pages[1]["/Resources"]
    named = DictionaryObject({NameObject("/P"): writer._add_object(photograph)})  # noqa: SLF001
    resources[NameObject("/XObject")] = named


def wav() -> bytes:
    """Two seconds of silence at 8,000 points a second."""
    target = io.BytesIO()
    with wave.open(target, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(8000)
        sound.writeframes(bytes([128]) * 16_000)
    plain = target.getvalue()
    told = b"INFOINAM" + struct.pack("<I", len(BYTES)) + BYTES
    more = b"".join(
        name + struct.pack("<I", len(content)) + content + bytes(len(content) % 2)
        for name, content in ((b"LIST", told), (b"bext", BYTES), (b"id3 ", BYTES), (b"iXML", BYTES))
    )
    return b"RIFF" + struct.pack("<I", len(plain) - 8 + len(more)) + plain[8:] + more


FRAME = b"\xff\xfb\x90\x00" + bytes(413)  # MPEG 1, layer 3, 128 kbit/s at 44,100: 417 bytes


def mp3() -> bytes:
    """A hundred frames, about 2.6 seconds, with tags before, between and after."""
    size = len(BYTES) + 10
    tag = b"ID3\x03\0\0" + bytes([0, 0, size >> 7, size & 127]) + b"TIT2" + bytes(6) + BYTES
    lame = FRAME[:36] + b"Info" + bytes(8) + FRAME[48:200] + BYTES
    lame += bytes(417 - len(lame))
    ape = b"APETAGEX" + BYTES + bytes(8)
    end = b"TAG" + BYTES + bytes(125 - len(BYTES))
    return tag + lame + FRAME * 50 + b"ID3" + BYTES + FRAME * 50 + ape + end


def box(name: bytes, *inside: bytes) -> bytes:
    content = b"".join(inside)
    return struct.pack(">I", 8 + len(content)) + name + content


def m4a(*, handler: bytes = b"soun") -> bytes:
    """Seven seconds by its own account, made on a day, with words in each box that takes some."""
    made = 3_900_000_000
    head = bytes(4) + struct.pack(">IIII", made, made, 1000, 7000) + bytes(80)
    said = bytes(8) + handler + bytes(12) + BYTES + b"\0"
    media = box(b"mdia", box(b"hdlr", said), box(b"minf", box(b"stbl", box(b"stco", bytes(8)))))
    return b"".join(
        (
            box(b"ftyp", b"M4A \0\0\0\0M4A isom"),
            box(
                b"moov",
                box(b"mvhd", head),
                box(b"trak", box(b"tkhd", bytes(84)), media, box(b"udta", box(b"\xa9nam", BYTES))),
                box(b"udta", box(b"meta", bytes(4), box(b"ilst", BYTES))),
            ),
            box(b"uuid", bytes(16), BYTES),
            box(b"free", BYTES),
            box(b"mdat", b"the sound itself"),
        )
    )


def flac() -> bytes:
    """Three seconds by its own account."""
    rate = (8000 << 44) | 24_000
    facts = bytes(10) + rate.to_bytes(8, "big") + bytes(16)
    blocks = ((0, facts), (4, BYTES), (6, BYTES), (2, BYTES), (1, BYTES))
    body = b"".join(
        bytes([kind | (0x80 if number == len(blocks) - 1 else 0)])
        + len(content).to_bytes(3, "big")
        + content
        for number, (kind, content) in enumerate(blocks)
    )
    tag = b"ID3\x04\0\0" + bytes([0, 0, 0, len(BYTES)]) + BYTES
    end = b"TAG" + BYTES + bytes(125 - len(BYTES))
    return tag + b"fLaC" + body + b"\xff\xf8the frames" + end
