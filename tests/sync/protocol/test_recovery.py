"""Recovery sets: keys from a seed, what they open, and nothing else."""

from __future__ import annotations

import pytest

from app.errors import Untrusted
from sync.protocol.epochs import FIRST_EPOCH, Place, unwrap
from sync.protocol.recovery import (
    RecoveryKeys,
    RecoverySet,
    open_slot,
    recipient_of,
    seal_slot,
    set_id,
    stated,
)
from sync.protocol.shares import split_seed

SEED = bytes(range(16))
KEYS = RecoveryKeys.from_seed(SEED)
VAULT, SPACE, KEY = b"v" * 16, b"s" * 32, b"k" * 32


def test_the_same_seed_gives_the_same_keys_and_another_gives_others() -> None:
    assert RecoveryKeys.from_seed(SEED).public == KEYS.public
    assert set_id(RecoveryKeys.from_seed(bytes(16)).public) != set_id(KEYS.public)


def test_a_slot_opens_for_its_vault_its_space_and_its_set_alone() -> None:
    sealed = seal_slot(KEYS.hpke.public, KEY, vault=VAULT, space=SPACE)

    assert open_slot(KEYS, sealed, vault=VAULT, space=SPACE) == KEY
    for keys, vault, space in (
        (KEYS, b"w" * 16, SPACE),
        (KEYS, VAULT, b"t" * 32),
        (RecoveryKeys.from_seed(bytes(16)), VAULT, SPACE),
    ):
        with pytest.raises(Untrusted, match=r"sync\.cannot_open"):
            open_slot(keys, sealed, vault=vault, space=space)


def test_the_content_key_is_wrapped_to_the_set() -> None:
    place, before = Place(SPACE, FIRST_EPOCH), bytes(32)
    said = stated(RecoverySet.of(KEYS, split_seed(SEED)), KEY, place=place, before=before)
    recipient = recipient_of(said.keys)

    opened = unwrap(said.wrap, KEYS.hpke, place=place, recipient=recipient, before=before)
    assert opened == KEY
    assert (said.epoch, len(said.shares), said.set) == (FIRST_EPOCH, 3, set_id(KEYS.public))
