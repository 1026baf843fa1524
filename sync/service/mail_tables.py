"""The tables of introductions under way, of parcels between spaces, and of ward PCs' pages."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, LargeBinary, Table

from sync.service.object_tables import TABLES

__all__ = ["TABLES", "introductions", "parcels", "parcels_of_wards", "parcels_taken", "ward_pages"]

# As with packages, the locator itself is never kept. `offer` is of the space, `answer` of another.
introductions = Table(
    "introductions",
    TABLES,
    Column("locator_hash", LargeBinary(32), primary_key=True),
    Column("space", LargeBinary(32), nullable=False),
    Column("expires", BigInteger, nullable=False),
    Column("offer", LargeBinary, nullable=False),
    Column("answer", LargeBinary),
)

# `number` counts within the receiving space; `sealed` goes once all its PCs have taken it in.
parcels = Table(
    "parcels",
    TABLES,
    Column("space", LargeBinary(32), primary_key=True),
    Column("sender", LargeBinary(32), primary_key=True),
    Column("parcel", LargeBinary(16), primary_key=True),
    Column("number", BigInteger, nullable=False),
    Column("epoch", BigInteger, nullable=False),
    Column("hash", LargeBinary(32), nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("taken", BigInteger, nullable=False),
    Column("sealed", LargeBinary),
    Index("parcels_by_number", "space", "number"),
)

# Which ward PC posted one to its own space: each has room of its own.
parcels_of_wards = Table(
    "parcels_of_wards",
    TABLES,
    Column("space", LargeBinary(32), primary_key=True),
    Column("parcel", LargeBinary(16), primary_key=True),
    Column("door", LargeBinary(16), nullable=False),
)

# The words of the receiving space's devices that took one in.
parcels_taken = Table(
    "parcels_taken",
    TABLES,
    Column("space", LargeBinary(32), primary_key=True),
    Column("sender", LargeBinary(32), primary_key=True),
    Column("parcel", LargeBinary(16), primary_key=True),
    Column("device", LargeBinary(16), primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("word", LargeBinary, nullable=False),
)

# What leads left for each ward PC, sealed; the newest alone.
ward_pages = Table(
    "ward_pages",
    TABLES,
    Column("space", LargeBinary(32), primary_key=True),
    Column("door", LargeBinary(16), primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
)
