"""What a ward PC sealed becomes one record, whole, whoever opens it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain.changes import Edit
from app.domain.parcels import Parcel
from app.domain.ward_door import DoorRecord, file_of, mark_of, pack, record_of
from app.domain.worklist import Reason
from app.ports.parcels import Brought
from app.usecases import today
from app.usecases.person import files
from app.usecases.ward import taking_in
from storage.spaces.parcel_store import VaultParcelStore
from tests.app.usecases.conftest import NOW

SPACE, DOOR, ID = b"w" * 32, b"d" * 16, b"p" * 16
ANSWERS = {
    "identified_at": "2026-11-17T09:30+00:00",
    "setting_type": "ed_adult",
    "site_ods": "RDDH0",
    "identifier_role": "nurse",
    "how_arose": "asked_on_trigger",
    "trigger": ["fearful", "burn"],
    "seen_alone": "yes",
    "interpreter": "not_needed",
    "consult_mode": "in_person",
    "hark_a": "no",
    "children_ages": [9, 4],
    "their_words": "He counts my steps.",
}
SAID = DoorRecord(
    "identification/1",
    ANSWERS,
    {"online_access_changed": "yes"},
    {"name": "Maren Underhay"},
    int(NOW.timestamp() * 1000),
    is_whole=True,
)


_DEVICE = "insert into device (nr, space, id, author, name, role, is_own)"


@pytest.fixture
def bring(vault, save):
    """Put a parcel of a ward PC into the vault as an exchange does, and take it in."""
    add = (
        "insert into space (nr, id, title) values (2, ?, 'Willowmere')",
        "insert into author (nr, id, name) values (9, x'09', 'Fernhollow ward')",
        f"{_DEVICE} values (8, 2, ?, 9, '', 'writer', 0)",
        f"{_DEVICE} values (7, 2, x'01', 1, 'ED', 'lead', 1)",
    )
    for sql, given in zip(add, ((SPACE,), (), (DOOR,), ()), strict=True):
        save(lambda session, sql=sql, given=given: session.connection.execute(sql, given))
    store = VaultParcelStore(vault, nr=2, id=SPACE, take_in=None)

    def bring(fields, id=ID):
        parcel = Parcel(id, SPACE, SPACE, None, fields, {})
        store.bring([Brought(id, SPACE, 1, b"sealed", parcel, DOOR)])
        save(taking_in.take_in)

    return bring


def test_it_is_an_identification_in_a_file_of_its_own_under_ids_that_follow_from_the_parcel(
    bring, read
):
    bring(pack(SAID))

    file = file_of(SPACE, ID)
    page = read(lambda reading: files.page(reading, file, today=NOW.date()))
    (item,) = page.items
    assert page.person.name == "Maren Underhay"
    assert (item.id, item.kind) == (record_of(SPACE, ID), "identification")
    assert {name: item.answers[name] for name in ANSWERS} == ANSWERS | {
        "trigger": item.answers["trigger"]
    }
    assert item.author == "Fernhollow ward, ward PC"
    assert read(lambda reading: reading.parcels.arrived()) == []


def test_taken_in_again_or_on_another_pc_it_is_the_same_to_the_byte(bring, read, save):
    bring(pack(SAID))
    first = read(lambda reading: [c.id for c in reading.history(record_of(SPACE, ID))])
    save(
        lambda s: s.connection.execute("update parcel_arrived set state = 'arrived', content = x''")
    )
    save(lambda s: s.connection.execute("delete from parcel_arrived"))
    bring(pack(SAID))

    assert read(lambda r: [c.id for c in r.history(record_of(SPACE, ID))]) == first
    assert len(read(lambda r: r.history_of(file_of(SPACE, ID)))) == 4


@pytest.mark.parametrize(
    ("said", "begins"),
    [
        (replace(SAID, is_whole=False), "Recorded at a ward PC and not finished"),
        (
            replace(SAID, answers=ANSWERS | {"seen_alone": "no", "hark_h": "yes"}),
            "Recorded at a ward PC. The form",
        ),
        (
            replace(SAID, answers=ANSWERS | {"of_a_newer_form": "kept\x00"}),
            "Recorded at a ward PC. The form",
        ),
        (
            replace(SAID, about={"name": "Maren Underhay", "nhs_number": "12"}),
            "Recorded at a ward PC. The form",
        ),
    ],
)
def test_what_the_form_does_not_take_is_a_note_word_for_word(bring, read, said, begins):
    bring(pack(said))

    file = file_of(SPACE, ID)
    (item,) = read(lambda reading: files.page(reading, file, today=NOW.date())).items
    assert item.kind == "note"
    told = [text for _, text in item.lines]
    assert told[0].startswith(begins)
    assert any(
        label == "said" and text.endswith(": He counts my steps.") for label, text in item.lines
    )
    assert any("Maren Underhay" in text for text in told)


def test_what_is_no_page_is_kept_apart_and_opens_no_file(bring, read):
    for number, fields in enumerate(
        ({"kind": "spell"}, pack(SAID) | {"time": -1}, pack(SAID) | {"more": 1})
    ):
        bring(fields, id=bytes([number]) * 16)

    assert {each.why for each in read(lambda r: r.parcels.apart())} == {taking_in.NOT_UNDERSTOOD}
    assert read(lambda r: r.list_ids("person")) == []


def test_what_waits_for_a_lead_stays_though_something_else_was_given_the_id_of_its_mark(
    vault, bring, read, save
):
    bring(pack(SAID), id=b"o" * 16)
    store = VaultParcelStore(vault, nr=2, id=SPACE, take_in=None)
    why = "parcels.sender_unproven"
    store.bring([Brought(ID, SPACE, 1, b"sealed", None, b"", why)])
    junk = Edit("task", b"j" * 16, mark_of(SPACE, ID), {"x": "y"}, {})
    save(lambda session: session.save([junk], space=SPACE))

    save(taking_in.take_in)

    (apart,) = read(lambda reading: reading.parcels.apart())
    assert (apart.id, apart.why) == (ID, why)


def test_it_stands_on_today_until_somebody_has_it(bring, read, save):
    bring(pack(SAID))
    bring(pack(replace(SAID, is_whole=False)), id=b"q" * 16)

    def rows():
        return [
            (due.record, due.person.subject, due.form)
            for due in read(lambda reading: today.worklist(reading, now=NOW))
            if due.reason is Reason.WARD_DOOR
        ]

    assert sorted(rows()) == sorted(
        [
            (mark_of(SPACE, ID), file_of(SPACE, ID), ""),
            (mark_of(SPACE, b"q" * 16), file_of(SPACE, b"q" * 16), "note"),
        ]
    )
    save(lambda session: taking_in.note_seen(session, mark_of(SPACE, ID)))
    assert [record for record, *_ in rows()] == [mark_of(SPACE, b"q" * 16)]
