"""Keeps what is typed in the boxes over the work, so that a lock loses no word of it."""

from __future__ import annotations

from concurrent.futures import Future
from functools import partial

import shiboken6

from app.domain.drafting import ABOUT, BOX
from app.ports import Draft
from app.wiring.desk import Desk
from app.wiring.drafting import draft_calls
from storage.reading import VaultReading
from ui.boxes.ask_box import AskBox
from ui.boxes.kept_box import KeptBox


class KeptBoxes:
    """The box that is open now, if it is kept; one of each vault."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._box: KeptBox | None = None
        self._left: Future[None] | None = None

    @property
    def open_box(self) -> KeptBox | None:
        """The kept box that lies over the work now."""
        box = self._box
        return box if box is not None and shiboken6.isValid(box) and box.is_open else None

    def hold(
        self,
        box: AskBox | None,
        kind: str,
        /,
        *,
        subject: bytes | None,
        about: str = "",
        again: str = "",
    ) -> None:
        """Keep what is typed in a box from now on, and show what was kept of it before."""
        desk = self._desk
        if box is None:
            return
        form = f"{BOX}{kind}"
        calls = draft_calls(desk)
        kept = KeptBox(box, calls, desk.jobs, form=form, subject=subject, about=about, again=again)
        self._box = kept
        box.closed.connect(partial(self._on_closed, kept))

        def work(reading: VaultReading) -> Draft | None:
            ours = (each for each in reading.drafts() if _is_of(kept, each))
            return next(ours, None)

        def done(draft: Draft | None) -> None:
            if draft is not None:
                kept.resume(draft)

        def look(_left: object = None) -> None:
            desk.jobs.when_done(desk.read(work), kept, done=done, failed=desk.refused.emit)

        # Opened again at once, it waits for what is still being written of its last turn.
        if self._left is None or self._left.done():
            look()
        else:
            desk.jobs.when_done(self._left, kept, done=look, failed=look)

    def _on_closed(self, kept: KeptBox) -> None:
        """What was left in it is a draft from now on, once it is written."""
        if not kept.has_kept:
            return
        desk = self._desk
        written = self._left = desk.write(lambda _session: None)
        tell = desk.draft_left.emit
        desk.jobs.when_done(written, desk, done=lambda _none: tell(), failed=lambda _error: tell())

    @property
    def place(self) -> tuple[str, str] | None:
        """Kind of the open box, and what opens it again; None if there is none."""
        box = self.open_box
        return None if box is None else (box.form.removeprefix(BOX), box.again)

    def keep_now(self) -> None:
        """Keep the open box without waiting."""
        box = self.open_box
        if box is not None:
            box.keep_now()


def _is_of(box: KeptBox, draft: Draft) -> bool:
    return box.is_of(draft.form, draft.subject, draft.answers.get(ABOUT))
