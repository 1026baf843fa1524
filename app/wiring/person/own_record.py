"""Copies a note or codes for the person's own record elsewhere: through the gate, then for 10 s."""

from __future__ import annotations

from concurrent.futures import Future

from app.domain.leaving import Pass
from app.usecases.leaving import gate
from app.wiring.desk import Desk
from storage.reading import VaultReading
from storage.session import VaultSession

_TOLD = "Copied, for ten seconds. Paste it into their own record."


def copy_for_own_record(
    desk: Desk, text: str, *, subject: bytes | None, record: bytes | None
) -> None:
    """Look into the text, write the line in the access log, and put it on the clipboard.

    `subject` is the file it is about, None for somebody who has none yet; `record` what it was
    put together from, None while that is not saved. What stands in the way is told.
    """

    def look(reading: VaultReading) -> None:
        gate.look_into_note(reading, text, subject=subject)

    def grant(session: VaultSession) -> Pass:
        return gate.grant_note(session, text, subject=subject, record=record)

    def looked(_nothing: None) -> None:
        granted: Future[Pass] = desk.write(grant)
        desk.jobs.when_done(granted, desk, done=put, failed=desk.refused.emit)

    def put(leave: Pass) -> None:
        leave.spend(text.encode())
        desk.copy(text)
        desk.told.emit(_TOLD)

    desk.jobs.when_done(desk.read(look), desk, done=looked, failed=desk.refused.emit)
