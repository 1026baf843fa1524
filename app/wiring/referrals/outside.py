"""A referral that leaves as a document: checked, written down, and saved where a person chose."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from app.domain.document import Document
from app.domain.leaving import Pass, counted, look
from app.domain.records import Record
from app.errors import Refused, YarrowError
from app.forms.directory import known_places
from app.usecases import editing
from app.usecases.leaving import gate
from app.usecases.referrals import referring
from app.usecases.referrals.content import content_of
from app.usecases.referrals.document import Wording, document_of
from app.usecases.referrals.referring import Wish
from storage.reading import VaultReading
from storage.session import VaultSession
from storage.unlocked import Vault
from storage.writing_out import write_out

TEXT, PDF = "text", "pdf"
ENDINGS = {TEXT: ".txt", PDF: ".pdf"}
_LEAST_PASSPHRASE = 12
_NOT_WRITTEN = "The document could not be written."


@dataclass(frozen=True, slots=True)
class Shape:
    """How a document is written: as text or PDF, and with which passphrase, if any."""

    kind: str = PDF
    passphrase: str = ""

    def require(self) -> None:
        """Raise Refused `documents.text_not_locked` or `documents.short_passphrase`."""
        if self.passphrase and self.kind == TEXT:
            raise Refused("documents.text_not_locked")
        if self.passphrase and len(self.passphrase) < _LEAST_PASSPHRASE:
            raise Refused("documents.short_passphrase")


@dataclass(frozen=True, slots=True)
class Made:
    """The referral's record and the copy that was written."""

    record: Record
    copy: Path


def refer_outside(
    vault: Vault,
    subject: bytes,
    wish: Wish,
    folder: Path,
    *,
    identification: bytes | None,
    shape: Shape,
    now: datetime,
) -> Made:
    """Write the document, with its record and its line in the access log before it leaves.

    If it cannot be written, the record is marked as entered in error. Raises as `referring.refer`,
    the gate and `write_out` do. Waits for the vault and the disk.
    """
    shape.require()
    if not folder.is_dir():
        raise Refused("leaving.no_folder")

    def read(reading: VaultReading) -> tuple[bytes, dict[str, int]]:
        return _made(reading, subject, wish, identification, shape, now)

    content, found = vault.read(read).result()
    digest = sha256(content).hexdigest()

    def write(session: VaultSession) -> tuple[Record, Pass]:
        record = referring.refer(session, subject, wish, identification=identification)
        grounds = referring.grounds_of(record)
        return record, gate.grant(session, record, grounds, digest=digest, found=found)

    record, leave = vault.write(write).result()
    try:
        copy = write_out(leave, content, folder, day=now.date(), ending=ENDINGS[shape.kind])
    except YarrowError:
        vault.write(lambda session: _take_back(session, record.id)).result()
        raise
    return Made(record, copy)


def _made(
    reading: VaultReading,
    subject: bytes,
    wish: Wish,
    identification: bytes | None,
    shape: Shape,
    now: datetime,
) -> tuple[bytes, dict[str, int]]:
    place_name = known_places(training=reading.is_training).name
    content = content_of(reading, subject, identification, wish.parts)
    answers = {
        **referring.referrer_of(reading, identification),
        **wish.answers,
        "to_place": wish.place,
        "referred_at": now.isoformat(timespec="seconds"),
    }
    document = document_of(content, answers, wish.parts, Wording(now, place_name))
    found = counted(look(document.text, gate.known_of(reading, subject)))
    return _bytes(document, shape), found


def _bytes(document: Document, shape: Shape) -> bytes:
    if shape.kind == TEXT:
        return document.text.encode()
    from app.wiring.documents.pages import as_pdf

    return as_pdf(document, passphrase=shape.passphrase)


def _take_back(session: VaultSession, id: bytes) -> None:
    editing.mark_in_error(session, editing.find(session, id), _NOT_WRITTEN)
