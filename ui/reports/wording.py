"""Months in figures in words: what a chart says at a glance, and its table in full."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from app.domain.months import CalendarMonth
from app.domain.overview import Came, CameOf, Count, MonthShare, Overview, Seen, SiteRow, percent
from app.domain.periods import Quarter
from ui.formats import moment_within, month_and_year, short_month
from ui.widgets.table_model import Cell, Column, Row

HIDDEN, NO_SHARE = "hid", "–"
_MONTH_WIDTH, _TOTAL_WIDTH, _PLACE_WIDTH = 58, 70, 160
ALL_SITES = "All sites"
SEEN = {Seen.REFERRED: "People referred then", Seen.DONE: "Work done then"}
IN_TIME = {
    Seen.REFERRED: "share of referrals accepted then",
    Seen.DONE: "share of first tries made then",
}
_CAME = {
    Came.AGREED: "Said yes to a referral",
    Came.TAKEN: "Taken on here",
    Came.SPOKEN: "Spoken to since",
    Came.ANSWERED: "Said yes to a referral",
    Came.REACHED: "Tries that reached them",
}
_OF = {
    Came.AGREED: "people identified",
    Came.TAKEN: "referrals that came",
    Came.SPOKEN: "referrals accepted",
    Came.ANSWERED: "records",
    Came.REACHED: "tries",
}
_MOSTLY_HIDDEN = (
    "Most figures are hidden: so few people came in a month that a number would point at one of "
    "them. Read the sums under Total and at All sites, or save a quarter’s report."
)
CAME_COLUMNS = (
    Column("What"),
    *(Column("Yes", 76, numeric=True), Column("No", 76, numeric=True)),
    *(Column("Open", 76, numeric=True), Column("Of", 76, numeric=True)),
)


def month_name(month: CalendarMonth, shown: Overview) -> str:
    """A month over its column; a star says that it is not over."""
    is_part = shown.is_last_part and month == shown.months[-1]
    return f"{short_month(month.first)}{'*' if is_part else ''}"


def count_words(count: Count) -> str:
    """A count, or that it is hidden."""
    return HIDDEN if count is None else str(count)


def came_words(what: Came) -> str:
    """What a bar is about."""
    return _CAME[what]


def of_words(came: CameOf) -> str:
    """What a bar is a share of."""
    return "hidden" if came.whole is None else f"{came.whole} {_OF[came.what]}"


def site_columns(shown: Overview) -> tuple[tuple[Column, ...], int]:
    """The columns of the table of places, and the least width at which nothing is cut in them."""
    months = [Column(month_name(each, shown), _MONTH_WIDTH, numeric=True) for each in shown.months]
    columns = (Column("Place"), *months, Column("Total", _TOTAL_WIDTH, numeric=True))
    fixed = sum(each.width for each in columns)
    return columns, max(fixed + _PLACE_WIDTH, round(fixed / 0.7) + 1)


def site_row(row: SiteRow, name: str) -> Row:
    """A place in the table."""
    counts = (*row.months, row.total)
    cells = [Cell(count_words(each), ink="text3" if each is None else "text") for each in counts]
    return Row(row.code or ALL_SITES, (Cell(name, strong=not row.code), *cells))


def share_row(month: CalendarMonth, share: MonthShare, shown: Overview) -> Row:
    """A month in the table of what was in time."""
    told = _share_words(share)
    cells = (count_words(share.part), count_words(share.whole), told)
    return Row(month.key, (Cell(month_and_year(month.first)), *map(Cell, cells)))


SHARE_COLUMNS = (
    Column("Month"),
    *(Column("In time", 90, numeric=True), Column("Of", 76, numeric=True)),
    Column("Share", 90, numeric=True),
)


def _share_words(share: MonthShare) -> str:
    if share.percent is not None:
        return f"{share.percent}%"
    return NO_SHARE if share.whole == 0 else HIDDEN


def came_row(came: CameOf) -> Row:
    """What came of a span, in the table."""
    counts = (came.yes, came.no, came.open, came.whole)
    cells = (Cell(f"{came_words(came.what)}, {_OF[came.what]}"), *map(_counted, counts))
    return Row(came.what.value, cells)


def _counted(count: Count) -> Cell:
    return Cell(count_words(count), ink="text3" if count is None else "text")


def sites_headline(rows: Sequence[SiteRow], shown: Overview, name: str) -> str:
    """The chart of places in one sentence."""
    if not rows:
        return "Abuse identified: nothing is recorded in these months."
    whole = rows[-1]
    months = [
        f"{month_and_year(month.first)} {count_words(count)}"
        for month, count in zip(shown.months, whole.months, strict=True)
    ]
    hidden = sum(each is None for row in rows for each in (*row.months, row.total))
    told = f" {hidden} hidden." if hidden else ""
    where = name if whole.code else "all sites"
    total = count_words(whole.total)
    return f"Abuse identified at {where}: {', '.join(months)}, in all {total}.{told}"


def in_time_headline(shares: Sequence[MonthShare], shown: Overview, aim: int) -> str:
    """The line in one sentence."""
    months = [
        f"{month_and_year(month.first)} {_share_words(share)}"
        for month, share in zip(shown.months, shares, strict=True)
    ]
    return f"First contact within 48 hours: {', '.join(months)}. The aim is {aim}%."


def came_headline(came: Sequence[CameOf]) -> str:
    """The bars in one sentence each."""
    return " ".join(
        f"{came_words(each.what)}: {count_words(each.yes)} of {of_words(each)}." for each in came
    )


def part_words(came: CameOf, part: Count) -> str:
    """The share of one part of a bar."""
    share = percent(part, came.whole)
    return "" if share is None else f"{share}%"


def begin_words(quarter: Quarter) -> str:
    """A quarter that the months begin with."""
    return month_and_year(quarter.first)


def end_words(quarter: Quarter, today: datetime) -> str:
    """A quarter that they end with: its last month, or the one that runs."""
    return month_and_year(min(quarter.last, today.date()))


def foot_words(shown: Overview, seen: Seen, *, worked_out: datetime, now: datetime) -> str:
    """What is said under the figures: how far they reach, whence they are, what is hidden."""
    said = []
    if shown.is_last_part:
        last = shown.months[-1]
        said.append(f"* {short_month(last.first)} to the {_ordinal(worked_out.day)}.")
    said.append(f"Worked out on this PC from what it held {moment_within(worked_out, now=now)}.")
    hidden = shown.hidden(seen)
    if shown.is_mostly_hidden(seen):
        said.append(_MOSTLY_HIDDEN)
    elif hidden:
        is_one = hidden == 1
        figures = "1 figure is" if is_one else f"{hidden} figures are"
        said.append(f"{figures} hidden: small ones, and others that would give those away.")
    return " ".join(said)


def _ordinal(day: int) -> str:
    endings = {1: "st", 2: "nd", 3: "rd"}
    teens = range(11, 14)
    return f"{day}{'th' if day in teens else endings.get(day % 10, 'th')}"
