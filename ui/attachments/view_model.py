"""What the viewer shows: one attachment, one part of one page of it at a time."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, replace
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from app.errors import YarrowError
from resources.words import sentence
from ui.jobs import Jobs

_Result = TypeVar("_Result")
PICTURE, TEXT, SOUND = "picture", "text", "sound"
FIT, FULL = 0, 100


@dataclass(frozen=True, slots=True, repr=False)
class Opened:
    """An attachment ready to be looked at: what kind, how many pages, or its text page by page."""

    kind: str
    pages: int
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """What is to be drawn: a page, fitted (0) or at so many percent, turned by quarters.

    `left` and `top` are in points of the page at that size, `width` and `height` those of the
    place it is for.
    """

    page: int = 0
    percent: int = FIT
    turn: int = 0
    left: int = 0
    top: int = 0
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True, repr=False)
class Drawn:
    """Points of colour, 4 bytes each (red, green, blue, nothing), and where in the page."""

    width: int
    height: int
    left: int
    top: int
    whole: tuple[int, int]
    points: bytes


@dataclass(frozen=True, slots=True)
class ViewCalls:
    """`open` and `draw` give Futures; `stop` ends what is being done for the viewer at once."""

    open: Callable[[bytes], Future[Opened]]
    draw: Callable[[Part], Future[Drawn]]
    stop: Callable[[], object]


class ViewerViewModel(QObject):
    """One attachment from open to close. Answers that come after another was asked are dropped.

    Signals: `changed()`.
    """

    changed = Signal()

    def __init__(self, calls: ViewCalls, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._calls, self._jobs = calls, jobs
        self.opened: Opened | None = None
        self.drawn: Drawn | None = None
        self.part = Part()
        self.problem = ""
        self._generation = 0
        self._is_drawing = self._is_stale = False

    def open(self, id: bytes) -> None:
        """Begin to look at an attachment."""
        self.close()
        generation = self._generation

        def done(opened: Opened) -> None:
            if generation == self._generation:
                self.opened = opened
                self.changed.emit()
                self._draw()

        self._when_done(self._calls.open(id), generation, done)

    def close(self) -> None:
        """Keep nothing of it, and let nothing that is still being drawn arrive."""
        self._generation += 1
        self._calls.stop()
        self.opened = self.drawn = None
        self.part, self.problem = Part(width=self.part.width, height=self.part.height), ""
        self._is_drawing = self._is_stale = False
        self.changed.emit()

    @property
    def place(self) -> str:
        """Which page of how many, or nothing where there is only one."""
        if self.opened is None or self.opened.pages < 2:
            return ""
        return f"Page {self.part.page + 1} of {self.opened.pages}"

    @property
    def text(self) -> str:
        """The page of a text that is shown."""
        texts = self.opened.texts if self.opened is not None else ()
        return texts[self.part.page] if self.part.page < len(texts) else ""

    def show_page(self, step: int) -> None:
        """Go so many pages on, or back; stays within what there is."""
        pages = self.opened.pages if self.opened is not None else 1
        page = min(max(self.part.page + step, 0), max(pages - 1, 0))
        if page != self.part.page:
            self._change(replace(self.part, page=page, left=0, top=0))

    def turn(self) -> None:
        """Turn by a quarter, clockwise."""
        self._change(replace(self.part, turn=(self.part.turn + 1) % 4, left=0, top=0))

    def zoom(self) -> None:
        """Between the whole page and its real size."""
        percent = FIT if self.part.percent else FULL
        self._change(replace(self.part, percent=percent, left=0, top=0))

    def move(self, across: int, down: int) -> None:
        """Look further right and down, in points; stays within the page."""
        if self.drawn is None or not self.part.percent:
            return
        width, height = self.drawn.whole
        left = _within(self.part.left + across, width - self.part.width)
        top = _within(self.part.top + down, height - self.part.height)
        if (left, top) != (self.part.left, self.part.top):
            self._change(replace(self.part, left=left, top=top))

    def set_room(self, width: int, height: int) -> None:
        """How many points there is room for."""
        if (width, height) != (self.part.width, self.part.height):
            self._change(replace(self.part, width=max(width, 1), height=max(height, 1)))

    def _change(self, part: Part) -> None:
        self.part = part
        self.changed.emit()
        self._draw()

    def _draw(self) -> None:
        """One part at a time; of what is asked meanwhile only the last is drawn."""
        if self.opened is None or self.opened.kind != PICTURE or self.problem:
            return
        if not self.part.width:  # the place for it has not been laid out yet
            return
        if self._is_drawing:
            self._is_stale = True
            return
        self._is_drawing, self._is_stale = True, False
        generation = self._generation

        def done(drawn: Drawn) -> None:
            if generation == self._generation:
                self._is_drawing, self.drawn = False, drawn
                self.changed.emit()
                if self._is_stale:
                    self._draw()

        self._when_done(self._calls.draw(self.part), generation, done)

    def _when_done(
        self, future: Future[_Result], generation: int, done: Callable[[_Result], None]
    ) -> None:
        def failed(error: YarrowError) -> None:
            if generation == self._generation:
                self.problem, self.drawn = sentence(error), None
                self.changed.emit()

        self._jobs.when_done(future, self, done=done, failed=failed)


def _within(value: int, most: int) -> int:
    return max(0, min(value, most))
