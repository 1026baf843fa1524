"""What the viewer looks at: decrypted on a thread of its own, drawn by a process without keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict

from app.domain.attachment import Media, Sealed
from app.errors import Refused
from app.wiring.attachments.attaching import Attaching
from app.wiring.drawing.process import SHOW, Drawing, whole
from ui.attachments.view_model import PICTURE, SOUND, TEXT, Drawn, Opened, Part

_SIGNS_A_PAGE = 8_000
_MOST_SIDE = 1 << 20


class Viewing:
    """One attachment at a time. `stop` ends the process at once, from the screen's thread."""

    def __init__(self, attaching: Attaching, start: Callable[[str], Drawing] = Drawing) -> None:
        self._attaching, self._start = attaching, start
        self._lane = ThreadPoolExecutor(max_workers=1, thread_name_prefix="yarrow-view")
        self._drawing: Drawing | None = None
        self._turn = 0

    def open(self, id: bytes) -> Future[Opened]:
        """Read an attachment and make it ready to be drawn."""
        turn = self._turn
        return self._lane.submit(self._open, id, turn)

    def draw(self, part: Part) -> Future[Drawn]:
        """Draw a part of what is open."""
        return self._lane.submit(self._draw, part, self._turn)

    def stop(self) -> None:
        """Let go of what is open; what is being drawn for it comes to nothing."""
        self._turn += 1
        drawing, self._drawing = self._drawing, None
        if drawing is not None:
            drawing.stop()
            self._lane.submit(drawing.close)

    def close(self) -> None:
        """Stop, and take nothing more."""
        self.stop()
        self._lane.shutdown(wait=False)

    def _open(self, id: bytes, turn: int) -> Opened:
        _, media, sealed = self._attaching.find(id)
        if media.is_sound:
            return Opened(SOUND, 0)
        if media is Media.TEXT:
            texts = tuple(pages_of(b"".join(self._attaching.content(sealed)).decode()))
            return Opened(TEXT, len(texts), texts)
        return Opened(PICTURE, self._started(turn).show(media, self._content(sealed), sealed.size))

    def _content(self, sealed: Sealed) -> Iterator[bytes]:
        return self._attaching.content(sealed)

    def _started(self, turn: int) -> Drawing:
        drawing = self._drawing = self._start(SHOW)
        if turn != self._turn:  # stopped while it started
            drawing.close()
            raise Refused("attachment.too_much")
        return drawing

    def _draw(self, part: Part, turn: int) -> Drawn:
        drawing = self._drawing
        if drawing is None or turn != self._turn:
            raise Refused("attachment.too_much")
        facts, body = drawing.ask({"do": "draw", **asdict(part)})
        width = whole(facts.get("width"), most=part.width)
        height = whole(facts.get("height"), most=part.height)
        left, top = (whole(facts.get(name), most=_MOST_SIDE) for name in ("left", "top"))
        sizes = facts.get("whole")
        if not isinstance(sizes, list) or len(sizes) != 2:
            raise Refused("attachment.not_understood")
        across, down = (whole(each, most=_MOST_SIDE) for each in sizes)
        points = b"".join(body)
        if len(points) != width * height * 4 or not points:
            raise Refused("attachment.not_understood")
        return Drawn(width, height, left, top, (across, down), points)


def pages_of(text: str) -> Iterator[str]:
    """A text in pages of some thousand signs, cut at the end of a line where there is one."""
    start = 0
    while start < len(text) or start == 0:
        end = start + _SIGNS_A_PAGE
        if end < len(text):
            line = text.rfind("\n", start, end)
            end = line + 1 if line > start else end
        yield text[start:end]
        start = end
