"""What happens when something unforeseen fails: a line in the log without values, and a box."""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from types import TracebackType

_LOG = logging.getLogger("yarrow")
_ROOT = Path(__file__).parents[2]

Tell = Callable[[str], object]


def place_of(trace: TracebackType | None) -> str:
    """The innermost place of our own code in a traceback: file, line and function."""
    place = "unknown place"
    while trace is not None:
        code = trace.tb_frame.f_code
        path = Path(code.co_filename)
        if path.is_relative_to(_ROOT):
            place = f"{path.relative_to(_ROOT).as_posix()}:{trace.tb_lineno} {code.co_name}"
        trace = trace.tb_next
    return place


def code_of(kind: type[BaseException], place: str) -> str:
    """A short code by which a help desk finds the place again."""
    return f"E-{sha256(f'{kind.__name__} {place}'.encode()).hexdigest()[:4].upper()}"


def sentence_for(code: str) -> str:
    """What the box says."""
    return f"Something went wrong here. What you typed is kept. Code {code}"


class Failures:
    """Catches what reaches the top of any thread; `tell` gets the sentence for the person.

    The log has the type and the place; never the message, which may hold what was typed.
    """

    def __init__(self, tell: Tell) -> None:
        self._tell = tell

    def install(self) -> None:
        """Stand at the top of the screen's thread and of all others."""
        sys.excepthook = self.meet
        threading.excepthook = self._meet_in_thread

    def meet(
        self,
        kind: type[BaseException],
        _failure: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Log the type and the place, and tell the person."""
        place = place_of(trace)
        code = code_of(kind, place)
        _LOG.error("%s %s at %s", code, kind.__name__, place)
        # The interpreter keeps the last traceback: with it words that were typed, and a painter
        # that would still be painting when its window is drawn again.
        traceback.clear_frames(trace)
        self._tell(sentence_for(code))

    def _meet_in_thread(self, failed: threading.ExceptHookArgs) -> None:
        self.meet(failed.exc_type, failed.exc_value, failed.exc_traceback)
