"""Change over to the spare TLS key, and make the next spare; done while the service is stopped."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy import Connection

from sync.protocol.keys import pin_of
from sync.service import store
from sync.service.certificate import make_key, self_signed
from sync.service.database import open_database
from sync.service.folder import (
    SPARE_KEY,
    SPARE_PIN,
    TLS_CERTIFICATE,
    TLS_KEY,
    Folder,
    ServiceKeys,
    database_in_use,
    pem,
    read_folder,
    read_key,
    write_closed,
)
from sync.service.refusals import Refusal
from sync.service.spaces import Memberships
from sync.service.store import Store, Tip
from sync.service.unfit import Unfit


def change_over(
    path: Path,
    *,
    spare: Path | None,
    database: str,
    even_so: bool,
    tell: Callable[[ServiceKeys], object] = lambda _: None,
) -> ServiceKeys:
    """Put the spare in the TLS key's place, with a certificate, and make a new spare.

    Cut off anywhere, it is run again to its end. `spare` is where the spare key was moved to;
    `tell` shows the keys to come, and if it fails those of now stay.
    Raises Unfit `no_spare`, `other_spare`, or `not_followed` while a space names other pins, whose
    PCs would refuse the service from then on; with `even_so` that is as it is.
    """
    folder = read_folder(path)
    key = _spare(folder, spare)
    pin = pin_of(key.public_key())
    if not even_so:
        _require_followed(folder, database, pin)
    following = make_key()
    tell(ServiceKeys(folder.keys.signing, (pin, pin_of(following.public_key()))))
    if folder.keys.pins[0] != pin:
        _replace(path / TLS_KEY, pem(key))
    _replace(path / TLS_CERTIFICATE, self_signed(key))
    _replace(path / SPARE_KEY, pem(following))
    _replace(path / SPARE_PIN, f"{pin_of(following.public_key()).hex()}\n".encode())
    return read_folder(path).keys


def _spare(folder: Folder, elsewhere: Path | None) -> ec.EllipticCurvePrivateKey:
    """The key that PCs pin as the spare; the TLS key itself if a change broke off behind it."""
    in_force, spare_pin = folder.keys.pins
    file = folder.path / SPARE_KEY if elsewhere is None else elsewhere
    if in_force == spare_pin:
        file = folder.tls_key
    if not file.exists():
        raise Unfit("no_spare", path=str(file))
    key = read_key(file)
    if not isinstance(key, ec.EllipticCurvePrivateKey) or pin_of(key.public_key()) != spare_pin:
        raise Unfit("other_spare", path=str(file))
    return key


def _require_followed(folder: Folder, database: str, pin: bytes) -> None:
    engine = open_database(database or database_in_use(folder))
    try:
        with Store(engine).reading() as connection:
            behind = sum(not _names(connection, tip, pin) for tip in store.tips(connection))
    finally:
        engine.dispose()
    if behind:
        raise Unfit("not_followed", count=str(behind))


def _names(connection: Connection, tip: Tip, pin: bytes) -> bool:
    """Whether a space names this key, as far as is known: of a damaged log nothing is."""
    try:
        service = Memberships(most=1).at(connection, tip).service
    except Refusal:
        return False
    return service is None or pin in service.pins


def _replace(file: Path, content: bytes) -> None:
    """Another content for a file, at once and for good, or the one before."""
    new = file.with_name(f"{file.name}.new")
    new.unlink(missing_ok=True)
    write_closed(new, content)
    os.replace(new, file)  # noqa: PTH105 - says that what is there goes
    if os.name == "posix":
        held = os.open(file.parent, os.O_RDONLY)
        try:
            os.fsync(held)
        finally:
            os.close(held)
