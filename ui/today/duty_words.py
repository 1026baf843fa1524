"""A report that the law asks for, in the words of Today."""

from __future__ import annotations

from datetime import datetime

from app.domain.duty import KIND
from app.domain.worklist import Due
from ui.formats import moment, short_date, short_day
from ui.widgets.clock_ring import Clock

HEAD, PILL, ACTION = "Report by law", "Report", "Write it down"


def clock_of(due: Due, now: datetime) -> Clock:
    """Until when it is to be made; over time in red."""
    if due.by is None:
        return Clock("icon", "Report", "", icon="flag", ink="danger")
    if now > due.by:
        return Clock("over", "Over time", f"was {short_day(due.by.date(), today=now.date())}")
    return Clock("icon", "Report", f"by {moment(due.by, now=now)}", icon="flag", ink="danger")


def matter_of(due: Due) -> str:
    """What is to be reported."""
    if due.person is not None and due.person.is_closed:
        return HEAD  # a closed file tells nothing of itself
    is_known = due.form == KIND or (due.person is not None and due.person.age is not None)
    return "FGM: report to make" if is_known else "FGM: under 18?"


def detail_of(due: Due) -> str:
    """What it asks of whom."""
    if due.form == KIND:
        return "Begun, and not reported yet"
    if due.person is not None and due.person.is_closed:
        return "Open the file to see which"
    return "Who was told or saw it tells the police, 101"


def lines_of(due: Due) -> tuple[tuple[str, str], ...]:
    """The same in full, with what is no duty."""
    latest = (
        "" if due.latest is None else f" By law by {short_date(due.latest.date())} at the latest."
    )
    return (
        ("flag", f"Whoever she told, or who saw it, tells the police on 101.{latest}"),
        ("user", "Nobody can do it for them: write down who reports it, when, and the reference"),
        (
            "info",
            "A worry, a risk, or a woman of 18 or more is no duty: write that down and it goes",
        ),
    )
