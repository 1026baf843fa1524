from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Engine, text

from sync.protocol.wire import Status
from sync.service import store
from sync.service.refusals import Refusal
from sync.service.spaces import Memberships, head_of, standing_next
from sync.service.store import Store, Tip


def tip_of(kept: Store, space: bytes) -> Tip:
    with kept.reading() as connection:
        found = store.tip(connection, space)
    assert found is not None
    return found


def at(kept: Store, memberships: Memberships, space: bytes) -> Any:
    with kept.reading() as connection:
        return memberships.at(connection, tip_of(kept, space))


def test_what_another_worker_took_is_read_on(team: Any, store: Store) -> None:
    memberships = Memberships()
    before = at(store, memberships, team.space)
    other = team.join()

    after = at(store, memberships, team.space)

    assert set(before.devices) == {team.lead.id}
    assert set(after.devices) == {team.lead.id, other.id}


def test_a_log_that_did_not_move_is_not_read_again(team: Any, store: Store, engine: Engine) -> None:
    memberships = Memberships()
    before = at(store, memberships, team.space)
    with engine.begin() as connection:
        connection.execute(text("UPDATE entries SET position = position + 100"))

    assert at(store, memberships, team.space) is before


def test_only_so_many_spaces_are_remembered_and_the_rest_read_again(
    office: Any, store: Store, engine: Engine
) -> None:
    first, second = office.space(), office.space()
    memberships = Memberships(most=1)
    for team in (first, second):
        at(store, memberships, team.space)

    with engine.begin() as connection:
        connection.execute(text("UPDATE entries SET entry = substr(entry, 2)"))

    assert set(at(store, memberships, second.space).devices) == {second.lead.id}
    with pytest.raises(Refusal) as refused:
        at(store, memberships, first.space)
    assert refused.value.status == Status.DAMAGED


def test_a_device_has_standing_from_the_position_after_its_own(team: Any, store: Store) -> None:
    membership, tip = at(store, Memberships(), team.space), tip_of(store, team.space)

    assert standing_next(membership, team.lead.id, tip).id == team.lead.id
    with pytest.raises(Refusal) as refused:
        standing_next(membership, bytes(16), tip)
    assert refused.value.status == Status.NO_STANDING


def test_the_head_says_where_the_log_stands_and_when(
    team: Any, store: Store, make_office: Callable[..., Any]
) -> None:
    tip = tip_of(store, team.space)

    head = head_of(tip, 5)

    assert (head.space, head.position, head.running) == (tip.space, tip.position, tip.running)
    assert (head.generation, head.time) == (1, 5)
