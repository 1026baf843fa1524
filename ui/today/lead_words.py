"""What a lead is to look at, and what came too late for its file, in the words of Today."""

from __future__ import annotations

from app.domain.worklist import Due, Reason

OPENED = "Opened with a reason"
HEADS: dict[Reason, str] = {
    Reason.GLASS: OPENED,
    Reason.KEPT_OUT: "Linked to the other person",
    Reason.HERE_AGAIN: "Arrived after it was erased",
    Reason.LEFT_BEHIND: "Written after the file was moved",
}
PILLS: dict[Reason, str] = {
    Reason.GLASS: "Look at",
    Reason.KEPT_OUT: "Kept out",
    Reason.HERE_AGAIN: "Erased, again here",
    Reason.LEFT_BEHIND: "Moved before",
}
ACTIONS: dict[Reason, str] = {
    Reason.GLASS: "Look at it",
    Reason.KEPT_OUT: "I know of it",
    Reason.HERE_AGAIN: "Open",
    Reason.LEFT_BEHIND: "Open",
}
MATTERS: dict[Reason, str] = {each: HEADS[each] for each in (Reason.HERE_AGAIN, Reason.LEFT_BEHIND)}
DETAILS: dict[Reason, str] = {
    Reason.HERE_AGAIN: "Written by someone who had not heard of it",
    Reason.LEFT_BEHIND: "Tell who has the file now, then enter it as in error here",
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
