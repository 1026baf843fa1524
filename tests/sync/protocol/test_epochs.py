"""The content key of an epoch: who gets it, and what opens with it where."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import Untrusted
from sync.protocol.epoch_making import make_first
from sync.protocol.epochs import (
    FIRST_PLACE,
    NONE_BEFORE,
    Place,
    SealedName,
    check_of,
    open_audit,
    open_back,
    open_inbox,
    open_text,
    seal_back,
    seal_text,
    unwrap,
    wrap,
)
from sync.protocol.keys import KeyPair

RANDOM = Random(1)
KEY, OLDER = RANDOM.randbytes(32), RANDOM.randbytes(32)
PAIR, OTHER = KeyPair.make(RANDOM.randbytes), KeyPair.make(RANDOM.randbytes)
DEVICE, BEFORE = RANDOM.randbytes(16), RANDOM.randbytes(32)
PLACE = Place(RANDOM.randbytes(32), 2)
FROZEN = bytes(32)
WRAP = wrap(KEY, PAIR.public, place=PLACE, recipient=DEVICE, before=BEFORE)


def test_a_wrap_opens_for_its_device() -> None:
    assert unwrap(WRAP, PAIR, place=PLACE, recipient=DEVICE, before=BEFORE) == KEY


@pytest.mark.parametrize(
    ("pair", "place", "recipient", "before"),
    [
        (OTHER, PLACE, DEVICE, BEFORE),
        (PAIR, Place(bytes(32), 2), DEVICE, BEFORE),
        (PAIR, Place(PLACE.space, 3), DEVICE, BEFORE),
        (PAIR, PLACE, bytes(16), BEFORE),
        (PAIR, PLACE, DEVICE, bytes(32)),
    ],
)
def test_a_wrap_opens_for_no_other_device_space_or_epoch(
    pair: KeyPair, place: Place, recipient: bytes, before: bytes
) -> None:
    with pytest.raises(Untrusted, match="sync.cannot_open"):
        unwrap(WRAP, pair, place=place, recipient=recipient, before=before)


def test_a_key_that_is_not_the_epochs_is_found_out() -> None:
    assert check_of(OLDER) != check_of(KEY)


def test_the_key_before_opens_under_the_key_after() -> None:
    sealed = seal_back(KEY, OLDER, place=PLACE, random32=FROZEN)

    assert open_back(KEY, sealed, place=PLACE) == OLDER
    with pytest.raises(Untrusted, match="sync.cannot_open"):
        open_back(OLDER, sealed, place=PLACE)
    with pytest.raises(Untrusted, match="sync.cannot_open"):
        open_back(KEY, sealed, place=Place(PLACE.space, 3))


def test_the_first_epoch_is_whole() -> None:
    epoch = make_first(KEY, device=DEVICE, public=PAIR.public, random=Random(2).randbytes)
    wrapped, audit = epoch.wraps[DEVICE], epoch.audit.wraps[DEVICE]
    mine = {"place": FIRST_PLACE, "recipient": DEVICE, "before": NONE_BEFORE}

    key = unwrap(wrapped, PAIR, **mine)  # type: ignore[arg-type]
    assert check_of(key) == epoch.check

    assert key == KEY
    assert epoch.back is None
    assert open_inbox(KEY, epoch.inbox, FIRST_PLACE).public == epoch.inbox.public
    assert open_audit(audit, PAIR, **mine).public == epoch.audit.public  # type: ignore[arg-type]


def test_a_wrap_of_the_audit_key_is_no_wrap_of_the_content_key() -> None:
    epoch = make_first(KEY, device=DEVICE, public=PAIR.public, random=Random(2).randbytes)
    mine = {"place": FIRST_PLACE, "recipient": DEVICE, "before": NONE_BEFORE}

    with pytest.raises(Untrusted, match="sync.cannot_open"):
        unwrap(epoch.audit.wraps[DEVICE], PAIR, **mine)  # type: ignore[arg-type]
    with pytest.raises(Untrusted, match="sync.cannot_open"):
        open_audit(epoch.wraps[DEVICE], PAIR, **mine)  # type: ignore[arg-type]


@given(st.text(max_size=200))
def test_a_name_opens_as_it_was_sealed(text: str) -> None:
    sealed = seal_text(KEY, text, place=PLACE, label="author", random32=FROZEN)

    assert SealedName(sealed, PLACE, "author").open(KEY) == text


def test_a_name_does_not_tell_its_length() -> None:
    sizes = {
        len(seal_text(KEY, text, place=PLACE, label="pc", random32=FROZEN))
        for text in ("", "ED desk", "Hollin Bank Surgery, the room by the stairs")
    }

    assert len(sizes) == 1


@pytest.mark.parametrize(
    ("key", "place", "label"),
    [
        (OLDER, PLACE, "author"),
        (KEY, Place(bytes(32), 2), "author"),
        (KEY, Place(PLACE.space, 1), "author"),
        (KEY, PLACE, "pc"),
    ],
)
def test_a_name_opens_nowhere_else(key: bytes, place: Place, label: str) -> None:
    sealed = seal_text(KEY, "Tansy Bramblewick", place=PLACE, label="author", random32=FROZEN)

    with pytest.raises(Untrusted, match="sync.cannot_open"):
        open_text(key, sealed, place=place, label=label)  # type: ignore[arg-type]


def test_frozen_randomness_uses_no_key_twice_for_two_names() -> None:
    salts = {
        seal_text(KEY, text, place=PLACE, label="pc", random32=FROZEN)[:32] for text in ("a", "b")
    }

    assert len(salts) == 2


@given(st.binary(max_size=200))
def test_any_bytes_at_all_end_in_untrusted(data: bytes) -> None:
    with pytest.raises(Untrusted):
        open_text(KEY, data, place=PLACE, label="pc")
    with pytest.raises(Untrusted):
        unwrap(data, PAIR, place=PLACE, recipient=DEVICE, before=BEFORE)
