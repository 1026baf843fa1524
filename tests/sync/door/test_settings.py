"""What leads set for the team reaches its ward PCs, and nobody else can set anything there."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, select

from app.domain.encoding import decode, encode
from app.forms import library
from app.forms.local import Local, put_in_force
from app.usecases.settings import team_settings
from app.usecases.settings.team_settings import local_of
from sync.door.sending import send
from sync.door.settings import settings_of
from sync.protocol.keys import DeviceKeys
from sync.protocol.ward_pages import WardPage, open_page, seal_page
from sync.removing import remove
from sync.service.mail_tables import ward_pages
from tests.sync.door.doors import WardPC
from tests.sync.exchange.offices import PC, Office, bending, done

NUMBER = {"key": "idva_team", "number": "Willowmere IDVA team, extension 4471"}
PLACE = {"code": "Z9917", "name": "Fernhollow Birth Centre"}


def put(pc: PC, kind: str, answers: Mapping[str, Any]) -> bytes:
    return pc.vault.write(lambda session: team_settings.put(session, kind, answers)).result()


def told(door: WardPC) -> Local:
    door.carry(send(door.folder, door.means))
    return local_of(settings_of(door.folder))


def test_places_choices_and_numbers_reach_a_ward_pc_sealed_and_follow_what_a_lead_takes_back(
    lead: PC, door: WardPC
) -> None:
    assert told(door) == Local()
    put(lead, "setting_number", NUMBER)
    place = put(lead, "setting_place", PLACE)
    lead.wire.asked.clear()
    done(lead.sync())
    done(lead.sync())
    assert lead.wire.asked.count("keep_ward_page") == 1

    local = told(door)
    assert local.numbers == {"idva_team": NUMBER["number"]}
    assert [each.name for each in local.places] == [PLACE["name"]]
    database = b"".join(path.read_bytes() for path in door.office.database.parent.glob("service*"))
    assert b"Birth Centre" not in database and b"4471" not in database

    lead.vault.write(lambda session: team_settings.withdraw(session, place, "Closed")).result()
    done(lead.sync())
    assert told(door).places == ()
    assert told(door).numbers == local.numbers


def test_of_many_ward_pcs_some_are_told_in_each_exchange_and_none_is_passed_over(
    lead: PC, office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sync.exchange.ward_pages.MOST_A_TURN", 1)
    doors = [WardPC(tmp_path / f"ward{number}", office) for number in range(2)]
    for each in doors:
        each.join(lead.invite(name="Fernhollow", role="writer"))
    put(lead, "setting_number", NUMBER)
    for count in (1, 2):
        done(lead.sync())
        assert sum(bool(told(each).numbers) for each in doors) == count


def test_only_a_page_by_a_lead_for_this_pc_and_not_an_older_one_holds(
    lead: PC, door: WardPC, new_pc: Callable[..., PC]
) -> None:
    put(lead, "setting_number", NUMBER)
    done(lead.sync())
    assert told(door).numbers
    member = new_pc("Linnet Marrowby")
    member.join(lead.invite())
    done(member.sync())
    kept, own = door.folder.page(), door.folder.door()
    page, _ = open_page(own.page_key, kept, space=own.space, door=own.device)
    bad = encode([["setting_number", {"key": "idva_team", "number": "07700 900999"}]])

    def signed(pc: PC, **changes: Any) -> bytes:
        keys = DeviceKeys.from_bytes(pc.spaces.space(own.space).load().own.keys)
        changed: WardPage = replace(page, settings=bad, **changes)
        return seal_page(own.page_key, keys.sign, changed, random32=b"r" * 32)

    newer = page.number + 1
    pages = {
        "a member's": signed(member, by=member.device, number=newer),
        "one in a lead's name": signed(member, number=newer),
        "an older one": signed(lead, number=page.number - 1),
        "no page": b"page",
    }
    for sealed in pages.values():
        door.wire.bend = bending("ward_page", lambda _body, s=sealed: {"sealed": s})
        assert told(door).numbers == {"idva_team": NUMBER["number"]}
    # Put there by hand, in a folder that everybody at the PC may write
    for name in ("a member's", "one in a lead's name", "no page"):
        door.folder.keep_page(pages[name])
        assert settings_of(door.folder) == []
    door.wire.bend = bending("ward_page", lambda _body: {"sealed": signed(lead, number=newer)})
    assert told(door).numbers == {"idva_team": "07700 900999"}
    # Made while the service's clock was years ahead, it stands in the way of none that is made now
    ahead = signed(lead, number=page.number * 2)
    door.wire.bend = bending("ward_page", lambda _body: {"sealed": ahead})
    assert told(door).numbers == {"idva_team": "07700 900999"}
    door.wire.bend = None
    assert told(door).numbers == {"idva_team": NUMBER["number"]}


def test_a_lead_who_was_removed_sets_nothing_at_a_ward_pc_and_the_page_of_another_holds_there(
    lead: PC, door: WardPC, new_pc: Callable[..., PC]
) -> None:
    second = new_pc("Linnet Marrowby")
    second.join(lead.invite(role="lead"))
    put(lead, "setting_number", NUMBER)
    done(lead.sync())
    done(second.sync())
    assert told(door).numbers
    own = door.folder.door()
    page, _ = open_page(own.page_key, door.folder.page(), space=own.space, door=own.device)
    assert page.by == second.device
    keys = DeviceKeys.from_bytes(second.spaces.space(own.space).load().own.keys)
    lead.lane.about(lambda store, means: remove(store, second.device, means)).result()
    done(lead.sync())

    bad = encode([["setting_number", {"key": "idva_team", "number": "07700 900999"}]])
    ahead = replace(page, settings=bad, number=page.number * 2)
    door.folder.keep_page(seal_page(own.page_key, keys.sign, ahead, random32=b"r" * 32))
    assert told(door).numbers == {"idva_team": NUMBER["number"]}


def test_a_page_that_its_service_lost_is_left_again_within_a_week(
    lead: PC, door: WardPC, office: Office
) -> None:
    put(lead, "setting_number", NUMBER)
    done(lead.sync())
    with office.service.store.writing() as connection:
        connection.execute(delete(ward_pages))
    assert told(door) == Local()
    later = 7 * 24 * 60 * 60 * 1000
    lead.clock = lambda: time.time_ns() // 10**6 + later
    office.now_ms = lead.clock
    door.means = replace(door.means, now_ms=lead.clock)
    done(lead.sync())
    assert told(door).numbers == {"idva_team": NUMBER["number"]}


def test_the_service_keeps_no_page_of_a_ward_pc_that_was_cut_off(
    lead: PC, door: WardPC, office: Office, tmp_path: Path
) -> None:
    put(lead, "setting_number", NUMBER)
    done(lead.sync())
    gone = door.folder.door().device
    lead.lane.about(lambda store, means: remove(store, gone, means)).result()
    other = WardPC(tmp_path / "other", office)
    other.join(lead.invite(name="Hazelbrook", role="writer"))
    done(lead.sync())

    with office.service.store.reading() as connection:
        kept = list(connection.execute(select(ward_pages.c.door)).scalars())
    assert kept == [other.folder.door().device]


PACK = """
[pack]
name = "authorised"
version = 1
title = "HARKS as it was published"

[[wording]]
form = "harks/1"
credit = "With leave of whom it belongs to."
in_place = true
items = [
    { field = "hark_h", exact = "Made-up words for H?" },
    { field = "hark_a", exact = "Made-up words for A?" },
    { field = "hark_r", exact = "Made-up words for R?" },
    { field = "hark_k", exact = "Made-up words for K?" },
]
"""


def load(pc: PC, text: str) -> None:
    pc.vault.write(lambda session: team_settings.load_pack(session, text)).result()
    done(pc.sync())


def asked(local: Local) -> str:
    """What the page of a ward PC asks under H."""
    put_in_force(local)
    try:
        field = library.latest("identification").field("hark_h")
    finally:
        put_in_force(Local())
    assert field is not None
    return field.label


def test_the_authorised_words_of_a_form_pack_are_asked_at_a_ward_pc_too(
    lead: PC, door: WardPC
) -> None:
    shipped = asked(told(door))
    load(lead, PACK)
    # Loaded later by another lead: the first counts on a ward PC as everywhere
    load(lead, PACK.replace("words for H", "other words").replace('"authorised"', '"later"'))

    local = told(door)
    assert (shipped, asked(local)) == ("Put down or humiliated", "Made-up words for H?")
    assert local.packs == () and local.wordings[0].credit.startswith("With leave")
    # Where they would not fit, all else is told
    put(lead, "setting_number", NUMBER)
    pages = lead.spaces.parcels(door.folder.door().space).ward_pages
    assert [kind for kind, _ in decode(pages.settings(most=100))] == ["setting_number"]
    assert len(decode(pages.settings(most=10_000))) == 2


def test_words_whose_owner_does_not_allow_it_stay_away_from_ward_pcs(
    lead: PC, door: WardPC
) -> None:
    put(lead, "setting_number", NUMBER)
    load(lead, PACK.replace("in_place = true", "on_wards = false"))
    assert told(door).wordings == ()
    load(lead, PACK.replace('"authorised"', '"later"'))
    assert told(door).wordings == ()  # the pack that was loaded first is the one in force
    (number,) = told(door).numbers
    assert number == "idva_team"
