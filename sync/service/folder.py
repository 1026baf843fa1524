"""The service's folder: its keys, certificate, settings and database, closed to others."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sync.protocol.keys import pin_of
from sync.service.certificate import make_key, self_signed
from sync.service.database import open_database, sqlite_address
from sync.service.settings import Settings, read_settings, starting_text
from sync.service.unfit import Unfit

SIGNING_KEY = "signing.key"
TLS_KEY = "tls.key"
TLS_CERTIFICATE = "tls.crt"
SPARE_KEY = "spare.key"
SPARE_PIN = "spare.pin"
SETTINGS = "service.toml"
DATABASE = "yarrow.db"
_MOST_BYTES = 1024 * 1024


@dataclass(frozen=True)
class ServiceKeys:
    """What the service is known by: its signing key, and the pins of its TLS key and the spare."""

    signing: Ed25519PrivateKey
    pins: tuple[bytes, bytes]

    @property
    def public(self) -> bytes:
        """The public half of the signing key, 32 bytes."""
        return self.signing.public_key().public_bytes_raw()


@dataclass(frozen=True)
class Folder:
    """A service's folder that was read."""

    path: Path
    keys: ServiceKeys
    settings: Settings

    @property
    def database(self) -> str:
        """The address of the database that the settings name."""
        return self.settings.database or sqlite_address(self.path / DATABASE)

    @property
    def tls_key(self) -> Path:
        """The file with the TLS key."""
        return self.path / TLS_KEY

    @property
    def tls_certificate(self) -> Path:
        """The file with the certificate."""
        return self.path / TLS_CERTIFICATE


def database_in_use(folder: Folder) -> str:
    """The address of the database that is there.

    An empty one in the place of one that is gone would be a service that knows nobody, and would
    stand in the way of a restore. Raises Unfit `no_database`.
    """
    file = folder.path / DATABASE
    if not folder.settings.database and not file.exists():
        raise Unfit("no_database", path=str(file))
    return folder.database


def make_folder(
    path: Path, *, spaces: str, tell: Callable[[ServiceKeys], object] = lambda _: None
) -> Folder:
    """Make the keys, certificate, settings and database in an empty or new folder.

    `tell` shows the keys. What stops either leaves nothing behind: a service whose words nobody
    saw cannot be compared with. Raises Unfit `not_empty`, `not_a_folder`.
    """
    if path.exists() and not path.is_dir():
        raise Unfit("not_a_folder", path=str(path))
    is_new = not path.exists()
    path.mkdir(parents=True, exist_ok=True)
    if any(path.iterdir()):
        raise Unfit("not_empty", path=str(path))
    try:
        made = _filled(path, spaces)
        tell(made.keys)
    except BaseException:
        _empty(path, with_itself=is_new)
        raise
    return made


def _filled(path: Path, spaces: str) -> Folder:
    path.chmod(stat.S_IRWXU)
    tls, spare = make_key(), make_key()
    write_closed(path / SIGNING_KEY, pem(Ed25519PrivateKey.generate()))
    write_closed(path / TLS_KEY, pem(tls))
    write_closed(path / TLS_CERTIFICATE, self_signed(tls))
    write_closed(path / SPARE_KEY, pem(spare))
    write_closed(path / SPARE_PIN, f"{pin_of(spare.public_key()).hex()}\n".encode())
    write_closed(path / SETTINGS, starting_text(spaces).encode())
    folder = read_folder(path)
    open_database(folder.database).dispose()
    return folder


def _empty(path: Path, *, with_itself: bool) -> None:
    """Take away what was made in it, and nothing else."""
    databases = (f"{DATABASE}{ending}" for ending in ("", "-wal", "-shm"))
    for name in (SIGNING_KEY, TLS_KEY, TLS_CERTIFICATE, SPARE_KEY, SPARE_PIN, SETTINGS, *databases):
        with suppress(OSError):
            (path / name).unlink()
    if with_itself:
        with suppress(OSError):
            path.rmdir()


def read_folder(path: Path) -> Folder:
    """The folder as `make_folder` left it and the administrator set it.

    The spare key itself may be kept elsewhere; its pin suffices. Raises Unfit `not_a_service`,
    `bad_key`, `open_to_others`, `bad_settings`.
    """
    signing = read_key(path / SIGNING_KEY)
    tls = read_key(path / TLS_KEY)
    if not isinstance(signing, Ed25519PrivateKey):
        raise Unfit("bad_key", path=str(path / SIGNING_KEY))
    if not isinstance(tls, ec.EllipticCurvePrivateKey):
        raise Unfit("bad_key", path=str(path / TLS_KEY))
    keys = ServiceKeys(signing, (pin_of(tls.public_key()), _spare_pin(path)))
    settings = read_settings(_read(path / SETTINGS).decode("utf-8", "replace"))
    return Folder(path, keys, settings)


def pem(key: Ed25519PrivateKey | ec.EllipticCurvePrivateKey) -> bytes:
    """A private key as it lies in the folder."""
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def write_closed(file: Path, content: bytes) -> None:
    """A new file that only its owner reads, on the disk when this returns."""
    opened = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(opened, "wb") as target:
        target.write(content)
        target.flush()
        os.fsync(target.fileno())


def _read(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            return stream.read(_MOST_BYTES)  # a device that was named as one has no end
    except (FileNotFoundError, NotADirectoryError) as error:
        raise Unfit("not_a_service", path=str(file.parent)) from error


def read_key(file: Path) -> object:
    """The private key in a file; raises Unfit `not_a_service`, `open_to_others`, `bad_key`."""
    content = _read(file)
    if os.name == "posix" and file.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise Unfit("open_to_others", path=str(file))
    try:
        return serialization.load_pem_private_key(content, password=None)
    except (ValueError, TypeError) as error:
        raise Unfit("bad_key", path=str(file)) from error


def _spare_pin(path: Path) -> bytes:
    try:
        pin = bytes.fromhex(_read(path / SPARE_PIN).decode("ascii", "replace"))
    except ValueError as error:
        raise Unfit("bad_key", path=str(path / SPARE_PIN)) from error
    if len(pin) != 32:
        raise Unfit("bad_key", path=str(path / SPARE_PIN))
    return pin
