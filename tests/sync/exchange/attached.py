"""An attachment, made at a PC."""

from __future__ import annotations

from app.domain.attachment import Media, Sealed
from app.usecases import attachments
from storage.objects.folder import Objects
from tests.sync.exchange.offices import PC


def attach(pc: PC, content: bytes, subject: bytes | None = None) -> tuple[bytes, Sealed]:
    """Keep a content and its record, as taking a file in does; gives the record's id."""
    file = subject or pc.save("person", {"name": "Wren"}, record=b"w" * 16, subject=b"w" * 16)
    sealed = Objects(pc.vault.path).store([content])
    about = {"caption": "Left arm", "original_sha256": "0" * 64}
    id = pc.vault.write(
        lambda session: attachments.record(session, file, sealed, media=Media.TEXT, about=about)
    ).result()
    return id, sealed


def content(pc: PC, sealed: Sealed) -> bytes:
    return b"".join(Objects(pc.vault.path).content(sealed))
