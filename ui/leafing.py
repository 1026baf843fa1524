"""A page at a time of what goes back further than a page."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import QObject

from app.domain.history import Mark
from app.errors import YarrowError
from resources.words import sentence
from ui.jobs import Jobs


class Leaf(Protocol):
    """A page, and where the one before it begins; None where nothing older is known."""

    @property
    def older(self) -> Mark | None:
        """The newest of what is older."""


L = TypeVar("L", bound=Leaf)


class Leafing(Generic[L]):
    """The page that is looked at, and the way to older and newer ones.

    `load` gives the page from a mark on, the newest for None; `owner` is whom it is for; `changed`
    is called when another page is shown, or `problem`, the reason why none is. An answer that
    comes after another page was asked for is dropped.
    """

    def __init__(
        self,
        load: Callable[[Mark | None], Future[L]],
        jobs: Jobs,
        owner: QObject,
        *,
        changed: Callable[[], object],
    ) -> None:
        self._load, self._jobs, self._owner, self._changed = load, jobs, owner, changed
        self.page: L | None = None
        self.problem = ""
        self._starts: list[Mark | None] = [None]
        self._under_way: list[Mark | None] | None = None
        self._asked = 0

    @property
    def has_older(self) -> bool:
        """Whether anything older is known."""
        return self.page is not None and self.page.older is not None

    @property
    def has_newer(self) -> bool:
        """Whether this is not the newest page."""
        return len(self._starts) > 1

    @property
    def has_others(self) -> bool:
        """Whether this is not all there is."""
        return self.has_older or self.has_newer

    def show_newest(self) -> None:
        """Read the first page."""
        self._ask([None])

    def show_older(self) -> None:
        """Go on to the page before."""
        if self.page is not None and self.page.older is not None:
            self._go_to([*self._starts, self.page.older])

    def show_newer(self) -> None:
        """Go back to the page after."""
        if self.has_newer:
            self._go_to(self._starts[:-1])

    def fail(self, error: YarrowError) -> None:
        """Show no page, and say why."""
        self.page, self.problem = None, sentence(error)
        self._changed()

    def _go_to(self, starts: list[Mark | None]) -> None:
        """Until another page is here the way goes on from the one shown: two presses skip none."""
        if starts != self._under_way:
            self._ask(starts)

    def _ask(self, starts: list[Mark | None]) -> None:
        """Read the page at the last of these."""
        self._asked += 1
        asked, self._under_way = self._asked, starts

        def done(page: L) -> None:
            if asked == self._asked:
                self._starts, self._under_way = starts, None
                self.page, self.problem = page, ""
                self._changed()

        def failed(error: YarrowError) -> None:
            if asked == self._asked:
                self._starts, self._under_way = starts, None
                self.fail(error)

        answer = self._load(starts[-1])
        self._jobs.when_done(answer, self._owner, done=done, failed=failed)
