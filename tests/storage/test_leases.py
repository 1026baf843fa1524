"""One gate: of a space that is not read now nothing comes out, and nothing of it is destroyed."""

from __future__ import annotations

import inspect
from collections.abc import Iterator

import pytest

from app.domain.looks import Sought
from app.domain.team_settings import SETTINGS
from app.ports import Draft
from storage.reading import VaultReading
from tests.colleagues import Colleague
from tests.storage.conftest import NOW_MS

DAY_MS = 24 * 60 * 60 * 1000
FILE, IDENTIFICATION = b"f" * 16, b"i" * 16
WORD = "Quillfeather"
# What the questions that can be asked of a vault are asked with, by the names of their parameters.
GIVEN = {
    "but_for": "",
    "before_ms": NOW_MS * 2,
    "files": [FILE],
    "gone": "moved",
    "id": FILE,
    "ids": [FILE, IDENTIFICATION],
    "kind": "person",
    "numbers": range(100),
    "record": None,
    "since": "2020-01-01",
    "since_ms": 0,
    "sought": Sought(),
    "space": b"w" * 32,
    "subject": FILE,
    "today": "2030-01-01",
    "without": (),
    "words": WORD,
}
# `fields_of` is for the check of what leaves, which has to know every name; `touched` tells numbers
# of rows, none of which can be read.
WITHOUT_CONTENT = {
    *("fields_of", "home_space", "stamp", "touched", "colleagues"),
    *("is_training", "now_ms", "only_here", "handed_over", "parked_in", "seen_choices", "guards"),
    *("is_by_me", "standing", "hidden", "is_hidden", "gate", "digest", "parcels", "pc_called"),
}


@pytest.fixture
def team_vault(vault):
    """A vault in a space, last heard of a moment ago, with a file of a colleague's in it."""

    def work(session):
        rows = session.connection
        rows.execute("update space set id = ?, title = 'Willowmere' where nr = 1", (b"w" * 32,))
        rows.execute(
            "insert into membership (space, url, signing, pins, device, keys, author, incarnation, "
            "seq, place, generation, position, running, head, skew_ms, head_ms) values "
            "(1, '', x'', x'', x'', x'', x'', x'', 0, x'', 1, 0, x'', x'', 0, ?)",
            (NOW_MS,),
        )
        linnet = Colleague(session, role="lead")
        linnet.opens_file(session, FILE, name=f"{WORD} Marsh")
        answers = {"identified_at": "2026-11-17", "immediate_danger": "yes", "free_text": WORD}
        first = linnet.writes(
            session, "identification", answers, subject=FILE, record=IDENTIFICATION
        )
        for text in (f"{WORD} one", f"{WORD} two"):
            over = {"free_text": [first.id]}
            fields = {"free_text": text}
            Colleague(session, role="member").writes(
                session, "identification", fields, subject=FILE, record=IDENTIFICATION, over=over
            )
        name = session.record(FILE).heads["name"]
        renamed = {"name": f"{WORD} Fenn"}
        other = Colleague(session, role="member")
        other.writes(session, "person", renamed, subject=FILE, record=FILE, over={"name": name})
        linnet.writes(session, "note", {"lines": [{"text": WORD}]}, subject=FILE)
        session.keep_draft(Draft(b"d" * 16, "note/1", FILE, {"text": WORD}, "", NOW_MS))
        session.note_access("view", FILE, record=FILE, detail=WORD)

    vault.write(work).result()
    return vault


def questions():
    """Every question of a vault, asked as far as its parameters have no value of their own."""
    named = {name for name, _ in inspect.getmembers(VaultReading) if not name.startswith("_")}
    for name in sorted(named - WITHOUT_CONTENT):
        parameters = inspect.signature(getattr(VaultReading, name)).parameters.values()
        needed = [each for each in parameters if each.default is each.empty][1:]
        by_place = [GIVEN[each.name] for each in needed if each.kind is not each.KEYWORD_ONLY]
        by_name = {each.name: GIVEN[each.name] for each in needed if each.kind is each.KEYWORD_ONLY}
        yield name, by_place, by_name


def whole(answer):
    """What comes one at a time is read to its end while the view of it is open."""
    return list(answer) if isinstance(answer, Iterator) else answer


def told(vault):
    """What each question gives, and in which of the answers the planted word stands."""

    def ask(reading):
        return {name: whole(getattr(reading, name)(*a, **b)) for name, a, b in questions()}

    found = vault.read(ask).result()
    return found, {name for name, answer in found.items() if WORD in repr(answer)}


def test_when_the_lease_ran_out_no_question_gives_anything_of_the_space(team_vault, clock):
    _, before = told(team_vault)
    assert {"record", "find", "clashes", "settled", "drafts", "history_page", "seen"} <= before

    clock.ms += 30 * DAY_MS
    found, after = told(team_vault)

    assert after == set()
    empty = ("rows", "wanted", "find", "accesses", "history", "list_ids", "changed", "states")
    assert not any(found[name] for name in empty)


def test_what_is_hidden_is_told_and_opens_again_with_all_that_was_there(team_vault, clock):
    before, _ = told(team_vault)
    stamp = team_vault.read(lambda reading: reading.stamp()).result()
    clock.ms += 31 * DAY_MS
    assert team_vault.read(lambda reading: reading.stamp()).result() != stamp
    (hidden,) = team_vault.read(lambda reading: reading.hidden()).result()
    assert (hidden.title, hidden.files, hidden.is_removed) == ("Willowmere", 1, False)
    assert hidden.since_ms == NOW_MS + 30 * DAY_MS
    assert team_vault.read(lambda reading: reading.is_hidden(FILE)).result()

    team_vault.write(
        lambda session: session.connection.execute("update membership set head_ms = ?", (clock.ms,))
    ).result()

    assert told(team_vault)[0] == before
    assert team_vault.verify() == []


def test_what_the_team_has_set_goes_on_holding(team_vault, clock):
    def work(session):
        Colleague(session, role="lead").writes(
            session, "setting_number", {"key": "idva"}, subject=SETTINGS, record=b"n" * 16
        )

    team_vault.write(work).result()
    clock.ms += 31 * DAY_MS

    assert len(team_vault.read(lambda reading: reading.records_of(SETTINGS)).result()) == 1
    assert team_vault.read(lambda reading: reading.hidden()).result()[0].files == 1


def test_what_this_pc_writes_after_that_is_read_and_what_it_wrote_before_is_not(
    team_vault, clock, save
):
    save("note", {"lines": [{"text": "Bramble early"}]}, subject=FILE, record=None)
    clock.ms += 30 * DAY_MS
    late = save("note", {"lines": [{"text": "Bramble late"}]}, subject=FILE, record=None)
    save("person", {"name": "Bramble new"}, subject=b"n" * 16, record=b"n" * 16)

    def look(reading):
        hits = [hit.record.id for hit in reading.find("Bramble")]
        return hits, [each.id for each in reading.records_of(FILE)], len(reading.list_ids("person"))

    assert team_vault.read(look).result() == ([b"n" * 16, late.id], [late.id], 1)


def test_the_days_are_those_of_the_policy_and_a_lead_opens_it_for_as_many(team_vault, clock):
    def set_to(what):
        team_vault.write(
            lambda session: session.connection.execute(f"update membership set {what}")  # noqa: S608
        ).result()

    def is_shown():
        return team_vault.read(lambda reading: reading.record(FILE)).result() is not None

    set_to("lease_days = 7")
    clock.ms += 7 * DAY_MS
    assert not is_shown()
    set_to(f"reopened_ms = {clock.ms}")
    clock.ms += 7 * DAY_MS - 1
    assert is_shown()
    clock.ms += 1
    assert not is_shown()


def test_a_vault_from_before_leases_counts_from_its_last_exchange(team_vault, clock):
    team_vault.write(
        lambda session: session.connection.execute("update membership set head_ms = 0")
    ).result()
    clock.ms += 400 * DAY_MS
    assert team_vault.read(lambda reading: reading.record(FILE)).result() is not None

    team_vault.write(
        lambda session: session.connection.execute(
            "update membership set reached_ms = ?", (NOW_MS,)
        )
    ).result()
    assert team_vault.read(lambda reading: reading.record(FILE)).result() is None
