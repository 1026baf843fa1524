"""A stretch of the log, taken in whole: members, keys, entries, changes, and how far it is read."""

from __future__ import annotations

from app.ports.exchange import Page
from storage.applying import THEIRS, Applied, Arrival, apply_whole
from storage.connection import Connection
from storage.spaces import again, heard, log_rows, membership_rows, outgoing

# It waited here because the service had lost it, or because a copy of this vault sent it first.
_CAME = """
    update change set position = ?, part = ?, status = case
        when (select is_own from device where nr = change.device) then 'received' else 'theirs' end
    where id = ? and space = ? and status = 'waiting'
"""
_SET_TITLE = "update space set title = ? where nr = ?"


def take(connection: Connection, space: int, page: Page, *, pc_ms: int) -> Applied:
    """Take it into a space by its row number, in the caller's transaction.

    `pc_ms` is the PC's clock: sealed bytes are old only if it and the service's say so.
    """
    heard.put_members(connection, space, page.members)
    if page.title:
        connection.execute(_SET_TITLE, (page.title, space))
    for epoch, key in page.content_keys.items():
        membership_rows.add_key(connection, space, epoch=epoch, key=key)
    log_rows.add(connection, space, page.entries, max(page.now_ms, pc_ms))
    log_rows.set_opened(connection, space, page)
    if page.is_renewed:
        log_rows.doubt_gaps(connection, space)
    log_rows.set_decided(connection, space, page.decided)
    heard.note_seen(connection, space, page.entries)
    devices = heard.device_nrs(connection, space, page.arrived)
    arrivals = [
        Arrival(each.change, devices[each.device], THEIRS, each.position, each.part)
        for each in page.arrived
    ]
    applied = apply_whole(connection, arrivals, space=space, now_ms=page.now_ms)
    if len(applied.taken) < len(arrivals):
        outgoing.say_sealed(connection, space)  # their place is what the receipt will say
        connection.executemany(
            _CAME, [(each.position, each.part, each.change.id, space) for each in arrivals]
        )
        again.keep(connection, space, arrivals, applied.taken)
    membership_rows.move(connection, space, page.cursor)
    log_rows.prune(connection, min(page.now_ms, pc_ms))
    return applied
