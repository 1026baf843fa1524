"""The facts of sync in sentences that claim nothing more than is known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from app.domain.moments import moment_of
from ui.formats import clock_time, moment, moment_within, span
from ui.reached import refused_because
from ui.sync.facts import ItemFacts, ReceiptFacts, SyncFacts, Where
from ui.widgets import sync_chip
from ui.widgets.note_box import NoteKind
from ui.widgets.sync_chip import SyncState
from ui.widgets.table_model import Cell, Row

_READ_ONLY = "Damage was found in this vault, so nothing is sent or taken in"
NOT_SET_UP = SyncState("waiting", "", "Not set up to send", "Not set up")
_LONG = timedelta(hours=24)
_JUST_NOW = span(timedelta(0))
_WHERE: dict[Where, tuple[str, str, str]] = {
    Where.WAITING: ("Only on this PC", "pc", "warn"),
    Where.DRAFT: ("Draft, stays here", "edit", "text2"),
    Where.RECEIVED: ("Received, proof held", "serverok", "ok"),
    Where.REFUSED: ("Not taken", "tri", "danger"),
}


def was_reached(facts: SyncFacts) -> bool:
    """Whether the last try reached the service."""
    return facts.tried_ms is not None and facts.tried_ms <= (facts.reached_ms or 0)


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
        if facts.refused or facts.is_frozen:
            return sync_chip.needs_you(facts.refused + facts.is_frozen)
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
        if facts.is_insecure or facts.is_frozen:
            return self._alarm(facts, more)
        if facts.only_here:
            age = span(self.now - self._local(facts.oldest_ms))
            waits = more if age == _JUST_NOW else f"Oldest {age}. {more}"
            kind: NoteKind = "danger" if self._is_late(facts) else "warn"
            return Status(kind, "pc", self._only_here(facts), waits)
        if facts.refused:
            return Status("danger", "tri", self.refused(facts), more)
        if facts.reached_ms is None:
            return Status("warn", "pc", "Nothing was exchanged yet", more)
        if not was_reached(facts) and not is_running:
            fact = "No link to the service now" if facts.is_offline else "Sync does not get on now"
            return Status("warn", "offline", fact, f"Everything here was received. {more}")
        return Status("ok", "serverok", "Everything here was received", more)

    def row(self, numbered: tuple[int, ItemFacts]) -> Row:
        """One item of the table; its number is its key."""
        number, item = numbered
        words, icon, ink = _WHERE[item.where]
        why = refused_because(item.why) if item.where is Where.REFUSED else ""
        since = moment(self._local(item.since_ms), now=self.now)
        strong = item.where in (Where.WAITING, Where.REFUSED)
        cells = (
            Cell(item.kind, second=item.reference, strong=True),
            Cell(words, second=why, icon=icon, ink=ink, strong=strong),
            Cell(since, ink="text2"),
        )
        return Row(str(number), cells)

    def refused(self, facts: SyncFacts) -> str:
        """How much was refused."""
        items = "1 item was" if facts.refused == 1 else f"{facts.refused} items were"
        return f"{items} not taken by the service"

    def account(self, facts: SyncFacts) -> tuple[str, str]:
        """The last exchange: when it was, and what it did."""
        done = facts.exchange
        if done is None or facts.tried_ms is None:
            return "", ""
        seconds = max(done.took_ms, 100) / 1000
        parts = [
            f"Sent {_changes(done.sent)}, received {_changes(done.received)}",
            f"{_changes(done.refused)} set aside" if done.refused else "",
            f"took {seconds:.1f} s",
        ]
        reached = "" if facts.reached_ms is None else self._at(facts.reached_ms)
        heard = f"The service was last heard from {reached}." if reached else ""
        heard = heard or "The service was never heard from."
        words = "; ".join(filter(None, parts))
        return f"Last exchange, {self._at(facts.tried_ms)}", f"{words}. {heard}".strip()

    def receipt(self, receipt: ReceiptFacts) -> tuple[str, str]:
        """The newest receipt: when it was signed, and for what."""
        if not receipt.code:
            return "The last receipt does not hold", "It is kept. Press Check it for what to do."
        items = {0: "what it was sent", 1: "1 item"}.get(
            receipt.records, f"{receipt.records} items"
        )
        words = f"The service signed for {items} with the same fingerprint as this PC holds."
        return f"Last receipt, {self._at(receipt.at_ms)}", words

    def checked(self, receipt: ReceiptFacts) -> str:
        """What a check of it came to."""
        at = clock_time(self.now)
        if receipt.is_whole:
            return (
                f"Checked {at}: the signature is the service’s, and the sealed bytes that this PC "
                f"holds give the same fingerprint."
            )
        return (
            f"Checked {at}: the signature is the service’s, and for the fingerprint that this PC "
            f"holds. The sealed bytes are older than 90 days and no longer kept."
        )

    def _alarm(self, facts: SyncFacts, more: str) -> Status:
        """A link that is not the service's, or a service that contradicts itself."""
        here = f"{self._only_here(facts)}." if facts.only_here else ""
        fact, proof = "The link is not secure, so nothing was sent", ""
        if not facts.is_insecure:
            fact = "Sync stands still: the service contradicts itself"
            proof = self._evidence(facts)
        return Status("danger", "shield", fact, " ".join(filter(None, (here, proof, more))))

    def _evidence(self, facts: SyncFacts) -> str:
        pieces = "1 piece" if facts.evidence == 1 else f"{facts.evidence} pieces"
        kept = f"The proof is kept on this PC ({pieces})." if facts.evidence else ""
        return f"{kept} Nothing here is lost, and work goes on.".strip()

    def _is_late(self, facts: SyncFacts) -> bool:
        return bool(facts.oldest_ms) and self.now - self._local(facts.oldest_ms) > _LONG

    def _waiting(self, facts: SyncFacts) -> SyncState:
        waits = self.now - self._local(facts.oldest_ms)
        if self._is_late(facts):
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
            return f"Link lost {reached}, last tried {self._at(facts.tried_ms)}."
        return f"Last tried {self._at(facts.tried_ms)}, without an answer so far."

    def _at(self, ms: int) -> str:
        return moment_within(self._local(ms), now=self.now)

    def _local(self, ms: int) -> datetime:
        return moment_of(ms).astimezone(self.now.tzinfo)


def _changes(count: int) -> str:
    return {0: "nothing", 1: "1 change"}.get(count, f"{count} changes")
