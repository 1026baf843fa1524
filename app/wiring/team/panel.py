"""Joins the panel of the team: its facts, its boxes, and the statements a lead makes."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cached_property, partial
from typing import Any, cast

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.wiring.desk import Desk
from app.wiring.passing import reshaped
from app.wiring.team import facts as team_facts
from app.wiring.team.apart import make_apart, refuse_shares
from app.wiring.team.facts import held_facts
from app.wiring.team.introducing import IntroducingWiring
from app.wiring.team.kept_apart import ApartWiring
from app.wiring.team.leading import leading_calls
from app.wiring.team.leases import LeaseWiring
from storage.reading import VaultReading
from storage.session import VaultSession
from storage.spaces.store import VaultSpaces
from sync import admitting, holding, removing, roles
from sync.comparing import LogWords, log_words
from sync.going_on import go_on
from sync.protocol.invitations import AT_A_DISTANCE_MS, IN_THE_ROOM_MS
from sync.protocol.statements import Role
from sync.runner import SyncLane
from sync.service_keys import follow
from ui.team.apart_card import ABOUT_APART
from ui.team.asking import TeamAsking
from ui.team.cards import CANCEL, HELD, KNOWN, WORDS
from ui.team.deciding import TeamDeciding
from ui.team.facts import (
    DOOR,
    Code,
    DeviceFacts,
    InviteWish,
    PersonFacts,
    SpaceFacts,
    SpaceWish,
    TeamFacts,
)
from ui.team.going_on import GO_ON, ask_to_go_on
from ui.team.holding import ask_held
from ui.team.leading import NO_LEAD, ask_to_lead
from ui.team.others_card import ABOUT_TEAMS
from ui.team.panel import INVITE, INVITE_DOOR, INVITE_OWN, NEW_SPACE, TeamPanel
from ui.team.people_card import ADMIT, EVERYTHING, LET_READ, SIX_WORDS
from ui.team.service_keys import SERVICE_KEYS, ask_service_words
from ui.team.shares import REFUSE_SHARES, ask_to_refuse
from ui.team.view_model import Compared, TeamCalls, TeamViewModel

INVITE_BOX = "invite_team"


class TeamWiring(QObject):
    """The panel of Sync; `exchange` talks to the service after something was stated."""

    def __init__(
        self, desk: Desk, lane: SyncLane, leases: LeaseWiring, *, exchange: Callable[[], object]
    ) -> None:
        super().__init__(desk)
        self._desk, self._lane, self._leases = desk, lane, leases
        self._spaces = VaultSpaces(desk.vault)
        self._thread = thread = ThreadPoolExecutor(1, thread_name_prefix="yarrow-words")
        desk.destroyed.connect(lambda: thread.shutdown(wait=False, cancel_futures=True))
        self._calls = TeamCalls(
            facts=self._facts,
            invite=self._invite,
            invite_own=self._invite_own,
            cancel=lambda space, invite: self._lane.cancel(invite, space=space),
            known=self._know,
            words=self._words,
            new_space=self._new_space,
            device_words=self._device_words,
            admit=self._admit,
            cut_off=self._cut_off,
            set_role=self._set_role,
            now=desk.now,
        )
        self.model = TeamViewModel(self._calls, desk.jobs, parent=self)
        self._introducing = IntroducingWiring(
            desk,
            lane,
            submit=self._thread.submit,
            done=self._on_decided,
            show_code=self.model.show_code,
        )
        self._apart = ApartWiring(desk, submit=self._thread.submit, done=self._on_decided)
        self.model.stated.connect(exchange)

    @cached_property
    def panel(self) -> TeamPanel:
        """The people and their PCs."""
        panel = TeamPanel(self.model, self._desk.theme)
        panel.asked.connect(self.do)
        return panel

    def do(self, what: str, about: object = None) -> None:
        """Do what a person asked for on the panel."""
        space = self.model.space
        acts: dict[str, Callable[[TeamAsking, SpaceFacts], object]] = {
            INVITE: self._ask_to_invite,
            INVITE_OWN: lambda asking, at: asking.invite_own(at, self.model.show_code),
            INVITE_DOOR: lambda asking, at: asking.invite_door(at, self.model.show_code),
            WORDS: lambda asking, at: asking.compare(at),
            HELD: lambda _asking, at: self._ask_held(at),
            GO_ON: lambda _asking, at: self._ask_to_go_on(at),
            NO_LEAD: lambda _asking, at: self._ask_to_lead(at),
            SERVICE_KEYS: lambda _asking, at: self._ask_service_words(at),
            REFUSE_SHARES: lambda _asking, at: self._ask_to_refuse(at),
            NEW_SPACE: lambda asking, _at: asking.new_space(self._on_new_space),
        }
        if what == CANCEL:
            self.model.cancel(cast(bytes, about))
        elif what == KNOWN:
            self.model.know()
        elif space is None or self._desk.host is None:
            return
        elif what in acts:
            acts[what](self._asking(self._desk.host), space)
        elif what in ABOUT_TEAMS:
            self._introducing.do(what, about, space, self._desk.host)
        elif what in ABOUT_APART:
            self._apart.do(what, about, space, self._desk.host)
        elif what in EVERYTHING:
            self._decide(what, about, space, self._desk.host)

    def _decide(self, what: str, about: object, space: SpaceFacts, host: QWidget) -> None:
        """Open the box for a colleague: ROLE is about a person, the others about one of her PCs."""
        desk = self._desk
        deciding = TeamDeciding(
            host, desk.theme, desk.jobs, calls=self._calls, done=self._on_decided
        )
        if isinstance(about, PersonFacts):
            deciding.set_role(space, about)
        else:
            person, device = cast("tuple[PersonFacts, DeviceFacts]", about)
            if what == LET_READ:
                self._leases.answer(host, space, person, device)
            elif what == SIX_WORDS:
                deciding.six_words(space, device)
            else:
                (deciding.admit if what == ADMIT else deciding.cut_off)(space, person, device)

    def _ask_held(self, space: SpaceFacts) -> None:
        box = partial(
            ask_held,
            held=self._thread.submit(held_facts, self._desk.vault, space.id),
            decide=lambda positions, adopt: self._lane.about(
                lambda store, means: holding.decide(store, positions, means, adopt=adopt),
                space=space.id,
            ),
            wording=self.model.wording,
        )
        self._open(box)

    def _ask_to_go_on(self, space: SpaceFacts) -> None:
        box = partial(
            ask_to_go_on,
            space=space,
            wording=self.model.wording,
            start=lambda: reshaped(
                self._lane.about(go_on, space=space.id),
                lambda gone: team_facts.went_on(space, gone),
            ),
        )
        self._open(box)

    def _ask_to_lead(self, space: SpaceFacts) -> None:
        calls = leading_calls(self._lane, self._thread)
        self._open(partial(ask_to_lead, space=space, wording=self.model.wording, calls=calls))

    def _ask_service_words(self, space: SpaceFacts) -> None:
        box = partial(
            ask_service_words,
            follow=lambda words: self._lane.about(
                lambda store, means: follow(store, means, words=words), space=space.id
            ),
        )
        self._open(box)

    def _ask_to_refuse(self, space: SpaceFacts) -> None:
        box = partial(
            ask_to_refuse,
            space=space,
            decide=lambda refuse: refuse_shares(self._lane, space.id, refuse=refuse),
        )
        self._open(box)

    def _open(self, box: Callable[..., object]) -> None:
        """Open a box in which a lead decides, over the window."""
        desk = self._desk
        if desk.host is not None:
            box(desk.host, desk.theme, desk.jobs, done=self._on_decided)

    def _on_decided(self, words: str) -> None:
        self._desk.told.emit(words)
        self.model.note_stated()

    def _asking(self, host: QWidget) -> TeamAsking:
        desk = self._desk
        return TeamAsking(host, desk.theme, desk.jobs, calls=self._calls, told=desk.told.emit)

    def _ask_to_invite(self, asking: TeamAsking, space: SpaceFacts) -> None:
        box = asking.invite(space, self.model.show_code)
        self._desk.hold_box(box, INVITE_BOX, subject=None)

    def _facts(self) -> Future[TeamFacts]:
        now_ms = self._desk.local_ms()

        def work(reading: VaultReading) -> TeamFacts:
            return team_facts.facts(reading, now_ms)

        return self._desk.read(work)

    def _invite(self, space: bytes, wish: InviteWish) -> Future[Code]:
        far = wish.at_distance
        until = self._desk.local_ms() + (AT_A_DISTANCE_MS if far else IN_THE_ROOM_MS)
        asked = self._lane.invite(
            role=cast(Role, wish.role), name=wish.name, distance=far, space=space
        )
        return reshaped(
            asked,
            lambda letters: Code(letters, until, space, at_distance=far, is_door=wish.role == DOOR),
        )

    def _invite_own(self, space: bytes) -> Future[Code]:
        until = self._desk.local_ms() + IN_THE_ROOM_MS
        asked = self._lane.invite_own(space=space)
        return reshaped(asked, lambda letters: Code(letters, until, space, is_own=True))

    def _know(self, space: bytes, position: int) -> Future[None]:
        def work(session: VaultSession) -> None:
            team_facts.know_joins(session, space, position)

        return self._desk.write(work)

    def _device_words(self, space: bytes, device: bytes) -> Future[tuple[str, ...]]:
        return self._thread.submit(lambda: admitting.words_of(self._spaces.space(space), device))

    def _admit(self, space: bytes, device: bytes, words: str) -> Future[Any]:
        return self._lane.about(
            lambda store, means: admitting.admit(store, device, words, means), space=space
        )

    def _cut_off(self, space: bytes, device: bytes) -> Future[Any]:
        return self._lane.about(
            lambda store, means: removing.remove(store, device, means), space=space
        )

    def _set_role(self, space: bytes, device: bytes, role: str) -> Future[Any]:
        return self._lane.about(
            lambda store, means: roles.set_role(store, device, cast(Role, role), means),
            space=space,
        )

    def _new_space(self, wish: SpaceWish) -> Future[bytes]:
        return self._thread.submit(lambda: make_apart(self._lane, self._spaces, wish))

    def _on_new_space(self, space: bytes) -> None:
        self.model.show_new_space(space)
        self._desk.told.emit("The space is made. Invite the people who are to read it.")

    def _words(self, space: bytes, position: int | None) -> Future[Compared]:
        def work() -> LogWords:
            return log_words(self._spaces.space(space), position)

        return reshaped(
            self._thread.submit(work),
            lambda found: Compared(found.position, found.words, found.read_to),
        )
