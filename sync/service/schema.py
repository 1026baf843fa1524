"""The tables of the central service; they hold nothing that it could read.

Plain SQL types only, so that SQLite and PostgreSQL keep the same rows. Numbers are signed 64-bit:
positions and numbers of segments never come near the sign.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    UniqueConstraint,
)

TABLES = MetaData()

spaces = Table(
    "spaces",
    TABLES,
    Column("space", LargeBinary(32), primary_key=True),
    Column("generation", BigInteger, nullable=False),
    Column("position", BigInteger, nullable=False),
    Column("running", LargeBinary(32), nullable=False),
    Column("bytes_kept", BigInteger, nullable=False),
)

# A statement has neither incarnation nor seq; `size` is the entry with its groups.
entries = Table(
    "entries",
    TABLES,
    Column("space", LargeBinary(32), primary_key=True),
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("is_statement", Integer, nullable=False),
    Column("hash", LargeBinary(32), nullable=False),
    Column("running", LargeBinary(32), nullable=False),
    Column("device", LargeBinary(16), nullable=False),
    Column("incarnation", LargeBinary(8)),
    Column("seq", BigInteger),
    Column("taken", BigInteger, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("entry", LargeBinary, nullable=False),
    UniqueConstraint("space", "device", "incarnation", "seq"),
    Index("entries_by_device", "space", "device", "position"),
    Index("entries_by_hash", "space", "hash"),
    Index("entries_by_kind", "space", "is_statement", "position"),
)

groups = Table(
    "groups",
    TABLES,
    Column("space", LargeBinary(32), primary_key=True),
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("sealed", LargeBinary),
)

# Which erasures were carried out; what they name stands in their statements.
erasures = Table(
    "erasures",
    TABLES,
    Column("space", LargeBinary(32), primary_key=True),
    Column("hash", LargeBinary(32), primary_key=True),
    Column("done", BigInteger, nullable=False),
)

marks = Table(
    "marks",
    TABLES,
    Column("space", LargeBinary(32), primary_key=True),
    Column("device", LargeBinary(16), primary_key=True),
    Column("mark", LargeBinary, nullable=False),
)

# The locator itself is never kept: who reads this table can fetch nothing with it.
packages = Table(
    "packages",
    TABLES,
    Column("locator_hash", LargeBinary(32), primary_key=True),
    Column("space", LargeBinary(32), nullable=False),
    Column("invite", LargeBinary(32), nullable=False),
    Column("expires", BigInteger, nullable=False),
    Column("package", LargeBinary, nullable=False),
    Index("packages_by_invite", "space", "invite"),
)

# Spaces of a service that was put back from a copy: nothing is added before it is whole. How far
# heads reach that PCs showed, and which PCs hold nothing above.
restoring = Table(
    "restoring",
    TABLES,
    Column("space", LargeBinary(32), primary_key=True),
    Column("position", BigInteger, nullable=False),
)

restoring_heard = Table(
    "restoring_heard",
    TABLES,
    Column("space", LargeBinary(32), primary_key=True),
    Column("device", LargeBinary(16), primary_key=True),
)

permits = Table(
    "permits",
    TABLES,
    Column("permit_hash", LargeBinary(32), primary_key=True),
    Column("made", BigInteger, nullable=False),
)
