"""A copy of what a service keeps, made while it serves: the database, then the objects' folder.

Neither keys nor settings are in it. One file, a tar archive: `yarrow.db`, and `objects/...`.
"""

from __future__ import annotations

import io
import os
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path, PurePosixPath

import sqlcipher3.dbapi2
from sqlalchemy.engine import make_url

from sync.service import restoring
from sync.service.database import open_database, sqlite_address
from sync.service.folder import DATABASE, Folder
from sync.service.store import Store
from sync.service.unfit import Unfit

_OBJECTS = "objects"
_KEY = "signing.sha256"
_CHUNK_PARTS = 4  # objects, space, copy, place


def back_up(folder: Folder, file: Path) -> None:
    """Write the copy; never over a file that is there.

    The database first: a chunk that came after it is in the folder alone, which harms nothing.
    Raises Unfit `not_sqlite`, `file_there`, `not_a_service`, `silent_database` for a file that is
    no database of a service, and `nothing_kept` for a database without a space: one that is served
    from another database has such a file too.
    """
    database = _database_file(folder)
    if file.exists():
        raise Unfit("file_there", path=str(file))
    _require_spaces(database)
    part = file.with_name(f"{file.name}.part")
    with _private(part) as target, tempfile.TemporaryDirectory(dir=file.parent) as aside:
        copy = Path(aside) / DATABASE
        _copy(database, copy)
        with tarfile.open(fileobj=target, mode="w") as archive:
            _add(archive, _KEY, _key_hash(folder))
            archive.add(copy, DATABASE)
            for path in _chunks(folder):
                name = PurePosixPath(_OBJECTS, *path.relative_to(folder.settings.objects).parts)
                try:
                    chunk = path.read_bytes()
                except FileNotFoundError:
                    continue  # erased meanwhile
                _add(archive, str(name), chunk)
        target.flush()
        os.fsync(target.fileno())
    os.link(part, file)  # never over a file that came meanwhile
    part.unlink()


def restore(file: Path, folder: Folder) -> int:
    """Put a copy in place, read-only until it is whole; gives how many spaces that are.

    Chunks that are in the objects' folder already stay. Raises Unfit `not_sqlite`, `file_there`
    for a database that is in the folder, `not_a_copy`, `other_service`, `no_objects_folder`.
    """
    database = _database_file(folder)
    for ending in ("", "-wal", "-shm"):
        old = database.with_name(database.name + ending)
        if old.exists():
            raise Unfit("file_there", path=str(old))
    part = database.with_name(f"{database.name}.restoring")
    part.unlink(missing_ok=True)
    try:
        with tarfile.open(file) as archive:
            _unpack(archive, folder, part)
    except tarfile.TarError as error:
        raise Unfit("not_a_copy", path=str(file)) from error
    engine = open_database(sqlite_address(part))
    with Store(engine).writing() as connection:
        count = restoring.begin_everywhere(connection)
    with engine.connect() as connection:
        connection.exec_driver_sql("pragma wal_checkpoint(truncate)")
    engine.dispose()
    part.replace(database)
    return count


def _database_file(folder: Folder) -> Path:
    url = make_url(folder.database)
    if url.get_backend_name() != "sqlite":
        raise Unfit("not_sqlite")
    return Path(url.database or "")


def _require_spaces(database: Path) -> None:
    if not database.exists():
        raise Unfit("not_a_service", path=str(database.parent))
    try:
        with closing(sqlcipher3.dbapi2.connect(str(database))) as rows:
            is_any = rows.execute("select exists (select 1 from spaces)").fetchone()[0]
    except sqlcipher3.dbapi2.DatabaseError as error:
        raise Unfit("silent_database") from error
    if not is_any:
        raise Unfit("nothing_kept", path=str(database))


def _copy(database: Path, copy: Path) -> None:
    """As of one moment, whatever is written meanwhile."""
    with (
        closing(sqlcipher3.dbapi2.connect(str(database))) as source,
        closing(sqlcipher3.dbapi2.connect(str(copy))) as target,
    ):
        source.backup(target)


def _chunks(folder: Folder) -> Iterator[Path]:
    """The whole chunks in the objects' folder."""
    if folder.settings.objects:
        for path in sorted(Path(folder.settings.objects).glob("*/*/*")):
            if path.suffix != ".part":
                yield path


def _unpack(archive: tarfile.TarFile, folder: Folder, database: Path) -> None:
    """The hash of the key first, then the database, then chunks."""
    members = iter(archive)
    first = next(members, None)
    if first is None or first.name != _KEY:
        raise Unfit("not_a_copy", path=str(archive.name))
    if _read(archive, first) != _key_hash(folder):
        raise Unfit("other_service")
    for member in members:
        file = _place(archive, member, folder, database)
        if file == database or not file.exists():
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            _write(file, archive, member)
    if not database.exists():
        raise Unfit("not_a_copy", path=str(archive.name))


def _place(
    archive: tarfile.TarFile, member: tarfile.TarInfo, folder: Folder, database: Path
) -> Path:
    """Where a part of the copy belongs; nothing lies anywhere else."""
    place = PurePosixPath(member.name).parts
    is_chunk = len(place) == _CHUNK_PARTS and place[0] == _OBJECTS and ".." not in place
    if not member.isfile() or not (is_chunk or place == (DATABASE,)):
        raise Unfit("not_a_copy", path=str(archive.name))
    if not is_chunk:
        return database
    if not folder.settings.objects:
        raise Unfit("no_objects_folder")
    return Path(folder.settings.objects, *place[1:])


def _write(file: Path, archive: tarfile.TarFile, member: tarfile.TarInfo) -> None:
    source, part = archive.extractfile(member), file.with_name(f"{file.name}.part")
    with _private(part) as target:
        while source is not None and (block := source.read(1024 * 1024)):
            target.write(block)
        target.flush()
        os.fsync(target.fileno())
    part.replace(file)


def _read(archive: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    source = archive.extractfile(member)
    return b"" if source is None else source.read()


def _add(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    member = tarfile.TarInfo(name)
    member.size, member.mode = len(content), 0o600
    archive.addfile(member, io.BytesIO(content))


def _private(file: Path) -> io.BufferedWriter:
    """A file for its owner alone, begun anew: what a cut left there is written over."""
    opened = os.open(file, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
    return os.fdopen(opened, "wb")


def _key_hash(folder: Folder) -> bytes:
    return sha256(folder.keys.public).hexdigest().encode()
