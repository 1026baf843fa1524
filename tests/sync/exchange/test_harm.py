"""What one colleague with bad intent, or one bad entry, can do to the others: nothing lasting."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from app.domain.encoding import encode
from sync.protocol.cose import sign
from sync.protocol.marks import MARK_TYPE, parse_mark
from sync.protocol.shapes import to_map
from sync.protocol.statements import STATEMENT_TYPE, Join, parse_statement
from tests.sync.exchange.forging import Forger, held, note_change
from tests.sync.exchange.keys import keys_of
from tests.sync.exchange.offices import PC, Office, bending, codes, done, plant

NEVER = 2**64 - 1


def test_a_join_at_a_time_beyond_all_clocks_is_told_and_ends_no_exchange_unsaid(
    team: tuple[PC, PC], office: Office, new_pc: Callable[..., PC]
) -> None:
    a, b = team
    c = new_pc("Tansy Bramblewick")
    c.join(a.invite())
    with office.service.store.reading() as connection:
        sql = "select position, entry from entries where is_statement = 1 order by position desc"
        position, joined = connection.exec_driver_sql(sql).first()  # type: ignore[misc]
    said = parse_statement(joined).content
    assert isinstance(said, Join)
    fields = {"format": 1, "kind": "join", **to_map(said), "time": NEVER}
    late = sign(keys_of(c), STATEMENT_TYPE, encode(fields))  # type: ignore[arg-type]
    note = a.note("recorded meanwhile")
    for pc in (a, b):
        pc.wire.bend = bending("statements", lambda body: {**body, "entries": [[position, late]]})

    for _ in range(2):
        assert codes(a.sync()) == codes(b.sync()) == ["sync.not_understood"]

    for pc in (a, b):
        pc.wire.bend = None
        assert codes(pc.sync()) == []
    assert b.has(note)


def test_a_mark_at_a_time_beyond_all_clocks_is_not_counted_and_stops_nothing(
    team: tuple[PC, PC],
) -> None:
    a, b = team
    ((mark,),) = b.rows("select mark from membership")
    said = {**to_map(parse_mark(mark)[0]), "time": NEVER}
    late = sign(keys_of(b), MARK_TYPE, encode(said))
    a.wire.bend = bending("hello", lambda body: {**body, "marks": [late]})
    note = a.note()

    assert codes(a.sync()) == ["exchange.wrong_mark"]

    assert a.state_of(note) == ("received", 0)


def test_a_segment_with_a_number_beyond_all_columns_is_held(
    team: tuple[PC, PC], office: Office
) -> None:
    a, b = team
    forger = Forger(b)
    entry, groups, _ = forger.segment("never", seq=NEVER)
    plant(office, forger.space, entry, device=forger.talk.device, groups=groups, seq=1)

    assert codes(a.sync()) == ["exchange.held"]

    assert held(a) == ["sync.not_understood"]


def test_a_newcomer_whose_name_does_not_open_is_listed_without_and_her_notes_are_read(
    team: tuple[PC, PC], new_pc: Callable[..., PC], monkeypatch: pytest.MonkeyPatch
) -> None:
    a, b = team
    c = new_pc("Tansy Bramblewick")
    with monkeypatch.context() as patched:
        patched.setattr("sync.joining.seal_text", lambda *_given, **_named: b"junk" * 20)
        c.join(a.invite(name="Tansy Bramblewick"))
    note = c.note("from Tansy")
    c.sync()

    for pc in (a, b):
        assert codes(pc.sync()) == []

    assert [each.pc for each in b.overview().spaces[0].devices][-1] == ""
    for pc in (a, b):
        record = pc.vault.read(lambda reading: reading.record(note)).result()
        assert record.author == "Tansy Bramblewick"
        assert pc.vault.verify() == []


def test_an_entry_that_inflates_beyond_what_one_may_hold_is_held(
    team: tuple[PC, PC], office: Office
) -> None:
    a, b = team
    forger = Forger(b)
    large = {f"f{nr}": "x" * (1024 * 1024) for nr in range(3)}
    changes = [note_change(f"{nr}", set=large) for nr in range(3)]
    forger.put(office, *forger.entry([[each] for each in changes]))
    small = forger.plant(office, "goes on")

    assert codes(a.sync()) == ["exchange.held"]

    assert held(a) == ["sync.too_large"]
    assert not any(a.has(each.id) for each in changes)
    assert a.has(small)


def test_many_entries_that_inflate_are_taken_in_a_few_at_a_time(
    team: tuple[PC, PC], office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    a, b = team
    forger = Forger(b)
    large = {f"f{nr}": "x" * (1024 * 1024) for nr in range(3)}
    changes = [note_change(f"{nr}", set=large) for nr in range(5)]
    for each in changes:
        forger.put(office, *forger.entry([[each]]))
    taken: list[int] = []
    taking = type(a.spaces.space(forger.space)).take_page

    def counted(store: Any, page: Any, **more: Any) -> int:
        taken.append(len(page.arrived))
        return taking(store, page, **more)

    monkeypatch.setattr(type(a.spaces.space(forger.space)), "take_page", counted)

    assert done(a.sync()) == (0, 5, 0)

    assert taken == [3, 2]
    assert a.wire.asked.count("log") == 1


def test_an_over_of_more_heads_than_a_field_can_have_is_held(
    team: tuple[PC, PC], office: Office
) -> None:
    a, b = team
    person = b"r" * 16
    many = [bytes([nr % 256, nr // 256]) * 16 for nr in range(1_001)]
    edit = replace_over(note_change("x", kind="person", record=person), many)
    forger = Forger(b)
    forger.put(office, *forger.entry([[edit]]))

    assert codes(a.sync()) == ["exchange.held"]

    assert held(a) == ["changes.not_understood"]


def replace_over(change: Any, ids: list[bytes]) -> Any:
    """The same change naming these heads, which no program of ours would make."""
    content: dict[str, Any] = {
        "kind": change.kind,
        "subject": change.subject,
        "record": change.record,
        "salt": change.salt,
        "at": change.at,
        "time": list(change.time),
        "set": dict(change.set),
        "over": {"lines": sorted(ids)},
    }
    return replace(change, encoded=encode(content))


def test_a_correction_that_could_change_puts_nothing_away_in_any_order(
    team: tuple[PC, PC], new_pc: Callable[..., PC], office: Office
) -> None:
    a, b = team
    note = a.note("important", subject=b"s" * 16)
    a.sync()
    forger = Forger(b)
    said = {"corrects": note.hex(), "reason": "x"}
    given = {"kind": "entered_in_error", "subject": b"s" * 16, "record": b"c" * 16, "set": said}
    forger.put(office, *forger.entry([[note_change("correction", **given)]]))
    c = new_pc("Tansy Bramblewick")
    c.join(a.invite())

    for pc in (a, b, c):
        pc.sync()

    for pc in (a, c):
        record = pc.vault.read(lambda reading: reading.record(note)).result()
        assert not record.is_away
        assert pc.vault.verify() == []
    a.note("and the next save is taken")


def test_a_group_kept_back_stops_the_first_exchange_and_then_only_the_pull(
    team: tuple[PC, PC],
) -> None:
    a, b = team
    theirs = b.note("from Linnet")
    b.sync()

    def cut(body: dict[str, Any]) -> dict[str, Any]:
        kept = [[entry, [None] * len(groups)] for entry, groups in body["entries"]]
        return {**body, "entries": kept}

    a.wire.bend = bending("log", cut)
    ours = a.note("waits")

    assert codes(a.sync()) == ["exchange.group_withheld"]
    assert a.state_of(ours)[0] == "only_here"
    for _ in range(2):
        assert codes(a.sync()) == ["exchange.group_withheld"]
    assert a.state_of(ours) == ("received", 0)
    second = a.note("goes too")
    a.sync()
    assert a.state_of(second)[0] == "received"
    b.sync()
    assert b.has(ours)
    assert a.state_of(ours) == ("received", 0)
    a.wire.bend = None

    assert codes(a.sync()) == []

    assert a.has(theirs)
    assert a.state_of(ours) == ("received", 1)
    assert a.digest() == b.digest()
    assert done(a.sync()) == (0, 0, 0)


def test_what_is_held_is_told_and_does_not_slow_the_next_exchange(
    team: tuple[PC, PC], office: Office
) -> None:
    a, b = team
    Forger(b).plant(office, "junk", previous=b"p" * 32)

    for _ in range(3):
        assert codes(a.sync()) == ["exchange.held"]

    assert a.lane.seconds_to_next(1, idle=60) == 60


def test_a_save_that_cannot_be_sealed_is_set_aside_and_the_others_go(
    team: tuple[PC, PC], monkeypatch: pytest.MonkeyPatch
) -> None:
    a, b = team
    before = a.note("before")
    large = a.note("x" * 5_000)
    after = a.note("after")
    monkeypatch.setattr("sync.protocol.segments.MOST_PLAIN", 4_500)

    totals = a.sync()

    assert (totals.sent, totals.refused) == (2, 1)
    assert a.state_of(large)[0] == "refused"
    assert [a.state_of(note)[0] for note in (before, after)] == ["received"] * 2
    b.sync()
    assert b.has(before)
    assert b.has(after)


def test_a_change_whose_bytes_were_damaged_is_set_aside_and_no_colleague_has_to_hold_it(
    team: tuple[PC, PC],
) -> None:
    a, b = team
    a.note("damaged")
    a.alter("update change set bytes = cast(bytes || x'00' as blob) where status = 'waiting'")
    after = a.note("after")

    totals = a.sync()

    assert (totals.sent, totals.refused) == (1, 1)
    assert a.state_of(after)[0] == "received"
    assert codes(b.sync()) == []
    assert b.has(after)


def test_a_reader_is_told_that_what_she_records_stays_on_her_pc(
    team: tuple[PC, PC], new_pc: Callable[..., PC]
) -> None:
    a, _ = team
    reader = new_pc("Tansy Bramblewick")
    reader.join(a.invite(role="reader"))
    assert codes(reader.sync()) == []
    note = reader.note()

    assert codes(reader.sync()) == ["exchange.may_not_write"]

    assert reader.state_of(note)[0] == "only_here"


@pytest.mark.parametrize("time", [NEVER, 253_402_300_800_000])
def test_a_service_whose_clock_is_past_every_date_is_not_believed(
    team: tuple[PC, PC], time: int
) -> None:
    a, _ = team
    a.wire.bend = lambda name, said: replace(said, time=time)

    assert codes(a.sync()) == ["exchange.not_our_service"]

    a.wire.bend = None
    assert codes(a.sync()) == []


def test_statements_come_page_by_page(team: tuple[PC, PC], monkeypatch: pytest.MonkeyPatch) -> None:
    a, b = team
    for _ in range(4):
        a.invite()
    monkeypatch.setattr("sync.service.endpoints.reading.LARGEST_APPEND", 600)

    assert codes(b.sync()) == []

    assert b.wire.asked.count("statements") >= 4
    a.sync()
    assert b.overview().spaces[0].position == a.overview().spaces[0].position


def test_a_change_in_a_colleagues_name_or_on_her_note_changes_nothing_of_hers(
    team: tuple[PC, PC], office: Office
) -> None:
    a, b = team
    person, subject = b"p" * 16, b"s" * 16
    note = a.note("signed", subject=subject)
    a.save("person", {"name": "Zinnia"}, record=person, subject=subject)
    a.sync()
    device = Forger(a).talk.device
    lines = {"lines": [{"label": "fact", "text": "rewritten"}]}
    forger = Forger(b)
    forger.put(
        office, *forger.entry([[note_change("hers", subject=subject)]], device=device), seq=9
    )
    forger = Forger(b)
    on_note = note_change("on her note", subject=subject, record=note[:16], set=lines)
    renamed = {"kind": "person", "record": person, "set": {"name": "Another"}}
    elsewhere = note_change("another file", subject=b"t" * 16, **renamed)
    forger.put(office, *forger.entry([[on_note], [elsewhere]]))

    assert codes(a.sync()) == ["exchange.held"]

    assert held(a) == ["wrong_signature"]
    signed = a.vault.read(lambda reading: reading.record(note)).result()
    assert signed.fields["lines"] == [{"label": "fact", "text": "signed"}]
    records = a.vault.read(lambda reading: reading.records_of(subject)).result()
    (kept,) = [each for each in records if each.kind == "person"]
    assert kept.fields["name"] == "Zinnia"
    assert kept.clashes == {}
