"""The schema goes forward a whole step at a time, and never back."""

from __future__ import annotations

import pytest

from app.errors import Refused
from app.ports.exchange import Sealed
from storage.connection import open_records
from storage.migrations import apply_step, migrate, newest
from storage.spaces import outgoing


@pytest.fixture
def connection(tmp_path):
    connection = open_records(tmp_path / "records.db", key=b"k" * 32, salt=b"s" * 16)
    yield connection
    connection.close()


def version(connection):
    return connection.execute("pragma user_version").fetchone()[0]


def tables(connection):
    return connection.execute("select name, sql from sqlite_schema order by name").fetchall()


def test_a_new_vault_gets_the_newest_schema_and_a_second_time_changes_nothing(connection):
    migrate(connection)
    before = tables(connection)

    migrate(connection)

    assert version(connection) == newest()
    assert tables(connection) == before


def test_a_vault_of_a_later_program_is_refused_with_both_numbers(connection):
    migrate(connection)
    connection.execute(f"pragma user_version = {newest() + 1}")

    with pytest.raises(Refused) as refused:
        migrate(connection)

    assert refused.value.code == "vault.newer"
    assert refused.value.facts == {"found": newest() + 1, "known": newest()}


def test_a_step_that_fails_half_way_leaves_the_schema_of_before(connection):
    migrate(connection)
    before = tables(connection)

    with pytest.raises(Exception, match="no such table"):
        apply_step(
            connection, newest() + 1, "create table extra (x); insert into nowhere values (1)"
        )

    assert tables(connection) == before
    assert version(connection) == newest()
    assert not connection.in_transaction


def test_merged_content_carries_no_rule_that_could_turn_a_change_away(connection):
    migrate(connection)

    for name, sql in tables(connection):
        assert "references" not in (sql or "").lower(), name
    unique = connection.execute(
        "select l.name, group_concat(i.name) from pragma_index_list('record') l,"
        ' pragma_index_info(l.name) i where l."unique" group by l.name'
    ).fetchall()
    assert unique == [("record_by_id", "id,subject,kind,space")]


def test_what_was_sealed_by_an_earlier_program_is_still_sealed_to_the_byte(connection):
    migrate(connection, upto=7)
    connection.execute(
        "insert into outgoing (space, incarnation, seq, hash, entry, groups, changes)"
        " values (2, x'01', 5, x'02', x'03', x'8104', x'818106')"
    )

    migrate(connection)

    found = outgoing.sealed(connection, 2)
    assert found == [Sealed(b"\x01", 5, b"\x02", b"\x03", (4,), ((6,),))]
