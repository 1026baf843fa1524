"""Who saw what, for whoever asks: of a sensitive file that is closed to her no more than that."""

from __future__ import annotations

from dataclasses import replace

from app.domain.history import Mark
from app.domain.looks import SeenPage, Sought
from app.ports import Reading
from app.usecases.access.veiling import closed_files


def seen(reading: Reading, sought: Sought, *, after: Mark | None = None) -> SeenPage:
    """A page of the access log, newest first; a lead has colleagues' lines in it.

    Why something left a file that is closed to this reader stands in the file alone.
    """
    page = reading.seen(sought, after=after)
    closed = closed_files(reading)
    lines = tuple(
        replace(line, detail="") if line.subject in closed else line for line in page.lines
    )
    return replace(page, lines=lines)
