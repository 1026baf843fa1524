"""Files made to do harm: each ends in a sentence, with memory and time bounded."""

from __future__ import annotations

import io
import os
import random
import struct
import subprocess
import sys
import threading
import time
import zlib
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfWriter

from app.domain.attachment import Media
from app.errors import Refused
from app.wiring.drawing.frames import Broken, read_head
from app.wiring.drawing.process import REFUSALS, SHOW, TAKE, Drawing
from tests.app.wiring.drawing import planted

SPOILED = int(os.environ.get("YARROW_SPOILED", "4"))
linux_only = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


def take(drawing: Drawing, media: Media, content: bytes) -> bytes:
    _, body = drawing.take(media, [content], len(content))
    return b"".join(body)


def png_of(width: int, height: int) -> bytes:
    """A PNG that says it is this large, all of it one colour, a few kilobytes long."""

    def chunk(name: bytes, content: bytes) -> bytes:
        checked = name + content
        return struct.pack(">I", len(content)) + checked + struct.pack(">I", zlib.crc32(checked))

    packer = zlib.compressobj(9)
    rows = bytes(min(height, 300) * (width + 1))
    points = packer.compress(rows) + packer.flush()
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    start = b"\x89PNG\r\n\x1a\n"
    return start + chunk(b"IHDR", head) + chunk(b"IDAT", points) + chunk(b"IEND", b"")


def pdf_of(pages: int) -> bytes:
    """A document with very many pages, all of them the same one."""
    kids = b"3 0 R " * pages
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count %d/Kids[%s]>>" % (pages, kids),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
    )
    content, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(content))
        content += b"%d 0 obj%s endobj\n" % (number, each)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    table = b"xref\n0 4\n0000000000 65535 f \n" + rows
    end = b"trailer<</Size 4/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(content)
    return content + table + end


def test_a_picture_of_900_million_points_is_refused_at_once(taking: Drawing) -> None:
    began = time.monotonic()
    with pytest.raises(Refused, match="attachment.too_large_picture"):
        take(taking, Media.PNG, png_of(30_000, 30_000))

    assert time.monotonic() - began < 5
    assert taking.is_running


def test_a_document_of_100_000_pages_is_refused_soon(taking: Drawing) -> None:
    began = time.monotonic()
    with pytest.raises(Refused, match="attachment.too_many_pages"):
        take(taking, Media.PDF, pdf_of(100_000))

    assert time.monotonic() - began < 10


def test_a_document_with_a_password_is_refused(taking: Drawing) -> None:
    writer = PdfWriter()
    writer.add_blank_page(72, 72)
    writer.encrypt("secret", algorithm="AES-256")
    target = io.BytesIO()
    writer.write(target)

    with pytest.raises(Refused, match="attachment.locked_pdf"):
        take(taking, Media.PDF, target.getvalue())


@pytest.mark.parametrize("kind", ["jpeg", "png", "tiff", "webp", "pdf", "wav", "m4a", "flac"])
def test_what_is_cut_off_is_refused(taking: Drawing, kind: str) -> None:
    content = getattr(planted, kind)()

    with pytest.raises(Refused, match="attachment.(not_understood|film)"):
        take(taking, Media(kind), content[:40])


@pytest.mark.parametrize("kind", [each.value for each in Media])
def test_spoiled_files_are_taken_or_refused_and_never_end_the_process(
    taking: Drawing, kind: str
) -> None:
    chance = random.Random(kind)
    whole = planted.pdf() if kind == "text" else getattr(planted, kind)()
    for _ in range(SPOILED):
        spoiled = bytearray(whole)
        for _ in range(chance.randint(1, 20)):
            spoiled[chance.randrange(len(spoiled))] = chance.randrange(256)
        try:
            take(taking, Media(kind), bytes(spoiled))
        except Refused as error:
            assert error.code in REFUSALS
    assert taking.is_running


@linux_only
def test_memory_is_bounded(taking: Drawing) -> None:
    text = Path(f"/proc/{taking.pid}/limits").read_text("utf-8")
    limits = {line[:26].strip(): line[26:].split()[0] for line in text.splitlines()}

    assert int(limits["Max address space"]) <= 1536 * 1024 * 1024
    assert limits["Max file size"] == limits["Max core file size"] == "0"
    assert limits["Max open files"] == "0"
    assert limits["Max processes"] == "0"
    assert int(limits["Max cpu time"]) <= 600


def test_what_takes_too_long_is_stopped() -> None:
    target = io.BytesIO()
    Image.new("L", (8_000, 8_000)).save(target, "PNG", compress_level=1)
    with Drawing(TAKE) as warm:
        take(warm, Media.TEXT, b"words")
        warm._latest_s = 0.05  # noqa: SLF001 - shorter than any reader needs
        with pytest.raises(Refused, match="attachment.too_much"):
            take(warm, Media.PNG, target.getvalue())
        warm._latest_s = 20.0  # noqa: SLF001
        with pytest.raises(Refused, match="attachment.too_much"):
            take(warm, Media.TEXT, b"words")


def test_a_stopped_process_answers_nothing_more() -> None:
    with Drawing(SHOW) as drawing:
        threading.Timer(0.2, drawing.stop).start()
        with pytest.raises(Refused, match="attachment.too_much"):
            for _ in range(10_000):
                drawing.show(Media.PNG, [planted.png()], len(planted.png()))


@linux_only
def test_the_process_gets_no_environment_argument_or_file_of_ours(
    tmp_path: Path, monkeypatch
) -> None:
    monkeypatch.setenv("YARROW_PASSPHRASE_FILE", str(tmp_path / "wildrose"))
    kept = (tmp_path / "kept").open("w")
    os.set_inheritable(kept.fileno(), True)  # noqa: FBT003 - os's own signature
    with Drawing(SHOW) as drawing:
        drawing.show(Media.PNG, [planted.png()], len(planted.png()))
        at = Path(f"/proc/{drawing.pid}")
        environment = (at / "environ").read_bytes()
        arguments = (at / "cmdline").read_bytes()
        files = sorted(each.name for each in (at / "fd").iterdir())
    kept.close()

    assert b"wildrose" not in environment + arguments
    assert b"HOME=" not in environment and b"PATH=" not in environment.replace(b"_PATH=", b"")
    assert files == ["0", "1", "2"]


def test_it_cannot_open_files_once_it_has_begun() -> None:
    # What reads is the same code as over there, in a process that confines itself the same way.
    code = (
        "from app.wiring.drawing.limits import confine, open_nothing_more\n"
        "import os, socket\n"
        "confine(); open_nothing_more()\n"
        "fork = lambda: os.fork() or os._exit(0)\n"  # as root it may, and two would answer at once
        "for act in (lambda: open('/etc/hostname'), lambda: socket.socket(), fork, os.pipe):\n"
        "    try: act(); print('done')\n"
        "    except OSError: print('refused')\n"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    answers = ended.stdout.split()

    assert answers[0] == answers[1] == answers[3] == "refused"


def test_nothing_it_says_is_believed(monkeypatch) -> None:
    with Drawing(SHOW) as drawing:
        monkeypatch.setattr(
            "app.wiring.drawing.process.read_head",
            lambda _: {"size": 0, "refused": "vault.damaged"},
        )
        with pytest.raises(Refused, match="attachment.not_understood"):
            drawing.show(Media.PNG, [b"x"], 1)
        monkeypatch.setattr(
            "app.wiring.drawing.process.read_head", lambda _: {"size": 0, "pages": "many"}
        )
        with pytest.raises(Refused, match="attachment.not_understood"):
            drawing.show(Media.PNG, [b"x"], 1)


@pytest.mark.parametrize(
    "content", [b"", b"\0\0", b"\xff\xff\xff\xff", b"\0\0\0\x02[]", b'\0\0\0\x0b{"size":-1}']
)
def test_what_is_no_frame_is_found(content: bytes) -> None:
    with pytest.raises(Broken):
        read_head(io.BytesIO(content))
