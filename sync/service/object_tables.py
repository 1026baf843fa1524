"""The tables of objects: what is held of each copy, and its chunks unless a folder has them."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Integer, LargeBinary, Table

from sync.service.schema import TABLES

__all__ = ["TABLES", "chunks", "objects"]

# One row a copy: the same object sent by two devices is two, so that neither can spoil the other's.
objects = Table(
    "objects",
    TABLES,
    Column("space", LargeBinary(32), primary_key=True),
    Column("object", LargeBinary(16), primary_key=True),
    Column("device", LargeBinary(16), primary_key=True),
    Column("chunks", Integer, nullable=False),
    Column("is_whole", Integer, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("taken", BigInteger, nullable=False),
)

chunks = Table(
    "chunks",
    TABLES,
    Column("space", LargeBinary(32), primary_key=True),
    Column("object", LargeBinary(16), primary_key=True),
    Column("device", LargeBinary(16), primary_key=True),
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("hash", LargeBinary(32), nullable=False),
    Column("sealed", LargeBinary),
)
