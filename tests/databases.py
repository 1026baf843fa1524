"""Where the services of the tests keep what they have: in SQLite files, or in PostgreSQL.

`YARROW_TEST_DATABASE` names a PostgreSQL database in which others may be made; each file that a
test would have is one of them then, made when it is first opened and dropped with its folder.
"""

from __future__ import annotations

import atexit
import os
import shutil
from contextlib import closing
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import sqlcipher3.dbapi2
from sqlalchemy import Dialect, Engine, create_engine, text
from sqlalchemy.engine import make_url

from sync.service.database import open_database, sqlite_address

_NAMED = os.environ.get("YARROW_TEST_DATABASE", "")
_made: dict[Path, str] = {}
_compiled: dict[object, object] = {}

about_sqlite = pytest.mark.skipif(bool(_NAMED), reason="about a file of SQLite's")


def is_elsewhere() -> bool:
    """Whether they are kept in PostgreSQL."""
    return bool(_NAMED)


def address_of(file: Path) -> str:
    """The address of the database that stands for this file; its service has to make the tables."""
    if not _NAMED:
        return sqlite_address(file)
    if file not in _made:
        _made[file] = f"yarrow_{os.getpid()}_{sha256(bytes(file)).hexdigest()[:16]}"
        _tell(f"create database {_made[file]}")
    url = make_url(_NAMED).set(database=_made[file])
    return url.render_as_string(hide_password=False)


def open_new(file: Path) -> Engine:
    """Do as `open_database`; a file that is not there gets the tables that were made once.

    The text of a statement is made once for all of them as well: SQLAlchemy keeps it for each
    dialect, of which every engine has one of its own.
    """
    if _NAMED:
        return open_database(address_of(file))
    tables, dialect = _once()
    if not file.exists():
        file.touch(0o600)
        file.write_bytes(tables)
    engine = open_database(sqlite_address(file))
    engine.dialect = dialect
    engine.update_execution_options(compiled_cache=_compiled)
    return engine


@cache
def _once() -> tuple[bytes, Dialect]:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "tables.db"
        engine = open_database(sqlite_address(file))
        engine.dispose()
        return file.read_bytes(), engine.dialect


def copy_database(source: Path, target: Path) -> None:
    """Put a copy in the place of what is there; nobody may have either open."""
    if not _NAMED:
        with closing(sqlcipher3.dbapi2.connect(str(source))) as rows:
            rows.execute("pragma wal_checkpoint(truncate)").fetchall()
        for ending in ("-wal", "-shm"):
            target.with_name(target.name + ending).unlink(missing_ok=True)
        shutil.copy(source, target)
        return
    _drop(target)
    address_of(source)
    _made[target] = f"yarrow_{os.getpid()}_{sha256(bytes(target)).hexdigest()[:16]}"
    _tell(f"create database {_made[target]} template {_made[source]}")


def forget_databases(folder: Path) -> None:
    """Drop those that stand for files below a folder whose tests are over."""
    for file in [each for each in _made if folder in each.parents]:
        _drop(file)


def _drop(file: Path) -> None:
    if file in _made:
        _tell(f"drop database if exists {_made.pop(file)} with (force)")


def _tell(statement: str) -> None:
    with _server().connect() as connection:
        connection.execute(text(statement))


@cache
def _server() -> Engine:
    url = make_url(_NAMED).set(drivername="postgresql+psycopg")
    return create_engine(url, isolation_level="AUTOCOMMIT")


@atexit.register
def _leave_nothing() -> None:
    for file in list(_made):
        _drop(file)
