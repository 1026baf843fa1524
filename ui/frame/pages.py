"""The pages of a window: made when they are wanted, or before that while the program rests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import shiboken6
from PySide6.QtWidgets import QWidget

from ui.boxes.growing import GrowingPage
from ui.frame.body import Body
from ui.frame.focus_order import focus_first, put_after
from ui.frame.place import Place
from ui.safety.event_watch import unwatched
from ui.turns import Steps, Turns


class Pages:
    """Makes page and panel of each place once, and puts them into the body.

    A page that grows is finished in `turns`, or at once where there are none.
    """

    def __init__(self, places: Mapping[str, Place], body: Body, turns: Turns | None) -> None:
        self._places, self._body, self._turns = places, body, turns
        self._makings: dict[str, Steps] = {}
        self._growths: dict[str, Steps] = {}
        self._made: dict[str, tuple[QWidget, QWidget | None]] = {}
        self._loose: list[QWidget] = []
        body.destroyed.connect(self._leave)

    def of(self, key: str) -> tuple[QWidget, QWidget | None]:
        """The page and panel of a place, made now unless they are there."""
        if key not in self._made:
            with unwatched():
                self.making(key).finish()
        return self._made[key]

    def making(self, key: str) -> Steps:
        """What makes the page and panel of a place."""
        if key not in self._makings:
            self._makings[key] = Steps(self._make(key))
        return self._makings[key]

    def begin_on(self, key: str) -> None:
        """Give a page the focus; of one that still grows, as much is made as that takes."""
        page, growth = self.of(key)[0], self._growth_of(key)
        showing = Steps(page.unfold() if isinstance(page, GrowingPage) else iter(()))
        with unwatched():
            while not focus_first(page) and page.isVisible():
                if not (growth.step() or showing.step()):
                    break
        self._go_on(growth)
        self._go_on(showing)

    def _go_on(self, steps: Steps) -> None:
        if self._turns is None:
            steps.finish()
        elif not steps.is_done:
            self._turns.add_first(steps)

    def prepare(self) -> Iterator[None]:
        """Make what nobody has asked for yet, so that no place lets a person wait."""
        for key in self._places:
            for steps in (self.making(key), self._growth_of(key)):
                while steps.step():
                    yield
            page, panel = self._made[key]
            if isinstance(page, GrowingPage) and page.isHidden():
                page.fold()
            self._body.lay_out(page, panel)
            yield

    def _growth_of(self, key: str) -> Steps:
        if key not in self._growths:
            self._growths[key] = Steps(self._grow(key))
        return self._growths[key]

    def _leave(self) -> None:
        """What was made and not put into the body yet has no owner but this."""
        for each in self._loose:
            if shiboken6.isValid(each) and each.parentWidget() is None:
                each.deleteLater()

    def _make(self, key: str) -> Iterator[None]:
        place, panel = self._places[key], None
        for _ in place.parts() if place.parts is not None else ():
            yield
        page = place.widget()
        self._loose.append(page)
        yield
        self._body.add_page(page)
        yield
        if place.panel is not None:
            panel = place.panel()
            self._loose.append(panel)
            yield
            self._body.add_panel(panel)
        self._loose = [each for each in self._loose if each not in (page, panel)]
        self._made[key] = page, panel

    def _grow(self, key: str) -> Iterator[None]:
        page, panel = self._made[key]
        if isinstance(page, GrowingPage):
            while page.growth.step():
                yield
            if panel is not None:
                put_after(page, panel)
