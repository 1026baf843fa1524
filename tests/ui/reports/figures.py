"""Made-up figures of five places in five months, as large and as small as they come."""

from __future__ import annotations

from app.domain.months import CalendarMonth, Span
from app.domain.overview import Came, CameOf, MonthShare, Overview, Seen, SiteRow, View
from app.domain.periods import Quarter

SPAN = Span(Quarter(2026, 3), Quarter(2026, 4))
NAMES = {
    "A": "Willowmere ED",
    "B": "Willowmere maternity",
    "C": "Marshgate ED",
    "D": "Hollin Bank Surgery",
    "E": "Fenny Lane Practice",
}
SITES = (
    SiteRow("A", (17, 16, 21, 24, 13), 91),
    SiteRow("B", (11, 8, 12, 10, 7), 48),
    SiteRow("C", (9, 13, 12, 15, 8), 57),
    SiteRow("D", (7, None, 8, 6, 5), None),
    SiteRow("E", (6, None, 9, 7, 5), 31),
    SiteRow("", (50, 45, 62, 62, 38), 257),
)
REFERRED = View(
    tuple(MonthShare(*each) for each in ((31, 40), (31, 38), (None, 49), (46, 51), (26, 31))),
    (
        CameOf(Came.AGREED, 240, 131, 70, 39),
        CameOf(Came.TAKEN, 131, 120, None, None),
        CameOf(Came.SPOKEN, 120, 96, 14, 10),
    ),
)
DONE = View(
    tuple(MonthShare(*each) for each in ((29, 38), (33, 40), (40, 47), (0, 0), (None, None))),
    (CameOf(Came.ANSWERED, 257, 140, 74, 43), CameOf(Came.REACHED, None, None, None, None)),
)
SHOWN = Overview(
    SPAN,
    tuple(CalendarMonth(2026, number) for number in (7, 8, 9, 10, 11)),
    is_last_part=True,
    sites=SITES,
    views={Seen.REFERRED: REFERRED, Seen.DONE: DONE},
)
