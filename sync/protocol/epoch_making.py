"""Make an epoch: its content key for each recipient, a way back, new inbox and audit keys."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sync.protocol.epochs import (
    FIRST_PLACE,
    NONE_BEFORE,
    Audit,
    Epoch,
    Place,
    check_of,
    seal_back,
    seal_inbox,
    wrap,
    wrap_audit,
)
from sync.protocol.keys import KeyPair, Random


def make_first(content_key: bytes, *, device: bytes, public: bytes, random: Random) -> Epoch:
    """The first epoch of a space, for its one device, a lead's, by its public HPKE key."""
    return _make(
        content_key,
        place=FIRST_PLACE,
        before=NONE_BEFORE,
        recipients={device: public},
        leads=(device,),
        back=None,
        random=random,
    )


def make_next(
    content_key: bytes,
    older: bytes,
    *,
    place: Place,
    before: bytes,
    recipients: Mapping[bytes, bytes],
    leads: Collection[bytes],
    random: Random,
) -> Epoch:
    """The epoch at `place`, after the one whose content key is `older`.

    `recipients` are public HPKE keys by recipient id: of each device that belongs and of the
    recovery set in force; `leads` are the ids among them that get the audit key. `before` is the
    hash of the statement that the one to be made follows.
    """
    back = seal_back(content_key, older, place=place, random32=random(32))
    return _make(
        content_key,
        place=place,
        before=before,
        recipients=recipients,
        leads=leads,
        back=back,
        random=random,
    )


def _make(
    content_key: bytes,
    *,
    place: Place,
    before: bytes,
    recipients: Mapping[bytes, bytes],
    leads: Collection[bytes],
    back: bytes | None,
    random: Random,
) -> Epoch:
    inbox, audit = KeyPair.make(random), KeyPair.make(random)
    return Epoch(
        epoch=place.epoch,
        check=check_of(content_key),
        wraps={
            each: wrap(content_key, public, place=place, recipient=each, before=before)
            for each, public in recipients.items()
        },
        back=back,
        inbox=seal_inbox(content_key, inbox, place=place, random32=random(32)),
        audit=Audit(
            audit.public,
            {
                each: wrap_audit(
                    audit, recipients[each], place=place, recipient=each, before=before
                )
                for each in leads
            },
        ),
    )
