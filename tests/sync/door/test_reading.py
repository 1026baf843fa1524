"""A ward PC seals to the newest key of statements that it has checked, and to no other."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.errors import Refused
from storage.door.files import put_map, read_map
from sync.door.reading import read_on
from sync.door.sealing import DoorSeal
from sync.protocol.epochs import open_inbox
from sync.protocol.heads import read_head, sign_head
from sync.protocol.parcels import Way, open_parcel
from sync.recovering import membership_of
from sync.removing import remove, rotate
from tests.sync.door.doors import FIELDS, WardPC
from tests.sync.exchange.offices import PC, Office, bending
from tests.sync.refusing import refused_with


def read(door: WardPC):
    return door.carry(read_on(door.folder, door.means))


def opened(lead: PC, door: WardPC):
    """What the lead reads of a record that is sealed now."""
    record = door.seal()
    lead.sync()
    space = lead.spaces.space(lead.spaces.spaces()[0]).load()
    epoch = membership_of(space).epochs[record.epoch]
    inbox = open_inbox(space.content_keys[record.epoch], epoch.content.inbox, epoch.place)
    way = Way(space.id, space.id, record.id, record.epoch)
    return record.epoch, open_parcel(inbox, record.sealed, way)[0]


def test_the_team_opens_it_under_the_newest_epoch_that_was_read(lead: PC, door: WardPC) -> None:
    epoch, content = opened(lead, door)
    assert (epoch, content.fields, content.device) == (1, FIELDS, door.folder.door().device)

    lead.lane.about(rotate).result()
    assert (
        opened(lead, door)[0] == 1
    )  # it has not heard of it: what is sealed is opened all the same
    read(door)
    assert opened(lead, door)[0] == 2


def test_a_service_that_answers_with_less_or_with_an_inbox_of_its_own_is_refused(
    lead: PC, door: WardPC, office: Office
) -> None:
    lead.lane.about(rotate).result()
    read(door)
    log = door.folder.log()
    door.folder.keep_log(replace(log, position=log.position + 1))
    assert refused_with(lambda: read(door)) == "door.rolled_back"
    door.folder.keep_log(log)
    lead.lane.about(rotate).result()

    def swapped(body):
        (position, entry), *more = body["entries"]
        at = entry.index(b"inbox") + 40
        return body | {
            "entries": [[position, entry[:at] + bytes([entry[at] ^ 1]) + entry[at + 1 :]], *more]
        }

    door.wire.bend = bending("statements", swapped)
    assert refused_with(lambda: read(door)) == "sync.wrong_signature"
    assert door.folder.log() == log


def test_a_service_that_begins_the_log_anew_with_no_word_of_a_lead_is_refused(
    lead: PC, door: WardPC, office: Office
) -> None:
    lead.lane.about(rotate).result()
    read(door)
    log = door.folder.log()

    def begun_anew(body):
        head = replace(read_head(body["head"], office.service.keys.public), generation=2)
        signed = sign_head(office.signing, head)
        before = [each for each in body["entries"] if each[0] < log.statements[-1][0]]
        return {"entries": before, "head": signed, "more": False}

    door.wire.bend = bending("statements", begun_anew)
    assert refused_with(lambda: read(door)) == "door.rolled_back"
    assert door.folder.log() == log
    door.wire.bend = None
    assert opened(lead, door)[0] == 2


def test_a_log_that_somebody_spoilt_is_read_anew(door: WardPC) -> None:
    log = door.folder.path / "records" / "log"
    for spoilt in ({"head": b""}, {**(read_map(log) or {}), "statements": [1]}):
        put_map(log, spoilt, shared=False)
        read(door)
        assert door.folder.log().statements


def test_a_ward_pc_that_was_cut_off_takes_no_record_any_more(lead: PC, door: WardPC) -> None:
    device = door.folder.door().device
    lead.lane.about(lambda store, means: remove(store, device, means)).result()

    read(door)
    with pytest.raises(Refused, match="door.cut_off"):
        DoorSeal(door.folder.door(), door.folder.log())
