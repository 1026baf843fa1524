from __future__ import annotations

from sync.service.packages import (
    Package,
    drop_expired,
    end_package,
    find_package,
    hash_locator,
    keep_package,
)
from sync.service.store import Store

LOCATOR = b"l" * 16
PACKAGE = Package(b"s" * 32, b"sealed")
INVITE = b"i" * 32


def kept(store: Store) -> None:
    with store.writing() as connection:
        keep_package(
            connection, PACKAGE, locator_hash=hash_locator(LOCATOR), invite=INVITE, expires=100
        )


def found(store: Store, *, now_ms: int) -> Package | None:
    with store.reading() as connection:
        return find_package(connection, LOCATOR, now_ms=now_ms)


def test_a_package_is_found_until_it_expires(store: Store) -> None:
    kept(store)

    assert found(store, now_ms=99) == PACKAGE
    assert found(store, now_ms=100) is None


def test_a_package_ends_with_its_invite_and_no_other(store: Store) -> None:
    kept(store)

    with store.writing() as connection:
        end_package(connection, b"t" * 32, INVITE)
        end_package(connection, PACKAGE.space, b"j" * 32)
    assert found(store, now_ms=0) == PACKAGE

    with store.writing() as connection:
        end_package(connection, PACKAGE.space, INVITE)
    assert found(store, now_ms=0) is None


def test_what_expired_is_dropped_and_the_rest_stays(store: Store) -> None:
    kept(store)

    with store.writing() as connection:
        drop_expired(connection, now_ms=99)
    assert found(store, now_ms=0) == PACKAGE

    with store.writing() as connection:
        drop_expired(connection, now_ms=100)
    assert found(store, now_ms=0) is None
