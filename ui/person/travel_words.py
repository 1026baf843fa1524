"""Where the content of an attachment is, in a few words on its item."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from app.domain.travel import Travel, Whereabouts
from ui.widgets.timeline_items import ItemState

_NOT_SENT = ItemState("Words received, file only on this PC", "plain", "pc")
_RECEIVED = ItemState("Received", "ok", "serverok")


def travel_state(travel: Travel) -> ItemState:
    """The state of an attachment whose record was received; none of it claims more than is so."""
    return _STATES[travel.where](travel)


def _coming(travel: Travel) -> ItemState:
    return ItemState(f"Fetching the file, {travel.percent} %", "plain", "pc")


def _not_here(travel: Travel) -> ItemState:
    words = "comes with the next sync" if travel.is_asked else "open it to fetch"
    return ItemState(f"Not here yet: {words}", "dashed", "pc")


_STATES: Mapping[Whereabouts, Callable[[Travel], ItemState]] = {
    Whereabouts.ONLY_HERE: lambda _: _NOT_SENT,
    Whereabouts.SENDING: lambda t: ItemState(f"Sending the file, {t.percent} %", "plain", "pc"),
    Whereabouts.RECEIVED: lambda _: _RECEIVED,
    Whereabouts.COMING: _coming,
    Whereabouts.NOT_HERE: _not_here,
    Whereabouts.NOT_SENT: lambda _: ItemState(
        "Not here yet: its PC has not sent all of it", "dashed", "pc"
    ),
    Whereabouts.WITHHELD: lambda _: ItemState("The service gives only a part", "warn", "tri"),
    Whereabouts.ALTERED: lambda _: ItemState("What came is not what was attached", "danger", "tri"),
    Whereabouts.LOST: lambda _: ItemState("The file is damaged here", "danger", "tri"),
}
