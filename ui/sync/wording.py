"""The facts of sync in sentences that claim nothing more than is known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from app.domain.moments import moment_of
from ui.formats import clock_time, moment, span
from ui.sync.facts import ItemFacts, SyncFacts, Where
from ui.widgets import sync_chip
from ui.widgets.note_box import NoteKind
from ui.widgets.sync_chip import SyncState
from ui.widgets.table_model import Cell, Row

_READ_ONLY = "Damage was found in this vault, so nothing is sent or taken in"
NOT_SET_UP = SyncState("waiting", "", "Not set up to send")
_LONG = timedelta(hours=24)
_WHERE: dict[Where, tuple[str, str, str]] = {
    Where.WAITING: ("Only on this PC", "pc", "warn"),
    Where.DRAFT: ("Draft, stays here", "edit", "text2"),
    Where.RECEIVED: ("Received, proof held", "serverok", "ok"),
    Where.REFUSED: ("Not taken by the service", "tri", "danger"),
}


@dataclass(frozen=True, slots=True)
class Status:
    """The head of the page: how it looks, what is so, and a sentence more."""

    kind: NoteKind
    icon: str
    fact: str
    more: str


@dataclass(frozen=True, slots=True)
class SyncWording:
    """What facts are worded with: this moment, with its offset."""

    now: datetime

    def chip(self, facts: SyncFacts, *, is_running: bool) -> SyncState:
        """The chip of the top bar."""
        if facts.is_read_only:
            return sync_chip.read_only()
        if not facts.is_set_up:
            return NOT_SET_UP
        if facts.is_insecure:
            return sync_chip.refused()
        if facts.refused:
            return sync_chip.needs_you(facts.refused)
        if is_running and facts.only_here:
            return SyncState("sending", "Sending", str(facts.only_here))
        if facts.only_here:
            return self._waiting(facts)
        if facts.reached_ms is None:
            return SyncState("waiting", "", "Not sent yet")
        return sync_chip.all_received(clock_time(self._local(facts.reached_ms)))

    def status(self, facts: SyncFacts, *, is_running: bool) -> Status:
        """The head of the page."""
        more = self._last(facts, is_running=is_running)
        if facts.is_read_only:
            return Status("danger", "tri", _READ_ONLY, "Repair it first. Nothing was deleted.")
        if not facts.is_set_up:
            fact = self._only_here(facts) if facts.only_here else "This PC sends to nobody yet"
            return Status("warn", "pc", fact, "Set up a space for your team, or join one.")
        if facts.is_insecure:
            return Status("danger", "shield", "The link is not secure, so nothing was sent", more)
        if facts.only_here:
            waits = f"Oldest {span(self.now - self._local(facts.oldest_ms))}. {more}"
            return Status("warn", "pc", self._only_here(facts), waits)
        if facts.reached_ms is None:
            return Status("warn", "pc", "Nothing was exchanged yet", more)
        return Status("ok", "serverok", "Everything here was received", more)

    def row(self, numbered: tuple[int, ItemFacts]) -> Row:
        """One item of the table; its number is its key."""
        number, item = numbered
        words, icon, ink = _WHERE[item.where]
        since = moment(self._local(item.since_ms), now=self.now)
        strong = item.where in (Where.WAITING, Where.REFUSED)
        cells = (
            Cell(item.kind, second=item.reference, strong=True),
            Cell(words, icon=icon, ink=ink, strong=strong),
            Cell(since, ink="text2"),
        )
        return Row(str(number), cells)

    def _waiting(self, facts: SyncFacts) -> SyncState:
        waits = self.now - self._local(facts.oldest_ms)
        if facts.oldest_ms and waits > _LONG:
            return sync_chip.overdue(int(waits.total_seconds() // 3600))
        return sync_chip.only_here(facts.only_here)

    def _only_here(self, facts: SyncFacts) -> str:
        items = "1 item is" if facts.only_here == 1 else f"{facts.only_here} items are"
        return f"{items} only on this PC"

    def _last(self, facts: SyncFacts, *, is_running: bool) -> str:
        if is_running:
            return "Talking to the service now. You can go on working."
        reached = "" if facts.reached_ms is None else self._at(facts.reached_ms)
        if facts.tried_ms is None:
            return "Not tried yet."
        if reached and facts.tried_ms <= (facts.reached_ms or 0):
            return f"Last exchange {reached}."
        if reached:
            return f"Last exchange {reached}, last tried {self._at(facts.tried_ms)}."
        return f"Last tried {self._at(facts.tried_ms)}, without an answer so far."

    def _at(self, ms: int) -> str:
        return moment(self._local(ms), now=self.now)

    def _local(self, ms: int) -> datetime:
        return moment_of(ms).astimezone(self.now.tzinfo)
