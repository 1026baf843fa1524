"""Move a file with the contents of its attachments, each sealed anew for the other space."""

from __future__ import annotations

from concurrent.futures import Future

from app.domain.attachment import KIND, Sealed, sealed_in
from app.usecases.person import moving
from app.wiring.stored import may_be_stored
from storage.objects.folder import Objects
from storage.vault import Vault


def move_file(vault: Vault, subject: bytes, space: bytes) -> bytes:
    """Move a file and give its new id; waits for the disk.

    A content has another id and key there: with the same ones the service would see which case of
    the team became one of named people. Raises as `moving.move` does; the copies stay where it may
    have moved all the same: a disk failed, or somebody stopped it.
    """
    objects, copies = Objects(vault.path), dict[str, Sealed]()
    answer: Future[bytes] | None = None
    try:
        records = vault.read(lambda reading: reading.records_of(subject)).result()
        for record in records:
            sealed = sealed_in(record.fields) if record.kind == KIND else None
            if sealed is not None and objects.has(sealed.object):
                copies[sealed.object] = objects.store(objects.content(sealed))
        answer = vault.write(lambda session: moving.move(session, subject, space, contents=copies))
        return answer.result()
    except BaseException as failure:
        if not may_be_stored(answer, failure):
            for copy in copies.values():
                objects.drop(copy.object)
        raise
