"""The box in which a lead decides on entries that are held: they count, or they never do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.boxes.ask_box import AskBox
from ui.boxes.running import run_box
from ui.jobs import Jobs
from ui.team.facts import HeldFacts
from ui.team.wording import TeamWording
from ui.theme.spacing import Spacing
from ui.theme.theme import Theme
from ui.widgets.button import Button
from ui.widgets.check_box import CheckBox
from ui.widgets.flow import Flow
from ui.widgets.label import Label

_TEXT = (
    "These reached the team out of order: from a PC that was cut off or not admitted, or sealed in "
    "a way that does not fit. Until you decide they are kept and nobody reads them. Ring whoever "
    "wrote them first if you can."
)
_ADOPT = "Adopted, they count on every PC as if they had come in time."
_DISCARD = (
    "They never count, on any PC, and cannot be taken up later. What was written there stays on "
    "the PC that wrote it for as long as it keeps it. If it matters, adopt it and mark it as "
    "entered in error."
)
Decide = Callable[[tuple[int, ...], bool], Future[Any]]


class HeldBox(AskBox):
    """Each entry with whose it is and why it is held, to be ticked; two ways to decide."""

    def __init__(self, host: QWidget, theme: Theme, *, wording: TeamWording) -> None:
        self._look, self._wording = theme, wording
        self.boxes: dict[int, CheckBox] = {}
        self._final: set[int] = set()
        self._list, self.discard = QWidget(), Button("Discard those ticked", theme, role="danger")
        self._column = QVBoxLayout(self._list)
        Spacing(self._column, theme, gap=2)
        row = QWidget()
        Flow(theme, gap=8, parent=row).addWidget(self.discard)
        super().__init__(
            host,
            theme,
            title="What waits for your word",
            text=_TEXT,
            verb="Adopt those ticked",
            parts=(self._list, Label(_ADOPT, "quiet", wraps=True), row),
        )
        self.set_busy(busy=True)

    @property
    def ticked(self) -> tuple[int, ...]:
        """The positions that are ticked, in order."""
        return tuple(sorted(at for at, box in self.boxes.items() if box.isChecked()))

    @property
    def adoptable(self) -> bool:
        """Whether all that is ticked may be adopted."""
        return not self._final.intersection(self.ticked)

    def show_held(self, held: Sequence[HeldFacts]) -> None:
        """Show what is held now."""
        for each in held:
            box = CheckBox(self._wording.held(each), self._look)
            why = Label(self._wording.why_held(each), "quiet", wraps=True)
            why.setIndent(self._look.px(28))
            box.setAccessibleDescription(why.text())
            self.boxes[each.position] = box
            if not each.may_adopt:
                self._final.add(each.position)
            self._column.addWidget(box)
            self._column.addWidget(why)
        if not held:
            self._column.addWidget(Label("Nothing waits any more.", "body", wraps=True))
        self.set_busy(busy=not held)
        self.place()

    def set_busy(self, *, busy: bool) -> None:
        """While it is being done, neither way can be taken again."""
        super().set_busy(busy=busy)
        self.discard.setEnabled(not busy)


def ask_held(
    host: QWidget,
    theme: Theme,
    jobs: Jobs,
    *,
    held: Future[Sequence[HeldFacts]],
    decide: Decide,
    wording: TeamWording,
    done: Callable[[str], object],
) -> HeldBox:
    """Show what is held and do what the lead decides; a discarding is asked for once more."""
    box = HeldBox(host, theme, wording=wording)
    jobs.when_done(held, box, done=box.show_held, failed=box.refuse)

    def start() -> Future[Any] | None:
        if not box.ticked:
            box.tell("Tick what is to count first.")
            return None
        if not box.adoptable:
            box.tell(
                "What nobody is known to have sent, or nobody can open, can only be discarded."
            )
            return None
        return decide(box.ticked, True)

    def on_discard() -> None:
        chosen = box.ticked
        if not chosen:
            box.tell("Tick what is to be discarded first.")
            return
        box.close_overlay()
        final = _final(host, theme, len(chosen))
        run_box(final, jobs, lambda: decide(chosen, False), lambda _n: done("Discarded."))

    run_box(box, jobs, start, lambda _nothing: done("Adopted: it counts now on every PC."))
    box.discard.clicked.connect(on_discard)
    return box


def _final(host: QWidget, theme: Theme, count: int) -> AskBox:
    entries = "1 entry" if count == 1 else f"{count} entries"
    return AskBox(
        host,
        theme,
        title=f"Discard {entries}",
        text=_DISCARD,
        verb=f"Discard {entries}",
        is_final=True,
    )
