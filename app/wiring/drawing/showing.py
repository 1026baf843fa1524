"""Attachments as points of colour: a part of a page, at a size, turned as asked."""

from __future__ import annotations

import codecs
import io

import pypdfium2  # type: ignore[import-untyped]
from PIL import Image

from app.domain.attachment import Media
from app.domain.leaving import MOST_SIGNS
from app.errors import Refused
from app.wiring.drawing import documents, pictures
from app.wiring.drawing.frames import Head

MOST_SIDE = 8_192
_PDF_SCALE = 2.0  # 100 % is 144 points to the inch, which reads like the paper on a ward's screen
_PAPER = (255, 255, 255)


class Shown:
    """What is being looked at: held once, drawn often."""

    def __init__(self) -> None:
        self._media, self._content = Media.TEXT, b""
        self._page: tuple[int, Image.Image] | None = None

    def hold(self, media: Media, content: bytes) -> tuple[Head, bytes]:
        """Take a picture or a document to look at; gives how many pages it has."""
        self._media, self._content, self._page = media, content, None
        if media is Media.PDF:
            return {"pages": len(documents.opened(content))}, b""
        return {"pages": pictures.pages(pictures.opened(media, content))}, b""

    def draw(self, wanted: Head) -> tuple[Head, bytes]:
        """The part of a page that is asked for, 4 bytes a point: red, green, blue, nothing.

        `percent` is 0 to fit the page into `width` and `height`; `left` and `top` say where the
        part begins in the page at that size. Answers with the sizes of the part and of the page.
        """
        page = _turned(self._whole(int(wanted["page"])), int(wanted["turn"]))
        width, height = _side(wanted["width"]), _side(wanted["height"])
        size = _size(page, int(wanted["percent"]), (width, height))
        left = _within(int(wanted["left"]), size[0] - width)
        top = _within(int(wanted["top"]), size[1] - height)
        right, bottom = min(size[0], left + width), min(size[1], top + height)
        across, down = page.width / size[0], page.height / size[1]
        box = (left * across, top * down, right * across, bottom * down)
        area = (right - left, bottom - top)
        part = page.resize(area, Image.Resampling.BILINEAR, box=box, reducing_gap=2.0)
        facts = {"width": area[0], "height": area[1], "left": left, "top": top}
        return {**facts, "whole": list(size)}, part.convert("RGB").tobytes("raw", "RGBX")

    def _whole(self, number: int) -> Image.Image:
        if self._page is None or self._page[0] != number:
            self._page = None
            self._page = (number, self._decoded(number))
        return self._page[1]

    def _decoded(self, number: int) -> Image.Image:
        if self._media is Media.PDF:
            return _paper(documents.opened(self._content)[number])
        picture = pictures.opened(self._media, self._content)
        if number:
            picture.seek(number)
            pictures.require_size(picture.size)
        return _on_paper(pictures.upright(picture))


def preload() -> None:
    """Load what these libraries would open only when they first need it."""
    for name in ("utf-8", "utf-16-le", "utf-16-be", "latin-1", "ascii"):
        codecs.lookup(name)
    empty = pypdfium2.PdfDocument.new()
    page = empty.new_page(72, 72)
    page.get_textpage().get_text_range()
    _paper(page)
    point = Image.new("RGBA", (8, 8))
    for form in ("JPEG", "PNG", "TIFF", "WEBP", "BMP"):
        target = io.BytesIO()
        point.convert("RGB").save(target, form)
        pictures.upright(Image.open(target)).resize((4, 4), Image.Resampling.BILINEAR)


def text_of(media: Media, content: bytes) -> tuple[Head, bytes]:
    """The words in a document or a text."""
    text = documents.text_of(content) if media is Media.PDF else content.decode()[: MOST_SIGNS + 1]
    return {}, text.encode("utf-8", "replace")


def _paper(page: object) -> Image.Image:
    width, height = page.get_size()  # type: ignore[attr-defined]
    scale = min(_PDF_SCALE, (pictures.MOST_POINTS / 4 / max(1.0, width * height)) ** 0.5)
    if max(width, height) * scale > 2 * MOST_SIDE:
        raise Refused("attachment.too_large_picture")
    drawn = page.render(scale=scale)  # type: ignore[attr-defined]
    found: Image.Image = drawn.to_pil().convert("RGB")
    return found


def _on_paper(picture: Image.Image) -> Image.Image:
    """Colours on white, where a picture lets its ground show."""
    if picture.mode == "I;16":
        picture = picture.point(lambda value: value / 256).convert("L")
    if "transparency" in picture.info or picture.mode in ("RGBA", "LA", "PA"):
        shown = picture if picture.mode == "RGBA" else picture.convert("RGBA")
        ground = Image.new("RGB", shown.size, _PAPER)
        ground.paste(shown, (0, 0), shown)
        return ground
    return picture.convert("RGB")


def _turned(page: Image.Image, quarters: int) -> Image.Image:
    ways = (None, Image.Transpose.ROTATE_270, Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_90)
    way = ways[quarters % 4]
    return page if way is None else page.transpose(way)


def _size(page: Image.Image, percent: int, room: tuple[int, int]) -> tuple[int, int]:
    if percent:
        scale = min(max(percent, 10), 400) / 100
    else:
        scale = min(room[0] / page.width, room[1] / page.height, 1.0)
    return max(1, round(page.width * scale)), max(1, round(page.height * scale))


def _side(value: object) -> int:
    return min(max(int(str(value)), 1), MOST_SIDE)


def _within(value: int, most: int) -> int:
    return max(0, min(value, most))
