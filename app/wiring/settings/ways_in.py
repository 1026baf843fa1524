"""The section Ways in, joined with the vault: what is slow runs on a thread of its own."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date
from functools import cached_property

from PySide6.QtCore import QObject, Signal

from app.domain.moments import moment_of
from app.errors import Refused, YarrowError
from app.usecases.recovering import KIND
from app.wiring.desk import Desk
from app.wiring.hiding.locking import Passphrase
from app.wiring.vaults import recovery
from app.wiring.vaults.recovery import ShareState
from app.wiring.vaults.share_process import make_set_apart
from app.wiring.vaults.shares_way import allow_shares, make_code_alone
from storage import passphrases, settings
from storage.keys import calibrate
from storage.reading import VaultReading
from storage.slots import OFFER_CODE, change_passphrase, is_code_alone, ways_of
from storage.spaces import overview
from storage.spaces.store import VaultSpaces
from sync.protocol.shares import WORDS
from sync.runner import SyncLane
from ui.settings.section import Section
from ui.settings.ways_cards import WaysCards, is_overdue
from ui.settings.ways_facts import WaysCalls, WaysFacts

_MOST_RECOVERED = 10
_CHECKED = {
    ShareState.IN_FORCE: "The share is of the set in force. Nothing was opened, and the day is "
    "kept.",
    ShareState.RETIRED: "space.share_retired",
    ShareState.OTHER: "space.share_other",
}
_COVERED = "Your team’s recovery shares are a way back into this vault too, from now on."

_OVERDUE = (
    "No recovery share was checked on this PC for a year. Settings, Ways in, checks one without "
    "opening anything."
)


class WaysIn(QObject):
    """The cards, the news about them, and the offer of a code to who has just made a vault.

    Signals: `looked()` when the cards may have something else to show.
    """

    looked = Signal()

    def __init__(self, desk: Desk, lane: SyncLane) -> None:
        super().__init__(desk)
        self._desk, self._lane, self._vault = desk, lane, desk.vault
        self._passphrase = Passphrase(desk.vault, desk.local_ms)
        self._thread = thread = ThreadPoolExecutor(1, thread_name_prefix="yarrow-ways")
        desk.destroyed.connect(lambda: thread.shutdown(wait=False, cancel_futures=True))
        self._calls = WaysCalls(
            facts=lambda: self._thread.submit(self._facts),
            guesses=lambda typed: self._thread.submit(self._guesses, typed),
            change=lambda old, new, known: self._thread.submit(self._change, old, new, known),
            make_code=lambda typed: self._thread.submit(self._make_code, typed),
            make_code_alone=lambda typed: self._thread.submit(self._make_code_alone, typed),
            allow_shares=lambda typed: self._thread.submit(self._allow_shares, typed),
            check=lambda typed: self._thread.submit(self._check, typed),
            make_set=lambda typed: self._thread.submit(self._make_set, typed),
            invite_own=lambda: self._lane.invite_own(),
            share_words=lambda: self._thread.submit(lambda: WORDS),
            today=lambda: desk.now().date(),
        )
        self.section = Section("ways", "Ways in", lambda: self.cards)

    @cached_property
    def cards(self) -> WaysCards:
        """The ways in, each on a card."""
        desk = self._desk
        cards = WaysCards(
            self._calls, desk.jobs, desk.theme, host=lambda: desk.host, told=desk.told.emit
        )
        self.looked.connect(cards.refresh)
        cards.refresh()
        return cards

    def start(self) -> None:
        """Keep the team's way in up to date; offer a code if the vault has just been made."""
        offered: Future[bool] = self._desk.read(_is_offered)
        self._desk.jobs.when_done(offered, self, done=self._on_offered, failed=_leave)
        self.look_again()
        facts = self._thread.submit(self._facts)
        self._desk.jobs.when_done(facts, self, done=self._remind, failed=_leave)

    def look_again(self) -> None:
        """After an exchange: a new recovery set may have come with it."""
        had = ways_of(self._vault.file).shares
        covered = self._thread.submit(recovery.keep_slot_current, self._vault)
        self._desk.jobs.when_done(
            covered, self, done=lambda has: self._on_covered(had, has), failed=_leave
        )

    def _on_covered(self, had: bool, has: bool) -> None:  # noqa: FBT001 - of one call each
        if has and not had:
            self._desk.told.emit(_COVERED)
        self.looked.emit()

    def _remind(self, facts: WaysFacts) -> None:
        if is_overdue(facts, self._desk.now().date()):
            self._desk.told.emit(_OVERDUE)

    def _on_offered(self, offered: bool) -> None:  # noqa: FBT001 - the Future's own answer
        if offered:
            self._desk.write(lambda session: settings.write(session.connection, OFFER_CODE, 0))
            self.cards.offer_code()

    def _facts(self) -> WaysFacts:
        ways = ways_of(self._vault.file)
        home = recovery.home_membership(self._vault)
        found = self._vault.read(_Read).result()
        set = None if home is None or home[1].recovery is None else home[1].recovery.set
        rehearsed = found.rehearsal
        is_of_set = rehearsed is not None and rehearsed.set == set
        return WaysFacts(
            has_code=ways.code,
            team=found.team,
            has_set=set is not None,
            shares_open=ways.shares,
            code_alone=found.code_alone,
            is_lead=found.is_lead,
            rehearsed=self._day(rehearsed.at_ms) if rehearsed and is_of_set else None,
            recovered=tuple((who, self._day(ms)) for who, ms in found.recovered),
        )

    def _day(self, ms: int) -> date:
        return moment_of(ms).astimezone(self._desk.now().tzinfo).date()

    def _guesses(self, typed: str) -> int:
        return passphrases.guesses(typed, VaultSpaces(self._vault).person().name)

    def _change(self, old: str, new: str, known: bool) -> None:  # noqa: FBT001 - of one call
        self._passphrase.require(old)
        name = VaultSpaces(self._vault).person().name
        change_passphrase(self._vault, new, kdf=calibrate(), name=name, new_key=known)

    def _make_code(self, typed: str | None) -> str:
        if typed is not None:
            self._passphrase.require(typed)
        return recovery.make_code(self._vault)

    def _make_code_alone(self, typed: str) -> str:
        self._passphrase.require(typed)
        return make_code_alone(self._vault)

    def _allow_shares(self, typed: str) -> None:
        self._passphrase.require(typed)
        allow_shares(self._vault)
        recovery.keep_slot_current(self._vault)

    def _check(self, typed: str) -> str:
        state = recovery.rehearse(self._vault, typed)
        if state is not ShareState.IN_FORCE:
            raise Refused(_CHECKED[state])
        return _CHECKED[state]

    def _make_set(self, typed: str) -> Sequence[str]:
        self._passphrase.require(typed)
        made = make_set_apart()
        self._lane.set_recovery(made.set).result()
        recovery.keep_slot_current(self._vault)
        return made.shares


class _Read:
    """What of a vault the cards show, in one consistent view."""

    def __init__(self, reading: VaultReading) -> None:
        spaces = overview.read(reading.connection).spaces
        home = spaces[0] if spaces else None
        devices = home.devices if home is not None else ()
        self.team = home.title or "Your team" if home is not None else ""
        self.is_lead = any(each.is_own and each.role == "lead" for each in devices)
        self.code_alone = is_code_alone(reading.connection)
        self.rehearsal = recovery.last_rehearsal(reading)
        rows = reading.rows(reading.list_ids(KIND)[:_MOST_RECOVERED])
        self.recovered = [(row.author, row.created_ms) for row in rows]


def _is_offered(reading: VaultReading) -> bool:
    return bool(settings.read(reading.connection, OFFER_CODE))


def _leave(_error: YarrowError) -> None:
    """Nobody asked; the cards say how it stands."""
