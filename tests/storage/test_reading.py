"""What is read: records as people meet them, lists, clashes, history."""

from __future__ import annotations

from app.domain.changes import Edit
from app.domain.merging import AWAY


def read(vault, look):
    return vault.read(look).result()


def test_a_record_says_who_wrote_it_and_when(vault, save, clock):
    made = save("person", {"name": "Wren Pepperday"})
    began = clock.ms
    clock.ms += 60_000
    save("person", {"pronouns": "she"})

    record = read(vault, lambda reading: reading.record(b"r" * 16))

    assert record.author == "Tansy Bramblewick"
    assert (record.created_ms, record.changed_ms) == (began, clock.ms)
    assert record.fields == {"name": "Wren Pepperday", "pronouns": "she"}
    assert record.heads["name"] == (made.id,)


def test_a_field_cleared_is_not_shown_but_its_head_is_known(vault, save):
    first = save("person", {"name": "Wren"})
    cleared = save("person", {"name": None}, over={"name": [first.id]})

    record = read(vault, lambda reading: reading.record(b"r" * 16))

    assert record.fields == {}
    assert record.heads == {"name": (cleared.id,)}


def test_a_clash_shows_every_version_with_its_author(vault, save, clock):
    first = save("person", {"name": "Wren"})
    two = [save("person", {"name": name}, over={"name": [first.id]}) for name in ("A", "B")]

    records = read(vault, lambda reading: reading.clashes())

    versions = records[0].clashes["name"]
    assert [(each.change, each.value) for each in versions] == [
        (two[0].id, "A"),
        (two[1].id, "B"),
    ]
    assert {(each.author, each.at_ms) for each in versions} == {("Tansy Bramblewick", clock.ms)}


def test_equal_values_set_apart_are_one_value_with_two_heads(vault, save):
    first = save("person", {"name": "Wren"})
    for _ in range(2):
        save("person", {"name": "Wren Pepperday"}, over={"name": [first.id]})

    record = read(vault, lambda reading: reading.record(b"r" * 16))

    assert record.clashes == {}
    assert len(record.heads["name"]) == 2
    assert read(vault, lambda reading: reading.clashes()) == []


def test_a_record_that_came_back_names_what_brought_it(vault, save):
    first = save("person", {"name": "Wren"})
    gone = save("person", {AWAY: "Wrong person"}, over={AWAY: [first.id]})
    assert read(vault, lambda reading: reading.list_ids("person")) == []

    later = save("person", {"name": "Wren P"}, over={"name": [first.id]})

    record = read(vault, lambda reading: reading.record(b"r" * 16))
    assert not record.is_away
    assert [(each.change, each.value) for each in record.clashes[AWAY]] == [
        (gone.id, "Wrong person"),
        (later.id, None),
    ]


def test_putting_away_what_had_come_back_settles_it(vault, save):
    first = save("person", {"name": "Wren"})
    gone = save("person", {AWAY: "Wrong person"}, over={AWAY: [first.id]})
    later = save("person", {"name": "Wren P"}, over={"name": [first.id]})

    save("person", {AWAY: "Wrong person"}, over={AWAY: [gone.id, later.id]})

    assert read(vault, lambda reading: reading.record(b"r" * 16)).is_away
    assert read(vault, lambda reading: reading.clashes()) == []


def test_a_list_has_the_newest_change_first_and_rows_keep_its_order(vault, clock):
    ids = [bytes([n]) * 16 for n in range(5)]

    def save(id, text):
        edit = Edit("task", id, id, {"text": text}, {})
        clock.ms += 1_000
        vault.write(lambda session: session.save([edit])).result()

    for id in ids:
        save(id, "first")
    save(ids[1], "again")

    numbers = read(vault, lambda reading: reading.list_ids("task"))
    listed = read(vault, lambda reading: reading.rows(numbers))
    backwards = read(vault, lambda reading: reading.rows(numbers[::-1]))
    assert [record.id for record in listed] == [ids[n] for n in (1, 4, 3, 2, 0)]
    assert backwards == listed[::-1]


def test_a_long_list_is_read_whole_and_a_row_that_is_gone_is_left_out(vault):
    def save(session):
        ids = [session.new_id() for _ in range(700)]
        session.save([Edit("task", id, id, {"a": "x"}, {}) for id in ids])

    vault.write(save).result()
    numbers = read(vault, lambda reading: reading.list_ids("task"))

    assert len(read(vault, lambda reading: reading.rows([*numbers, 99_999]))) == 700


def test_a_files_records_come_oldest_first_without_those_put_away(vault, save, clock):
    for number in range(3):
        clock.ms += 1_000
        save("task", {"a": number}, record=bytes([number]) * 16)
    save("task", {AWAY: "Mistake"}, record=b"\x01" * 16)

    records = read(vault, lambda reading: reading.records_of(b"s" * 16))
    assert [record.fields["a"] for record in records] == [0, 1, 2]

    heads = read(vault, lambda reading: reading.record(b"\x01" * 16)).heads
    seen = sorted({id for ids in heads.values() for id in ids})
    save("task", {AWAY: "Mistake"}, record=b"\x01" * 16, over={AWAY: seen})
    records = read(vault, lambda reading: reading.records_of(b"s" * 16))
    assert [record.fields["a"] for record in records] == [0, 2]


def test_a_files_whole_history_keeps_what_was_put_away(vault, save):
    task = save("task", {"a": 1})
    save("task", {AWAY: "Mistake"}, over={AWAY: [task.id]})

    assert read(vault, lambda reading: reading.records_of(b"s" * 16)) == []
    records = read(vault, lambda reading: reading.history_of(b"s" * 16))
    assert [(record.is_away, record.fields["a"]) for record in records] == [(True, 1)]


def test_files_that_are_only_here_are_told_with_how_many_records_and_since_when(vault, save, clock):
    began = clock.ms
    for number in range(3):
        save("task", {"a": number}, record=bytes([number]) * 16)
        clock.ms += 1_000
    sent = save("task", {"a": 9}, subject=b"t" * 16)
    sql = "update change set status = 'received' where id = ?"
    vault.write(lambda session: session.connection.execute(sql, (sent.id,))).result()

    assert read(vault, lambda reading: reading.only_here()) == [(b"s" * 16, 3, began)]


def test_the_history_holds_every_change_oldest_first(vault, save):
    made = [save("person", {"name": name}) for name in ("A", "B", "C")]

    assert read(vault, lambda reading: reading.history(b"r" * 16)) == made


def test_an_unknown_id_is_no_record(vault):
    assert read(vault, lambda reading: reading.record(b"?" * 16)) is None


def test_the_views_show_forms_without_what_was_put_away(vault, save):
    save("person", {"name": "Wren Pepperday", "nhs_number": "9990000018"})
    save("note", {"lines": [{"label": "fact", "text": "x"}]}, record=None)
    save("identification", {"setting_type": "ed", "seen_alone": "yes"}, record=b"i" * 16)

    def look(reading):
        rows = reading.connection
        return [
            rows.execute("select name, nhs_number from person").fetchall(),
            rows.execute("select lines ->> '$[0].text' from note").fetchall(),
            rows.execute("select setting_type, seen_alone, hark_h from identification").fetchall(),
        ]

    assert read(vault, look) == [
        [("Wren Pepperday", "9990000018")],
        [("x",)],
        [("ed", "yes", None)],
    ]
