"""Lines of the access log in words, and the days that can be chosen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from app.domain.looks import Seen
from app.domain.moments import moment_of
from app.domain.people import reference
from ui.formats import clock_time, short_date, short_day
from ui.history.wording import LOOKS, TAKEN_OUT
from ui.widgets.timeline_items import TimelineItem

_DAYS = 28
_OTHERS = {
    "break_glass": ("unlock", "Opened a sensitive file with a reason"),
    "vault_recovered": ("unlock", "Opened the vault with shares or a code"),
    "vault_copied": ("pc", "Found that a copy of the vault sends in its name"),
    "screen_pictures": ("eye", "Allowed pictures of the screen"),
}


@dataclass(frozen=True, slots=True)
class Span:
    """A day or days to choose: in words, and its first and last day, None for all there is."""

    words: str
    first: date | None = None
    last: date | None = None

    def bounds(self, now: datetime) -> tuple[int | None, int | None]:
        """From when it counts and until when, ms since 1970 on this PC's clock."""
        if self.first is None or self.last is None:
            return None, None
        begin = datetime.combine(self.first, time(), now.tzinfo)
        end = datetime.combine(self.last + timedelta(days=1), time(), now.tzinfo)
        return int(begin.timestamp() * 1000), int(end.timestamp() * 1000)


def spans(today: date) -> tuple[Span, ...]:
    """Any day, some days together, and each of the last four weeks."""
    days = [today - timedelta(days=back) for back in range(_DAYS)]
    named = [Span("Today", today, today), Span("Yesterday", days[1], days[1])]
    others = [Span(f"{_weekday(day)} {short_date(day)}", day, day) for day in days[2:]]
    return (
        Span("Any day"),
        *named,
        Span("Last 7 days", days[6], today),
        Span("Last 28 days", days[-1], today),
        *others,
    )


def act_words(what: str) -> str:
    """An act in words."""
    return _act(what)[1]


def items(lines: Sequence[Seen], now: datetime) -> Iterator[TimelineItem]:
    """The lines as items of a list; a person is never named, only her file's reference."""
    for number, line in enumerate(lines):
        at = moment_of(line.ms).astimezone(now.tzinfo)
        icon, title = _act(line.what)
        file = f": file {reference(line.subject)}" if line.subject else ""
        yield TimelineItem(
            key=f"{number}",
            day=short_day(at.date(), today=now.date()),
            time=clock_time(at),
            icon=icon,
            title=f"{title}{file}",
            aside=f"{line.author} · {line.pc or 'this PC'}",
            body=line.detail if line.what in TAKEN_OUT else "",
        )


def _act(what: str) -> tuple[str, str]:
    return LOOKS.get(what) or _OTHERS.get(what) or ("info", f"Done: {what.replace('_', ' ')}")


def _weekday(day: date) -> str:
    return ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")[day.weekday()]
