"""A lead reads what a ward PC left that no log vouches for, and decides on it in the window."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.domain.parcels import Parcel
from app.domain.ward_door import DoorRecord, pack
from app.ports.parcels import Brought
from storage.spaces.store import VaultSpaces
from tests.app.wiring.driving import Program
from tests.app.wiring.sync.desktops import open_boxes, set_up
from tests.app.wiring.team.teams import team_of
from tests.sync.conftest import RunningService
from ui.boxes.ask_box import AskBox
from ui.team.apart_boxes import LookBox
from ui.team.apart_card import HEAR, LET_GO, LOOK, REFUSE
from ui.team.others import OthersFacts

SAID = DoorRecord("identification/1", {"their_words": "He counts my steps."}, {}, {}, 1, False)


def left(space: bytes, number: bytes, why: str) -> Brought:
    parcel = Parcel(number * 16, space, space, None, pack(SAID), {})
    return Brought(parcel.id, space, 1, b"sealed", parcel, b"d" * 16, why)


def others(program: Program) -> OthersFacts:
    space = team_of(program).model.space
    return OthersFacts() if space is None else space.others


def box_of(program: Program, what: str, about: object, **typed: str) -> AskBox:
    team_of(program).do(what, about)
    box = open_boxes(program)[-1]
    assert isinstance(box, AskBox)
    for name, words in typed.items():
        box.fields[name].editor.setPlainText(words)
    return box


def notes(program: Program) -> list[Any]:
    vault = program.session.joined.desk.vault
    return vault.read(lambda reading: reading.rows(reading.list_ids("note"))).result()


def test_she_looks_takes_in_with_a_reason_refuses_the_pc_hears_it_again_and_lets_go(
    desktop_of: Callable[[str], Program], service: RunningService
) -> None:
    wren = desktop_of("Wren Pepperday")
    set_up(wren, service)
    spaces = VaultSpaces(wren.session.joined.desk.vault)
    (space,) = spaces.spaces()
    spaces.parcels(space).bring(
        [
            left(space, b"1", "parcels.door_not_vouched"),
            left(space, b"2", "parcels.door_lost"),
            left(space, b"3", "parcels.door_lost"),
        ]
    )
    team_of(wren).model.refresh()
    wren.wait(lambda: len(others(wren).apart) == 3)
    by_why = {each.why: each for each in others(wren).apart}
    assert by_why["parcels.door_lost"].name == "a ward PC of your team"

    box = box_of(wren, LOOK, by_why["parcels.door_not_vouched"], reason="Bay 2 says so")
    assert isinstance(box, LookBox)
    wren.wait(lambda: box.is_read)
    box.ask()
    wren.wait(lambda: len(others(wren).apart) == 2)
    texts = [str(each.fields["lines"]) for each in notes(wren)]
    assert any("He counts my steps." in each for each in texts)
    assert any("Bay 2 says so" in each for each in texts)

    box_of(wren, REFUSE, by_why["parcels.door_lost"], why="It was stolen").ask()
    wren.wait(lambda: bool(others(wren).refused))
    (refused,) = others(wren).refused
    assert others(wren).apart == ()
    assert (refused.count, refused.by, refused.why) == (2, "Wren Pepperday", "It was stolen")
    box_of(wren, HEAR, refused.one, why="It was found").ask()
    wren.wait(lambda: len(others(wren).apart) == 2)
    box_of(wren, LET_GO, others(wren).apart[0]).ask()
    wren.wait(lambda: len(others(wren).apart) == 1)
    assert len(notes(wren)) == 2
