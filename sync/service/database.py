"""Open the service's database: SQLite by default, PostgreSQL by its address."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from sync.service.mail_tables import TABLES
from sync.service.unfit import Unfit

# SQLite from 3.7.0 to 3.51.2 can corrupt a WAL database (https://sqlite.org/wal.html#walresetbug).
LEAST_SQLITE = (3, 51, 3)

_BUSY_MS = 30_000


def refuse_old_sqlite(version: tuple[int, int, int]) -> None:
    """Raise Unfit `old_sqlite` for a SQLite that can lose what it has acknowledged."""
    if version < LEAST_SQLITE:
        raise Unfit(
            "old_sqlite",
            version=".".join(map(str, version)),
            least=".".join(map(str, LEAST_SQLITE)),
        )


def open_database(address: str) -> Engine:
    """The engine for an address such as `sqlite:////srv/yarrow/yarrow.db`, its tables made.

    Parameters of statements stay out of errors and logs. Raises Unfit `bad_database` for an
    address that names neither SQLite nor PostgreSQL, `no_driver`, `silent_database`, `old_sqlite`.
    """
    engine = _engine(address)
    try:
        TABLES.create_all(engine)
    except DBAPIError as error:
        raise Unfit("silent_database") from error
    return engine


def sqlite_address(file: Path) -> str:
    """The address of a SQLite file."""
    return f"sqlite:///{file}"


def _engine(address: str) -> Engine:
    try:
        url = make_url(address)
    except ArgumentError as error:
        raise Unfit("bad_database") from error
    if url.get_backend_name() == "sqlite":
        return _sqlite(address, file=Path(url.database or ""))
    if url.get_backend_name() != "postgresql":
        raise Unfit("bad_database")
    try:
        return create_engine(url.set(drivername="postgresql+psycopg"), hide_parameters=True)
    except ImportError as error:
        raise Unfit("no_driver") from error


def _sqlite(address: str, *, file: Path) -> Engine:
    refuse_old_sqlite(sqlcipher3.dbapi2.sqlite_version_info)
    _make_private(file)
    engine = create_engine(address, module=sqlcipher3.dbapi2, hide_parameters=True)
    event.listen(engine, "connect", _prepare)
    return engine


def _make_private(file: Path) -> None:
    """Let SQLite find the file there, closed to others; its WAL takes over the mode."""
    try:
        os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        raise Unfit("silent_database") from error


def _prepare(connection: Any, _record: object) -> None:
    for setting in (
        f"PRAGMA busy_timeout = {_BUSY_MS}",
        "PRAGMA journal_mode = WAL",
        "PRAGMA synchronous = FULL",
        "PRAGMA secure_delete = ON",
    ):
        connection.execute(setting).fetchall()
