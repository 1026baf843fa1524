"""What a lead is to look at, in the words of Today."""

from __future__ import annotations

from app.domain.worklist import Due, Reason

OPENED = "Opened with a reason"
HEADS: dict[Reason, str] = {
    Reason.GLASS: OPENED,
    Reason.KEPT_OUT: "Linked to the other person",
    Reason.HERE_AGAIN: "Arrived after it was erased",
}
PILLS: dict[Reason, str] = {
    Reason.GLASS: "Look at",
    Reason.KEPT_OUT: "Kept out",
    Reason.HERE_AGAIN: "Erased, again here",
}
ACTIONS: dict[Reason, str] = {
    Reason.GLASS: "Look at it",
    Reason.KEPT_OUT: "I know of it",
    Reason.HERE_AGAIN: "Open",
}


def linked(due: Due) -> str:
    """Who works on both sides, or is kept out of one."""
    return due.who or due.on_both or "Somebody of the team"


def matter_of(due: Due) -> str:
    """A colleague who is kept out, or a file that was opened."""
    if due.reason is Reason.KEPT_OUT:
        return "A colleague is kept out" if due.who else "Works with both of them"
    is_to_ask = due.opened is not None and due.opened.to_be_asked
    return "To be asked about" if is_to_ask else OPENED
