"""Days, times and spans in the words of the screen."""

from __future__ import annotations

from datetime import date, datetime, timedelta

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_NEAR = timedelta(days=6)
_LONG_SPAN = timedelta(hours=24)


def clock_time(at: datetime) -> str:
    """The time of day, as in "09:05"."""
    return f"{at:%H:%M}"


def short_day(day: date, *, today: date) -> str:
    """The weekday if near, as in "Mon"; else the date, as in "3 Nov" or "3 Nov 2025"."""
    if abs(day - today) <= _NEAR:
        return _DAYS[day.weekday()][:3]
    return short_date(day) if day.year != today.year else f"{day.day} {_MONTHS[day.month - 1][:3]}"


def short_date(day: date) -> str:
    """The date with its year, as in "4 Mar 1992"."""
    return f"{day.day} {_MONTHS[day.month - 1][:3]} {day.year}"


def short_month(day: date) -> str:
    """The month alone, as in "Nov"."""
    return _MONTHS[day.month - 1][:3]


def month_and_year(day: date) -> str:
    """The month with its year, as in "Nov 2026"."""
    return f"{short_month(day)} {day.year}"


def long_date(day: date) -> str:
    """The day in full, as in "Tuesday 17 November 2026"."""
    return f"{day_and_month(day)} {day.year}"


def day_and_month(day: date) -> str:
    """The day without its year, as in "Tuesday 17 November"."""
    return f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]}"


def moment(at: datetime, *, now: datetime) -> str:
    """When something was or will be: "Today 09:41", "Mon 16:20", or "3 Nov 16:20"."""
    if at.date() == now.date():
        return f"Today {clock_time(at)}"
    return f"{short_day(at.date(), today=now.date())} {clock_time(at)}"


def moment_within(at: datetime, *, now: datetime) -> str:
    """The same within a sentence: "today 09:41"."""
    words = moment(at, now=now)
    return words.replace("Today", "today", 1)


def span(length: timedelta) -> str:
    """How long: "45 m", "6 h 05 m", "31 h" from a day on, "9 days" from three days on.

    Parts of a minute are left out; a negative length counts as its size.
    """
    length = abs(length)
    minutes = int(length.total_seconds() // 60)
    if length >= timedelta(days=3):
        return f"{length.days} days"
    if length >= _LONG_SPAN:
        return f"{minutes // 60} h"
    if minutes >= 60:
        return f"{minutes // 60} h {minutes % 60:02} m"
    return f"{minutes} m"
