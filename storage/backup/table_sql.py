"""Statements on whole tables, made from the names that the schema itself gives."""

from __future__ import annotations

from collections.abc import Sequence

COLUMNS = "select name from pragma_table_xinfo(?) where hidden = 0"
TABLES = """
    select name, wr, (select group_concat(name) from pragma_table_info(t.name) where pk)
    from pragma_table_list t
    where type = 'table' and schema = 'main' and name not like 'sqlite_%' order by name
"""


def named(columns: Sequence[str]) -> str:
    """Column names with commas between."""
    return ", ".join(f'"{column}"' for column in columns)


def insert(table: str, columns: Sequence[str]) -> str:
    """Add a row unless its key is taken."""
    marks = ", ".join("?" for _ in columns)
    return _joined(
        "insert or ignore into", f'"{table}"', f"({named(columns)})", f"values ({marks})"
    )


def insert_new(table: str, columns: Sequence[str]) -> str:
    """Add a row unless there is one that is the same in all of these columns."""
    marks = ", ".join(f"?{number}" for number, _ in enumerate(columns, 1))
    same = " and ".join(f'"{name}" is ?{number}' for number, name in enumerate(columns, 1))
    return _joined(
        *("insert into", f'"{table}"', f"({named(columns)})", "select", marks),
        *("where not exists (select 1 from", f'"{table}"', "where", f"{same})"),
    )


def select(table: str, columns: Sequence[str], rest: str = "") -> str:
    """The rows of a table."""
    return _joined("select", named(columns), "from", f'"{table}"', rest)


def _joined(*parts: str) -> str:
    return " ".join(parts)
