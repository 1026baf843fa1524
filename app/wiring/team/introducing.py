"""Joins what the panel of the team shows and asks about other teams."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import Future
from dataclasses import replace
from functools import partial
from typing import Any, cast

from PySide6.QtWidgets import QWidget

from app.domain.encoding import Value
from app.domain.parcels import ParcelState, Sent, Team
from app.domain.team_settings import TEAM
from app.ports.introducing import Introducing
from app.usecases.referrals.team_kinds import Known, known_kinds
from app.usecases.settings import team_settings
from app.wiring.desk import Desk
from app.wiring.passing import reshaped
from app.wiring.team.kept_apart import KeptApart, kept_apart
from storage.reading import VaultReading
from storage.spaces.introductions import read as read_under_way
from storage.spaces.store import VaultSpaces
from sync import introducing
from sync.protocol.codes import letters_of
from sync.protocol.introductions import GOOD_MS
from sync.runner import SyncLane
from ui.team.facts import Code, SpaceFacts
from ui.team.introducing import OthersCalls, TeamIntroducing
from ui.team.kept_as import KeptAs
from ui.team.others import IntroductionFacts, OthersFacts, OtherTeamFacts
from ui.team.others_card import COMPARE, END_TEAM, OFFER, SAY_KIND, TAKE

_UNDECIDED = Introducing(b"", 0, is_offer=False, is_at_once=False)


def others(reading: VaultReading, space: bytes, *, is_lead: bool) -> OthersFacts:
    """What is known of other teams in a space; what only a lead decides on is for leads."""
    parcels = reading.parcels
    teams = [each for each in parcels.teams() if each.own == space]
    sent = [each for each in parcels.all_sent() if each.own == space]
    names = {each.id: each.name for each in teams}
    known = known_kinds(reading)
    under_way = read_under_way(reading.connection, space) if is_lead else []
    kept = kept_apart(reading, space, names) if is_lead else KeptApart()
    return OthersFacts(
        teams=tuple(_team(each, sent, known) for each in teams),
        under_way=tuple(_introduction(each) for each in under_way),
        apart=kept.apart,
        refused=kept.refused,
    )


class IntroducingWiring:
    """Opens the boxes about other teams; `done` is told in words what came of one."""

    def __init__(
        self,
        desk: Desk,
        lane: SyncLane,
        *,
        submit: Callable[[Callable[[], Any]], Future[Any]],
        done: Callable[[str], object],
        show_code: Callable[[Code], object],
    ) -> None:
        self._desk, self._lane, self._submit = desk, lane, submit
        self._done, self._show_code = done, show_code
        self._spaces = VaultSpaces(desk.vault)
        self._calls = OthersCalls(
            offer=self._offer,
            take=self._take,
            words=self._words,
            introduce=self._introduce,
            say_kind=self._say_kind,
            forget=self._forget,
            end=self._end,
        )

    def do(self, what: str, about: object, space: SpaceFacts, host: QWidget) -> None:
        """Do what a person asked for on the panel."""
        desk = self._desk
        boxes = TeamIntroducing(host, desk.theme, desk.jobs, calls=self._calls, done=self._done)
        if what == OFFER:
            boxes.offer(space, self._show_code)
        elif what == TAKE:
            boxes.take(space)
        elif what == COMPARE:
            boxes.compare(space, cast(IntroductionFacts, about))
        elif what == END_TEAM:
            boxes.end(space, cast(OtherTeamFacts, about))
        elif what == SAY_KIND:
            boxes.say_kind(space, cast(OtherTeamFacts, about))

    def _offer(self, space: bytes, phone: str) -> Future[Code]:
        until = self._desk.local_ms() + GOOD_MS
        made = partial(introducing.offer, wish=_UNDECIDED, phone=phone)
        return reshaped(
            self._lane.introducing(made, space=space),
            lambda letters: Code(letters, until, space, is_introduction=True),
        )

    def _take(self, space: bytes, code: str, phone: str) -> Future[IntroductionFacts]:
        taken = partial(introducing.take, typed=code, wish=_UNDECIDED, phone=phone)
        return reshaped(self._lane.introducing(taken, space=space), _introduction)

    def _words(self, space: bytes, secret: bytes) -> Future[tuple[str, ...]]:
        def work() -> tuple[str, ...]:
            known = _named(self._spaces, space, secret)
            return introducing.known_words(self._spaces.space(space), known)

        return self._submit(work)

    def _introduce(self, space: bytes, secret: bytes, kept: KeptAs) -> Future[Any]:
        def work() -> None:
            wish = replace(_UNDECIDED, name=kept.name, phone=kept.phone)
            taken = partial(introducing.take, typed=letters_of(secret), wish=wish, phone="")
            known = self._lane.introducing(taken, space=space).result()
            confirmed = partial(introducing.confirm, known=known)
            self._lane.introducing(confirmed, space=space).result()
            if kept.kind and known.other is not None:
                self._say_kind(space, known.other.space, kept.kind).result()

        return self._submit(work)

    def _say_kind(self, space: bytes, team: bytes, kind: str) -> Future[Any]:
        said: dict[str, Value] = {"team": team.hex(), "team_kind": kind}
        return self._desk.write(lambda session: team_settings.put(session, TEAM, said, space=space))

    def _forget(self, space: bytes, secret: bytes) -> Future[Any]:
        return self._submit(lambda: self._spaces.parcels(space).introductions.drop(secret))

    def _end(self, space: bytes, team: bytes) -> Future[Any]:
        return self._lane.introducing(partial(introducing.part, team=team), space=space)


def _named(spaces: VaultSpaces, space: bytes, secret: bytes) -> Introducing:
    under_way = spaces.parcels(space).introductions.under_way()
    return next((each for each in under_way if each.secret == secret), _UNDECIDED)


def _team(team: Team, sent: Iterable[Sent], known: Known) -> OtherTeamFacts:
    own = [each for each in sent if each.team == team.id]
    waiting = [each for each in own if each.state is ParcelState.WRITTEN]
    unanswered = [each for each in own if each.state is ParcelState.SENT]
    kind = known.of(team)
    times = [each.written_ms for each in (*waiting, *unanswered)]
    return OtherTeamFacts(
        id=team.id,
        name=team.name,
        phone=team.phone,
        is_closed=team.is_closed,
        waiting=len(waiting),
        unanswered=len(unanswered),
        oldest_ms=min(times, default=None),
        kind="" if kind is None else kind.code,
        has_versions=known.has_versions(team),
    )


def _introduction(known: Introducing) -> IntroductionFacts:
    other = known.other
    return IntroductionFacts(
        secret=known.secret,
        name=known.name or (other.title if other else ""),
        phone=known.phone or (other.phone if other else ""),
        until_ms=known.expires,
        is_answered=other is not None,
    )
