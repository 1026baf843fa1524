from __future__ import annotations

from dataclasses import replace

import pytest

from app.errors import Untrusted
from app.ports.accounts import Account, KeptReceipt
from storage.spaces import accounts
from sync.receipts import check
from tests.sync.exchange.offices import PC, Office, codes


def newest(pc: PC) -> KeptReceipt | None:
    nr = pc.rows("select space from membership")[0][0]
    return pc.vault.read(lambda r: accounts.newest_receipt(r.connection, nr)).result()


@pytest.fixture
def kept(team: tuple[PC, PC]) -> KeptReceipt:
    a, _ = team
    for text in ("one", "two", "three"):
        a.note(text)
    a.sync()
    found = newest(a)
    assert found is not None
    return found


def test_a_receipt_that_holds_gives_the_first_of_the_digest_that_was_signed(
    kept: KeptReceipt,
) -> None:
    checked = check(kept)

    assert kept.hash is not None
    assert checked.code == kept.hash.hex()[:16].upper()
    assert (checked.records, checked.is_whole) == (3, True)
    assert not check(replace(kept, entry=None)).is_whole


@pytest.mark.parametrize(
    "change",
    [
        {"entry": b"something else"},
        {"hash": bytes(32)},
        {"hash": bytes(32), "entry": None},
        {"signing": bytes(31) + b"\1"},
        {"position": 1},
        {"receipt": b""},
    ],
)
def test_what_does_not_hold_is_told(kept: KeptReceipt, change: dict[str, object]) -> None:
    with pytest.raises(Untrusted) as failed:
        check(replace(kept, **change))  # type: ignore[arg-type]

    assert failed.value.code == "exchange.receipt_unproved"


def test_before_anything_was_signed_for_there_is_no_receipt(team: tuple[PC, PC]) -> None:
    assert newest(team[1]) is None


def test_the_account_of_the_last_exchange_is_kept(team: tuple[PC, PC], office: Office) -> None:
    a, b = team
    b.note(), a.note(), a.note()
    b.sync()

    a.sync()

    assert account(a) == (2, 1, 0)
    office.is_up = False
    a.note()
    a.sync()
    assert account(a) == (0, 0, 0)
    office.limits = replace(office.limits, body_bytes=12_000)
    office.is_up = True
    office.restart()
    a.note("".join(map(str, range(9_000))))
    assert codes(a.sync()) == []
    assert account(a) == (1, 0, 1)


def account(pc: PC) -> tuple[int, int, int]:
    nr = pc.rows("select space from membership")[0][0]
    found = pc.vault.read(lambda r: accounts.read(r.connection, nr)).result()
    assert isinstance(found, Account)
    assert found.took_ms >= 0
    return found.sent, found.received, found.refused
