"""Keeps drafts in the vault for whatever page is typed on."""

from __future__ import annotations

from concurrent.futures import Future

from app.ports import Draft
from app.wiring.desk import Desk
from storage.session import VaultSession
from ui.forms.drafts import DraftCalls, KeptPage


def draft_calls(desk: Desk) -> DraftCalls:
    """What a page is handed to keep and forget its drafts."""

    def keep(page: KeptPage) -> Future[None]:
        kept = desk.write(lambda session: _keep(session, page), spare=True)
        kept.add_done_callback(lambda ended: _note(desk.unkept, page.id, ended))
        return kept

    def drop(id: bytes) -> Future[None]:
        return desk.write(lambda session: session.drop_draft(id))

    return DraftCalls(keep, drop, desk.new_id, desk.now)


def _note(unkept: set[bytes], id: bytes, ended: Future[None]) -> None:
    """Remember a draft that was not taken until it is; called on the write lane."""
    if ended.cancelled() or ended.exception() is not None:
        unkept.add(id)
    else:
        unkept.discard(id)


def _keep(session: VaultSession, page: KeptPage) -> None:
    kept = Draft(page.id, page.form, page.subject, dict(page.answers), page.place, session.now_ms())
    session.keep_draft(kept)
