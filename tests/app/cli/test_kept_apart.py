"""What was kept apart is listed with why, and a person lets it in or go."""

from __future__ import annotations

from dataclasses import replace

from app.domain.parcels import Parcel, Team
from app.domain.ward_door import DoorRecord, pack
from app.errors import NotFound, Refused
from app.ports.parcels import Brought
from resources.words import sentence
from storage.opening import open_vault
from storage.spaces.parcel_store import VaultParcelStore
from tests.app.cli.conftest import PASSPHRASE

OWN, THEIRS = b"w" * 32, b"t" * 32
PARCEL = Parcel(b"p" * 16, OWN, THEIRS, None, {"kind": "referral"}, {"agreement": "yes"})
REMOVED = Brought(b"p" * 16, THEIRS, 1, b"s", PARCEL, b"d" * 16, "parcels.sender_removed")
UNKNOWN = replace(REMOVED, id=b"u" * 16, arrived=None, why="parcels.sender_unknown")


PAGE = pack(
    DoorRecord(
        "identification/1",
        {"free_text": "She waved.\rAbuse: no\nAsked: yes"},
        {},
        {},
        1,
        is_whole=False,
    )
)
LOST = replace(
    REMOVED,
    sender=OWN,
    arrived=Parcel(b"p" * 16, OWN, OWN, None, PAGE, {}),
    why="parcels.door_lost",
)
LOOKED_AT = replace(LOST, id=b"v" * 16, why="parcels.door_not_vouched")


def test_a_lead_looks_at_what_a_ward_pc_left_refuses_that_pc_and_takes_that_back(yarrow, vault):
    with open_vault(vault, PASSPHRASE) as opened:
        add = "insert into space (nr, id, title) values (2, ?, 'Willowmere')"
        opened.write(lambda session: session.connection.execute(add, (OWN,))).result()
        own = "update device set space = 2, role = 'lead' where is_own"
        opened.write(lambda session: session.connection.execute(own)).result()
        VaultParcelStore(opened, nr=2, id=OWN, take_in=None).bring([LOST])

    def on_it(*what):
        return yarrow("kept-apart", vault, "70" * 16, *what)

    assert "She waved. Abuse: no Asked: yes" in on_it("--look").out
    assert on_it("--look", "--reason", "x").code == 2
    assert on_it("--refuse-ward").code == 1
    assert on_it("--refuse-ward", "--reason", "They were asked").code == 0
    (row,) = yarrow("kept-apart", vault, "--json").json
    assert row["refused"]["why"] == "They were asked"
    assert on_it("--let-in").err == f"{sentence(Refused('parcels.ward_refused'))}\n"
    assert on_it("--hear-ward", "--reason", "Another ward").code == 0
    assert on_it("--let-in").code == 0
    assert yarrow("kept-apart", vault, "--json").json == []
    assert "She waved." in yarrow("list", vault, "note", "--json").out


def test_what_is_apart_is_listed_let_in_if_it_is_proven_and_let_go(yarrow, vault):
    with open_vault(vault, PASSPHRASE) as opened:
        add = "insert into space (nr, id, title) values (2, ?, 'Willowmere')"
        opened.write(lambda session: session.connection.execute(add, (OWN,))).result()
        own = "update device set space = 2, role = ? where is_own"
        opened.write(lambda session: session.connection.execute(own, ("member",))).result()
        store = VaultParcelStore(opened, nr=2, id=OWN, take_in=None)
        store.keep_teams([Team(THEIRS, OWN, "Ashgate", "")])
        store.bring([REMOVED, UNKNOWN, LOOKED_AT])

    refused = yarrow("kept-apart", vault, "70" * 16, "--let-in")
    assert refused.err == f"{sentence(Refused('space.not_lead_to_state'))}\n"
    with open_vault(vault, PASSPHRASE) as opened:
        opened.write(lambda session: session.connection.execute(own, ("lead",))).result()

    rows = {each["parcel"]: each for each in yarrow("kept-apart", vault, "--json").json}
    assert rows["75" * 16]["text"] == sentence(Refused("parcels.sender_unknown"))
    assert [rows[each * 16]["proven"] for each in ("70", "75", "76")] == [True, False, False]
    assert yarrow("kept-apart", vault, "76" * 16, "--let-go").code == 0
    refused = yarrow("kept-apart", vault, "75" * 16, "--let-in")
    assert (refused.code, refused.err) == (1, f"{sentence(Refused('parcels.not_proven'))}\n")
    assert yarrow("kept-apart", vault, "75" * 16, "--let-go").code == 0
    assert yarrow("kept-apart", vault, "75" * 16).code == 2
    gone = yarrow("kept-apart", vault, "75" * 16, "--let-go")
    assert gone.err == f"{sentence(NotFound('parcels.none_apart'))}\n"
    assert [each["parcel"] for each in yarrow("kept-apart", vault, "--json").json] == ["70" * 16]
