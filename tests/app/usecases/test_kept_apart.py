"""What no key here opens is shown as kept apart until a colleague's PC has made records of it."""

from __future__ import annotations

from app.domain.changes import Edit
from app.domain.ward_door import KIND, mark_of
from app.ports.parcels import Brought
from app.usecases import kept_apart
from storage.spaces.parcel_store import VaultParcelStore

SPACE = b"w" * 32


def test_what_a_colleague_could_open_is_no_longer_shown_as_kept_apart(vault, save, read):
    add = "insert into space (nr, id, title) values (2, ?, 'Willowmere')"
    save(lambda session: session.connection.execute(add, (SPACE,)))
    store = VaultParcelStore(vault, nr=2, id=SPACE, take_in=None)
    reasons = {b"1": kept_apart.NOT_OPENED, b"2": kept_apart.NOT_OPENED, b"3": "parcels.newer"}
    store.bring(
        [Brought(id * 16, SPACE, 2, b"sealed", None, b"", why) for id, why in reasons.items()]
    )
    for id in (b"1" * 16, b"3" * 16):
        edit = Edit(KIND, id, mark_of(SPACE, id), {"kept": "note"}, {})
        save(lambda session, edit=edit: session.save([edit]))

    save(kept_apart.drop_known)

    left = read(lambda reading: sorted(each.id[:1] for each in reading.parcels.apart()))
    assert left == [b"2", b"3"]
