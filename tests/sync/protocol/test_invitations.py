"""What a code gives, and the package it opens."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.encoding import encode
from app.errors import Untrusted
from sync.protocol.invitations import Code, FarPackage, Package, open_package, seal_package
from sync.protocol.padding import pad
from sync.protocol.sealing import seal
from sync.protocol.shapes import to_map

CODE, OTHER = Code(bytes(range(16))), Code(bytes(16))
PACKAGE = Package(
    space=b"s" * 32,
    invite=b"i" * 32,
    signing=b"k" * 32,
    pins=(b"1" * 32, b"2" * 32),
    content_key=b"c" * 32,
    epoch=1,
    expires=1_780_000_900_000,
    training=True,
)
FROZEN = bytes(32)


def test_a_package_opens_with_its_code() -> None:
    assert open_package(CODE, seal_package(CODE, PACKAGE, random32=FROZEN)) == PACKAGE


def test_a_package_opens_with_no_other_code() -> None:
    with pytest.raises(Untrusted, match="sync.cannot_open"):
        open_package(OTHER, seal_package(CODE, PACKAGE, random32=FROZEN))


def test_a_package_for_a_distance_holds_no_content_key_and_is_as_long() -> None:
    far = FarPackage.of(PACKAGE, b"v" * 32)
    sealed = seal_package(CODE, far, random32=FROZEN)

    assert open_package(CODE, sealed) == far
    assert PACKAGE.content_key not in encode(to_map(far))
    assert far.newcomer_key != FarPackage.of(PACKAGE, b"w" * 32).newcomer_key
    assert len(sealed) == len(seal_package(CODE, PACKAGE, random32=FROZEN))


@pytest.mark.parametrize("package", [PACKAGE, FarPackage.of(PACKAGE, b"v" * 32)])
def test_a_package_says_that_the_space_takes_no_vault_which_shares_open(
    package: Package | FarPackage,
) -> None:
    refusing = replace(package, no_team_recovery=True)

    assert open_package(CODE, seal_package(CODE, refusing, random32=FROZEN)) == refusing


def test_what_a_package_need_not_say_it_does_not_say() -> None:
    said = {"format": 1, **to_map(PACKAGE)}
    assert said["no_team_recovery"] is False
    info = b"yarrow/package/v1" + CODE.locator
    for name in (None, "no_team_recovery"):
        given = {key: value for key, value in said.items() if name or key != "no_team_recovery"}
        text = pad(encode(given), 1024)
        sealed = seal(CODE.package_key, text, info=info, aad=CODE.locator, random32=FROZEN)
        if name is None:
            assert sealed == seal_package(CODE, PACKAGE, random32=FROZEN)
        else:
            with pytest.raises(Untrusted, match="sync.not_understood"):
                open_package(CODE, sealed)


def test_the_three_values_of_a_code_have_nothing_in_common() -> None:
    values = {CODE.locator, CODE.package_key[:16], CODE.invitation.private_bytes_raw()[:16]}

    assert len(values) == 3
    assert CODE.secret not in values
    assert len(CODE.locator) == 16
    assert Code.make(Random(1).randbytes).secret == Random(1).randbytes(16)


def test_all_packages_have_one_size() -> None:
    sizes = {
        len(seal_package(CODE, replace(PACKAGE, epoch=epoch), random32=FROZEN))
        for epoch in (1, 1000, 2**60)
    }

    assert len(sizes) == 1
    assert 1024 < sizes.pop() < 1200


def test_frozen_randomness_uses_no_key_twice_for_two_packages() -> None:
    one = seal_package(CODE, PACKAGE, random32=FROZEN)
    two = seal_package(CODE, replace(PACKAGE, epoch=2), random32=FROZEN)

    assert one[:32] != two[:32]


def test_neither_code_nor_package_shows_in_a_traceback() -> None:
    assert CODE.secret.hex() not in repr(CODE) and repr(CODE.secret) not in repr(CODE)
    assert "cccc" not in repr(PACKAGE)


def test_a_package_of_a_later_format_is_a_newer_program() -> None:
    plaintext = pad(encode({"format": 2, **to_map(PACKAGE)}), 1024)
    info = b"yarrow/package/v1" + CODE.locator
    data = seal(CODE.package_key, plaintext, info=info, aad=CODE.locator, random32=FROZEN)

    with pytest.raises(Untrusted, match="sync.newer_program"):
        open_package(CODE, data)


def test_a_package_too_large_is_left_unread() -> None:
    with pytest.raises(Untrusted, match="sync.too_large"):
        open_package(CODE, bytes(16 * 1024 + 1))


@given(st.binary(max_size=2000))
def test_any_bytes_at_all_end_in_untrusted(data: bytes) -> None:
    with pytest.raises(Untrusted):
        open_package(CODE, data)
