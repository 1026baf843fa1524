"""What is kept apart is shown until a colleague's PC has made records of it."""

from __future__ import annotations

from app.domain.changes import Edit
from app.domain.parcels import Parcel, derived_id
from app.domain.referral import KIND as REFERRAL
from app.domain.ward_door import KIND, file_of, mark_of
from app.ports.parcels import Brought
from app.usecases.ward import kept_apart
from storage.spaces.parcel_store import VaultParcelStore

SPACE, THEIRS = b"w" * 32, b"t" * 32
_ADD_SPACE = "insert into space (nr, id, title) values (2, ?, 'Willowmere')"
_ADD_DEVICE = (
    "insert into device (space, id, author, name, role, is_own) values (2, ?, 1, '', '', 1)"
)


def store_of(vault, save):
    """The parcels of a space beside the vault's own."""
    save(lambda session: session.connection.execute(_ADD_SPACE, (SPACE,)))
    save(lambda session: session.connection.execute(_ADD_DEVICE, (b"o" * 16,)))
    return VaultParcelStore(vault, nr=2, id=SPACE, take_in=None)


def test_what_a_colleague_could_open_is_no_longer_shown_as_kept_apart(vault, save, read):
    store = store_of(vault, save)
    reasons = {b"1": kept_apart.NOT_OPENED, b"2": kept_apart.NOT_OPENED, b"3": "parcels.newer"}
    store.bring(
        [Brought(id * 16, SPACE, 2, b"sealed", None, b"", why) for id, why in reasons.items()]
    )
    for id in (b"1" * 16, b"3" * 16):
        edit = Edit(KIND, file_of(SPACE, id), mark_of(SPACE, id), {"kept": "note"}, {})
        save(lambda session, edit=edit: session.save([edit], space=SPACE))

    save(kept_apart.drop_known)

    left = read(lambda reading: sorted(each.id[:1] for each in reading.parcels.apart()))
    assert left == [b"2", b"3"]


def test_what_a_colleague_let_count_is_settled_here_without_asking_again(vault, save, read):
    store = store_of(vault, save)
    for id in (b"1" * 16, b"2" * 16, b"3" * 16):
        parcel = Parcel(id, SPACE, THEIRS, None, {"kind": REFERRAL}, {})
        why = "parcels.sender_removed"
        store.bring([Brought(id, THEIRS, 2, b"sealed", parcel, b"d" * 16, why)])
    made, file = (derived_id(THEIRS, b"1" * 16, name) for name in (REFERRAL, "file"))
    edit = Edit(REFERRAL, file, made, {"way": "arrived"}, {})
    save(lambda session: session.save([edit], space=SPACE))
    forged = Edit(REFERRAL, b"f" * 16, derived_id(THEIRS, b"3" * 16, REFERRAL), {"x": "y"}, {})
    save(lambda session: session.save([forged]))

    save(kept_apart.drop_known)

    apart = read(lambda reading: sorted(each.id for each in reading.parcels.apart()))
    assert apart == [b"2" * 16, b"3" * 16]
    arrived = read(lambda reading: [each.parcel.id for each in reading.parcels.arrived()])
    assert arrived == [b"1" * 16]
