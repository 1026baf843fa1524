from __future__ import annotations

import random
from dataclasses import replace

import pytest

from app.errors import Refused, Untrusted
from sync.protocol.keys import DeviceKeys, KeyPair
from sync.protocol.parcels import (
    LARGEST_PARCEL,
    MOST_PLAIN,
    Content,
    Taken,
    Way,
    is_of_way,
    open_parcel,
    parse_taken,
    seal_parcel,
    sign_taken,
)

RANDOM = random.Random(8).randbytes
INBOX, DEVICE = KeyPair.make(RANDOM), DeviceKeys.make(RANDOM)
WAY = Way(b"f" * 32, b"t" * 32, b"p" * 16, 3)
CONTENT = Content(
    sender=WAY.sender,
    to=WAY.to,
    parcel=WAY.parcel,
    device=b"d" * 16,
    answers=None,
    head=b"signed head",
    fields={"kind": "referral", "person": {"name": "Wren Pepperday"}},
    basis={"agreement": "yes"},
)


def sealed(content: Content = CONTENT, *, epoch: int = 3) -> bytes:
    return seal_parcel(INBOX.public, DEVICE.sign, content, epoch=epoch)


def test_a_parcel_comes_back_whole_with_its_signature_for_who_has_the_inbox_key() -> None:
    parcel = sealed()

    content, signed = open_parcel(INBOX, parcel, WAY)

    assert content == CONTENT
    assert is_of_way(content, WAY)
    signed.check(DEVICE.public.sign)
    assert b"Pepperday" not in parcel
    with pytest.raises(Untrusted, match="sync.wrong_signature"):
        signed.check(DeviceKeys.make(RANDOM).public.sign)


@pytest.mark.parametrize(
    "change", [{"sender": b"o" * 32}, {"to": b"o" * 32}, {"parcel": b"o" * 16}, {"epoch": 4}]
)
def test_a_parcel_opens_on_no_other_way(change: dict[str, object]) -> None:
    with pytest.raises(Untrusted, match="sync.cannot_open"):
        open_parcel(INBOX, sealed(), replace(WAY, **change))  # type: ignore[arg-type]


def test_what_was_signed_for_another_way_shows_when_it_is_sealed_anew() -> None:
    from sync.protocol import hpke

    inside = hpke.open_sealed(INBOX.private, WAY.info, sealed())
    other = replace(WAY, sender=b"o" * 32)

    content, _ = open_parcel(INBOX, hpke.seal_to(INBOX.public, other.info, inside), other)

    assert not is_of_way(content, other)


def test_how_long_a_parcel_is_is_hidden_among_a_few_sizes() -> None:
    short, long = (replace(CONTENT, fields={"text": each}) for each in ("", "x" * 100))

    assert len(sealed(short)) == len(sealed(long))


def test_a_parcel_that_is_too_large_is_neither_sealed_nor_opened() -> None:
    with pytest.raises(Refused, match="sync.save_too_large"):
        sealed(replace(CONTENT, fields={"text": "x" * MOST_PLAIN}))
    with pytest.raises(Untrusted, match="sync.too_large"):
        open_parcel(INBOX, bytes(LARGEST_PARCEL + 1), WAY)
    assert len(sealed(replace(CONTENT, fields={"text": "x" * (MOST_PLAIN - 500)}))) < LARGEST_PARCEL


def test_a_word_that_a_parcel_was_taken_in_is_signed_by_its_device() -> None:
    taken = Taken(WAY.sender, WAY.to, WAY.parcel, b"d" * 16, 1_795_000_000_000)

    read, signed = parse_taken(sign_taken(DEVICE.sign, taken))

    assert read == taken
    signed.check(DEVICE.public.sign)
