"""What a lead is to look at, in the words of Today."""

from __future__ import annotations

from app.domain.worklist import Due, Reason

OPENED = "Opened with a reason"


def linked(due: Due) -> str:
    """Who works on both sides, or is kept out of one."""
    return due.who or due.on_both or "Somebody of the team"


def matter_of(due: Due) -> str:
    """A colleague who is kept out, or a file that was opened."""
    if due.reason is Reason.KEPT_OUT:
        return "A colleague is kept out" if due.who else "Works with both of them"
    is_to_ask = due.opened is not None and due.opened.to_be_asked
    return "To be asked about" if is_to_ask else OPENED
