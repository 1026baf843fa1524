"""Joins what the panel of the team shows and asks about what was kept apart."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any, cast

from PySide6.QtWidgets import QWidget

from app.domain.parcels import Apart
from app.errors import NotFound
from app.ports import Reading
from app.usecases.ward import refusals
from app.usecases.ward.kept_apart import UNPROVEN
from app.usecases.ward.refusals import LOST, REFUSED, REMOVED
from app.usecases.ward.taking_in import NOT_VOUCHED
from app.wiring.desk import Desk
from app.wiring.referrals.deciding import decide, look_at
from storage.reading import VaultReading
from storage.session import VaultSession
from ui.team.apart_boxes import ApartBoxes, ApartCalls
from ui.team.apart_card import HEAR, LET_GO, LET_IN, LOOK
from ui.team.facts import SpaceFacts
from ui.team.others import ApartFacts, RefusedFacts

_OF_A_WARD = (LOST, REMOVED, REFUSED)
_UNVOUCHED = (UNPROVEN, NOT_VOUCHED)


@dataclass(frozen=True, slots=True)
class KeptApart:
    """What a lead decides on one by one, and the ward PCs of which nothing counts."""

    apart: tuple[ApartFacts, ...] = ()
    refused: tuple[RefusedFacts, ...] = ()


def kept_apart(reading: VaultReading, space: bytes, names: Mapping[bytes, str]) -> KeptApart:
    """What is kept apart in a space, the newest first; `names` are those of the teams it knows."""
    found = [each for each in reading.parcels.apart() if each.own == space]
    off = refusals.refused(reading, space) if found else frozenset()
    of_refused: dict[bytes, list[ApartFacts]] = {}
    shown = []
    for each in found:
        facts = _facts(reading, each, names)
        if facts.may_refuse and each.device in off:
            of_refused.setdefault(each.device, []).append(facts)
        else:
            shown.append(facts)
    refused = (_refused(reading, space, *each) for each in of_refused.items())
    return KeptApart(tuple(shown), tuple(each for each in refused if each is not None))


class ApartWiring:
    """Opens the boxes about what is kept apart; `done` is told in words what came of one."""

    def __init__(
        self,
        desk: Desk,
        *,
        submit: Callable[[Callable[[], Any]], Future[Any]],
        done: Callable[[str], object],
    ) -> None:
        self._desk, self._submit, self._done = desk, submit, done
        self._calls = ApartCalls(
            look=self._look, let=self._let, refuse=self._refuse, hear=self._hear
        )

    def do(self, what: str, about: object, space: SpaceFacts, host: QWidget) -> None:
        """Do what a person asked for on the panel."""
        desk, apart = self._desk, cast(ApartFacts, about)
        boxes = ApartBoxes(host, desk.theme, desk.jobs, calls=self._calls, done=self._done)
        if what in (LET_IN, LET_GO):
            boxes.let(space, apart, counts=what == LET_IN)
        elif what == LOOK:
            boxes.look(space, apart)
        elif what == HEAR:
            boxes.hear(space, apart)
        else:
            boxes.refuse(space, apart)

    def _look(self, space: bytes, apart: ApartFacts) -> Future[Sequence[tuple[str, str]]]:
        vault = self._desk.vault

        def work() -> Sequence[tuple[str, str]]:
            found = vault.read(lambda reading: _one(reading, space, apart)).result()
            return look_at(vault, found)

        return self._submit(work)

    def _let(self, space: bytes, apart: ApartFacts, counts: bool, reason: str) -> Future[Any]:  # noqa: FBT001
        def work(session: VaultSession) -> None:
            decide(session, _one(session, space, apart), counts=counts, reason=reason)

        return self._desk.write(work)

    def _refuse(self, space: bytes, apart: ApartFacts, why: str) -> Future[Any]:
        return self._desk.write(
            lambda session: refusals.refuse(session, _one(session, space, apart), why)
        )

    def _hear(self, space: bytes, apart: ApartFacts, reason: str) -> Future[Any]:
        return self._desk.write(
            lambda session: refusals.hear_again(session, _one(session, space, apart), reason)
        )


def _one(reading: Reading, space: bytes, wanted: ApartFacts) -> Apart:
    """As it is kept now: the panel may show what has changed since."""
    for each in reading.parcels.apart():
        if (each.own, each.sender, each.id) == (space, wanted.sender, wanted.id):
            return each
    raise NotFound("parcels.none_apart")


def _facts(reading: VaultReading, apart: Apart, names: Mapping[bytes, str]) -> ApartFacts:
    is_ward = apart.sender == apart.own
    is_known, is_unvouched = apart.why in _OF_A_WARD, apart.why in _UNVOUCHED
    name = names.get(apart.sender, "")
    if is_ward and is_known:
        name = reading.pc_called(apart.own, apart.device) or "a ward PC of your team"
    return ApartFacts(
        apart.id,
        apart.sender,
        name,
        NOT_VOUCHED if is_ward and is_unvouched else apart.why,
        apart.came_ms,
        is_proven=apart.is_proven,
        may_look=is_ward and (is_known or is_unvouched),
        may_refuse=is_ward and is_known,
        wants_reason=is_ward and is_unvouched,
    )


def _refused(
    reading: VaultReading, space: bytes, device: bytes, kept: Sequence[ApartFacts]
) -> RefusedFacts | None:
    said = refusals.refusal(reading, space, device)
    if said is None:
        return None
    return RefusedFacts(kept[0].name, len(kept), said.by, said.since_ms, said.why, kept[0])
