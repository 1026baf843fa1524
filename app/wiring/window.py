"""Joins the places of an open vault into one window: bar, rail, keys, search and toast."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property, partial

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from app.errors import YarrowError
from app.wiring.boxes import KeptBoxes
from app.wiring.desk import Desk
from app.wiring.finding import FindingWiring
from app.wiring.giving import GivingWiring
from app.wiring.new import NewWiring
from app.wiring.people import PeopleWiring
from app.wiring.person.lead_erasing import LeadErasing
from app.wiring.person.moving import MovingWiring
from app.wiring.person.page import PersonWiring
from app.wiring.referrals.boxes import ReferralsWiring
from app.wiring.referrals.taking import take_in
from app.wiring.reports.overview import ReportsWiring
from app.wiring.reports.practice import PracticeWiring
from app.wiring.settings.place import SettingsWiring
from app.wiring.settle import SettleWiring
from app.wiring.sync.syncing import SyncWiring
from app.wiring.team.newcomers import tell_newcomers
from app.wiring.today import TodayWiring
from app.wiring.vaults.mending import MendingWiring
from resources.words import sentence
from ui.formats import day_and_month
from ui.frame.focus_ring import FocusRing
from ui.frame.keys_box import KeysBox
from ui.frame.main_window import MainWindow
from ui.frame.palette import CommandPalette
from ui.frame.shortcuts import Shortcuts
from ui.frame.text_steps import TextSteps
from ui.settings.section import Section
from ui.team.facts import TeamFacts
from ui.turns import Steps

_PLACES = ("today", "new", "people", "settle", "reports", "sync", "settings")
_REST_MS = 700
"""The other pages are made once the first has been looked at for a moment."""


class WindowWiring(QObject):
    """The window with all places. `hide` and `lock` are what its buttons and keys do."""

    def __init__(
        self,
        desk: Desk,
        application: QApplication,
        *,
        who: str,
        new: NewWiring,
        hide_section: Section,
        hide: Callable[[], object],
        lock: Callable[[], object],
    ) -> None:
        super().__init__(desk)
        self.desk, self.new = desk, new
        self.today, self.people = TodayWiring(desk, who), PeopleWiring(desk)
        self.sync, self.settle = SyncWiring(desk), SettleWiring(desk)
        self.person, self.practice = self._person(), PracticeWiring(desk)
        self.reports, self.mending = ReportsWiring(desk), MendingWiring(desk, lock)
        self.referrals = ReferralsWiring(desk, who, self._facts)
        self.boxes, self.giving = KeptBoxes(desk), GivingWiring(desk)
        self.settings = SettingsWiring(desk, self.sync.lane, hide_section, self.giving.section)
        desk.hold_box = self.boxes.hold
        correcting = self.person.correcting
        joined = (
            *(self.today, self.new, self.people, self.person, correcting),
            *(self.settle, self.reports, self.practice, self.sync, self.settings),
        )
        places = [each.place for each in joined]
        self.window = MainWindow(
            places, desk.theme, who=who, training=desk.vault.is_training, turns=desk.turns
        )
        desk.host = self.window.body
        self.ring = FocusRing(self.window, desk.theme, application)
        actions = {**self._actions(), "hide": hide, "lock": lock}
        self.finding = FindingWiring(desk, {**actions, **self._keyless()})
        self.shortcuts = Shortcuts(self.window, {**actions, "find": self._find})
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._prepare)
        self._connect_bar(hide, lock)
        self._connect_news()

    @cached_property
    def palette(self) -> CommandPalette:
        """The search; what it is made of would hold up the window's first picture."""
        palette = CommandPalette(self.window.body, self.desk.theme, self.finding.model)
        palette.chosen.connect(self.finding.open)
        return palette

    def start(self) -> None:
        """Read what is shown, and begin to exchange."""
        self._show_day()
        self.desk.note(take_in)  # what came before the last end, or while no key was here
        self.today.model.refresh()
        self.desk.turns.add(Steps(self._start_others()))
        self._rest.start()

    def _start_others(self) -> Iterator[None]:
        settings = self.settings
        self.settle.model.refresh()
        yield
        for other in (self.sync, settings.backups, settings.ways, self.mending):
            other.start()
            yield

    def open_file(self, subject: object) -> None:
        """Show a person's file."""
        if isinstance(subject, bytes):
            self.person.open(subject)
            self.window.show_subtitle("person", self.person.subtitle)
            self.window.show_place("person")

    @property
    def open_now(self) -> tuple[str, str] | None:
        """The box that lies over the page, or else what its page says; to come back to it."""
        pages: dict[str, SettingsWiring | NewWiring] = {"settings": self.settings, "new": self.new}
        page = pages.get(self.window.place) if self.boxes.place is None else None
        return self.boxes.place if page is None else page.open_now

    def _actions(self) -> dict[str, Callable[[], object]]:
        window, theme, desk = self.window, self.desk.theme, self.desk
        places = {f"place.{key}": partial(window.show_place, key) for key in _PLACES}
        return {
            **places,
            "new": partial(window.show_place, "new"),
            "next_region": window.focus_next_region,
            "previous_region": window.focus_previous_region,
            "main_action": self._do_main_action,
            "keep_draft": self._keep_draft,
            "undo": self._undo,
            "back": window.go_back,
            "banner": self._focus_banner,
            "initials": desk.names.toggle,
            **TextSteps(theme, self).actions,
            "keys": self._show_keys,
        }

    def _keyless(self) -> dict[str, Callable[[], object]]:
        """What can be found and has no key."""
        return {"place.practice": partial(self.window.show_place, "practice")}

    def _connect_bar(self, hide: Callable[[], object], lock: Callable[[], object]) -> None:
        self.window.add_notice(self.sync.leases.note)
        bar = self.window.top_bar
        bar.find_wanted.connect(self._find)
        bar.sync_wanted.connect(partial(self.window.show_place, "sync"))
        bar.hide_wanted.connect(hide)
        bar.lock_wanted.connect(lock)
        self.today.model.counted.connect(partial(self.window.rail.show_count, "today"))
        self.settle.model.counted.connect(self._show_clashes)
        self.today.previewed.connect(partial(self.window.body.slide, out=True))
        self.sync.team_wanted.connect(self._show_team)
        self.practice.panel_wanted.connect(partial(self.window.body.slide, out=True))
        self.sync.model.changed.connect(self._show_chip)
        self.window.place_changed.connect(self._on_place_changed)
        self._show_chip()

    def _connect_news(self) -> None:
        desk = self.desk
        desk.file_wanted.connect(self.open_file)
        desk.place_wanted.connect(self.window.show_place)
        desk.clash_wanted.connect(self.settle.open_record)
        desk.give_wanted.connect(self.giving.open_one)
        desk.told.connect(self.window.toast.tell)
        desk.recalled.connect(partial(self.window.toast.tell, stays=True))
        desk.refused.connect(self._tell_refusal)
        desk.saved.connect(self._refresh)
        desk.draft_left.connect(self.today.model.refresh)
        self.sync.arrived.connect(self._refresh)
        self.sync.paused.connect(self.settle.paused.show_count)
        self.settle.paused.wanted.connect(self.sync.take_clashes)
        self.sync.model.exchanged.connect(self._refresh)
        self.sync.leases.opened.connect(self._refresh)
        self.new.accepted.connect(self.referrals.referring.offer)
        self.sync.team.model.changed.connect(self._show_spaces)
        tell_newcomers(self.sync.team.model, self.window)
        self.sync.model.exchanged.connect(self.settings.ways.look_again)
        self.sync.model.exchanged.connect(self.settings.keeping.look_again)
        self.person.model.opened.connect(self._on_opened)

    def _prepare(self) -> None:
        self.desk.turns.add(Steps(self._make_others()))
        self.finding.learn()

    def _make_others(self) -> Iterator[None]:
        """Make the search and the pages that nobody has asked for yet."""
        _ = self.palette
        yield
        yield from self.window.pages.prepare()

    def _show_team(self) -> None:
        self.window.body.slide(out=True)
        self.sync.panel.take_focus()

    def _show_spaces(self) -> None:
        """A new file can go into any space, and one that is there can move."""
        self.new.show_spaces(self.sync.team.model.facts)
        self.person.model.may_move = self.person.moving.may_move
        self.person.model.led = led = self.person.erasing.led
        self.settings.keeping.show_standing(leads=bool(led))

    def _person(self) -> PersonWiring:
        desk, moving = self.desk, MovingWiring(self.desk, self._facts)
        return PersonWiring(desk, moving, LeadErasing(desk, self.sync.lane, self._facts))

    def _facts(self) -> TeamFacts:
        """The vault's spaces as they are known now."""
        return self.sync.team.model.facts

    def _find(self) -> None:
        if self.palette.isHidden():
            self.window.close_overlays()
            self.palette.open_overlay()

    def _refresh(self, _subject: object = None) -> None:
        self.today.model.refresh()
        self.settle.model.refresh()
        if self.window.place == "person":
            self.person.model.refresh()
        elif self.window.place == "people":
            self.people.model.refresh()

    def _on_opened(self, _subject: object) -> None:
        if self.window.place == "person":
            self.person.page.take_focus()

    def _on_place_changed(self, key: str) -> None:
        self._show_day()
        if key == "person" and self.person.model.file is not None:
            self.person.model.refresh()

    def _show_day(self) -> None:
        self.window.show_subtitle("today", day_and_month(self.desk.now().date()))

    def _show_clashes(self, count: int) -> None:
        self.window.rail.show_count("settle", count, decide=True)
        self.window.show_subtitle("settle", f"{count} to decide" if count else "")

    def _show_chip(self) -> None:
        chip, model = self.window.top_bar.sync_chip, self.sync.model
        self.sync.leases.note.show_hidden(model.facts.hidden)
        chip.setVisible(model.is_known)
        if model.is_known:
            chip.show_state(model.chip)

    def _tell_refusal(self, error: YarrowError) -> None:
        self.window.toast.tell(sentence(error), urgent=True)

    def _do_main_action(self) -> None:
        place = self.window.place
        if place == "new":
            self.new.model.save()
        elif place == "today":
            self.today.act(self.today.model.chosen_key)
        elif place == "person":
            self.person.composing.sign()
        elif place == "correct":
            self.person.correcting.save()
        elif place == "settle":
            self.settle.model.use_third()
        elif place == "sync":
            self.sync.model.exchange()

    def keep(self) -> None:
        """Hand every draft on the screen to the vault, without waiting."""
        self.boxes.keep_now()
        self.settings.fields.keep_now()
        self.new.model.keep_now()
        self.person.composing.keep_now()
        self.settle.model.third.keep_now()
        self.person.correcting.keep_now()

    def _keep_draft(self) -> None:
        self.keep()
        self.window.toast.tell("Draft kept on this PC.")

    def _undo(self) -> None:
        if self.window.place == "new":
            self.new.model.undo()
        elif self.window.place == "correct":
            self.person.correcting.undo()
        elif self.window.place == "practice":
            self.practice.model.undo()

    def _show_keys(self) -> None:
        place, known = self.window.place, self.shortcuts.known
        KeysBox(self.window.body, self.desk.theme, place=place, known=known)

    def _focus_banner(self) -> None:
        if self.window.place == "person":
            self.person.page.banner.setFocus()
