"""Segments: what a colleague wrote, and every way to pass off something else as it."""

from __future__ import annotations

import zlib
from dataclasses import replace
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.changes import Edit, make_change
from app.domain.encoding import Value, decode, encode
from app.errors import Refused, Untrusted
from sync.protocol.cose import sign
from sync.protocol.padding import deflate, pad
from sync.protocol.sealing import seal
from sync.protocol.segments import (
    LARGEST_ENTRY,
    LARGEST_GROUP,
    LONGEST_TEXT,
    MOST_CHANGES,
    SEGMENT_TYPE,
    Header,
    check_group,
    make_entry,
    open_group,
    parse_entry,
    seal_group,
    verify_entry,
)
from tests.sync.protocol.team import make_team

TEAM = make_team()
KEY = TEAM.content_key
SIGN, PUBLIC = TEAM.lead.keys.sign, TEAM.lead.keys.public.sign
BASE = TEAM.base()
CHANGES = [TEAM.change(said) for said in ("seen alone", "safe to ring")]
ENCODED = [change.encoded for change in CHANGES]
FROZEN = bytes(32)


def group_of(plaintext: bytes, base: Header = BASE) -> bytes:
    """Whatever someone who has the content key cares to seal."""
    info = b"yarrow/group/v1" + base.space + base.device
    return seal(KEY, plaintext, info=info, aad=base.encode(), random32=FROZEN)


def listed(*values: Value) -> bytes:
    return group_of(pad(deflate(encode(list(values)))))


GROUP = seal_group(KEY, BASE, changes=ENCODED, random32=FROZEN)
ENTRY = make_entry(SIGN, BASE, [GROUP])


def test_a_segment_reads_as_it_was_written() -> None:
    entry = parse_entry(ENTRY)

    verify_entry(entry, PUBLIC)
    check_group(entry, 0, GROUP)
    assert entry.base == BASE
    assert entry.hash == sha256(ENTRY).digest()
    assert open_group(KEY, entry.base, GROUP) == tuple(CHANGES)


@settings(max_examples=30)
@given(st.lists(st.text(max_size=300), min_size=1, max_size=300))
def test_any_changes_survive_the_way(texts: list[str]) -> None:
    changes = [TEAM.change(text) for text in texts]
    group = seal_group(KEY, BASE, changes=[change.encoded for change in changes], random32=FROZEN)

    assert open_group(KEY, BASE, group) == tuple(changes)


def test_a_group_opens_under_no_other_header() -> None:
    for other in (
        replace(BASE, space=bytes(32)),
        replace(BASE, device=bytes(16)),
        replace(BASE, incarnation=bytes(8)),
        replace(BASE, seq=2),
        replace(BASE, previous=b"p" * 32),
        replace(BASE, epoch=2),
        replace(BASE, seen=b"other"),
        replace(BASE, clock=0),
    ):
        with pytest.raises(Untrusted, match="sync.cannot_open"):
            open_group(KEY, other, GROUP)


def test_a_group_opens_with_no_other_key() -> None:
    with pytest.raises(Untrusted, match="sync.cannot_open"):
        open_group(bytes(32), BASE, GROUP)


def test_groups_swapped_within_a_segment_are_found_out() -> None:
    other = seal_group(KEY, BASE, changes=ENCODED[:1], random32=FROZEN)
    entry = parse_entry(make_entry(SIGN, BASE, [GROUP, other]))

    for index, group in ((0, other), (1, GROUP), (2, GROUP), (-1, other)):
        with pytest.raises(Untrusted, match="sync.wrong_group"):
            check_group(entry, index, group)


@pytest.mark.parametrize("group", [b"", GROUP[:-1], GROUP + b"\0", GROUP[:-1] + b"\0"])
def test_a_group_truncated_extended_or_altered_is_found_out(group: bytes) -> None:
    with pytest.raises(Untrusted, match="sync.wrong_group"):
        check_group(parse_entry(ENTRY), 0, group)
    with pytest.raises(Untrusted):
        open_group(KEY, BASE, group)


def test_an_entry_of_another_device_is_found_out() -> None:
    entry = parse_entry(make_entry(TEAM.pc().keys.sign, BASE, [GROUP]))

    with pytest.raises(Untrusted, match="sync.wrong_signature"):
        verify_entry(entry, PUBLIC)


def test_a_header_altered_is_found_out() -> None:
    parts = decode(ENTRY)
    assert isinstance(parts, list)
    parts[2] = encode([replace(BASE, seq=2).encode(), [[sha256(GROUP).digest(), len(GROUP)]]])

    with pytest.raises(Untrusted, match="sync.wrong_signature"):
        verify_entry(parse_entry(encode(parts)), PUBLIC)


@given(st.integers(0, len(ENTRY) - 1), st.integers(1, 255))
def test_every_byte_of_an_entry_counts(place: int, flip: int) -> None:
    data = bytearray(ENTRY)
    data[place] ^= flip

    with pytest.raises(Untrusted):
        verify_entry(parse_entry(bytes(data)), PUBLIC)


def signed(*parts: Value) -> bytes:
    return sign(SIGN, SEGMENT_TYPE, encode(list(parts)))


REF: list[Value] = [bytes(32), 10]


@pytest.mark.parametrize(
    "entry",
    [
        signed(),
        signed(BASE.encode()),
        signed(BASE.encode(), []),
        signed(BASE.encode(), [REF], 1),
        signed(BASE.encode(), [[bytes(31), 10]]),
        signed(BASE.encode(), [[bytes(32), -1]]),
        signed(BASE.encode(), [bytes(32)]),
        signed(encode({}), [REF]),
        signed(encode([1]), [REF]),
        signed(encode({"format": 1, "space": bytes(32)}), [REF]),
    ],
)
def test_an_entry_of_another_shape_is_refused(entry: bytes) -> None:
    with pytest.raises(Untrusted, match="sync.not_understood"):
        parse_entry(entry)


def test_an_entry_of_a_later_format_is_a_newer_program() -> None:
    with pytest.raises(Untrusted, match="sync.newer_program"):
        parse_entry(signed(encode({"format": 2}), [REF]))


def test_a_header_beyond_its_size_is_left_unread() -> None:
    with pytest.raises(Untrusted, match="sync.too_large"):
        parse_entry(bytes(LARGEST_ENTRY + 1))
    with pytest.raises(Untrusted, match="sync.too_large"):
        parse_entry(signed(BASE.encode(), [[bytes(32), LARGEST_GROUP + 1]]))


def test_a_group_beyond_its_size_is_left_unread() -> None:
    with pytest.raises(Untrusted, match="sync.too_large"):
        open_group(KEY, BASE, bytes(LARGEST_GROUP + 1))


def test_a_bomb_is_refused() -> None:
    bomb = zlib.compress(zlib.compress(bytes(64 * 1024 * 1024)))
    once = group_of(pad(zlib.decompress(bomb)))

    with pytest.raises(Untrusted, match="sync.too_large"):
        open_group(KEY, BASE, once)


def test_more_changes_than_fit_are_refused() -> None:
    many: list[Value] = [decode(ENCODED[0])] * (MOST_CHANGES + 1)

    with pytest.raises(Untrusted, match="sync.too_large"):
        open_group(KEY, BASE, listed(*many))


def test_a_text_beyond_its_length_is_refused() -> None:
    change = decode(ENCODED[0])
    assert isinstance(change, dict)
    for place in ({"a": ["x" * (LONGEST_TEXT + 1)]}, {"a": {"x" * (LONGEST_TEXT + 1): 1}}):
        with pytest.raises(Untrusted, match="sync.too_large"):
            open_group(KEY, BASE, listed({**change, "set": place, "over": {}}))  # type: ignore[dict-item]


@pytest.mark.parametrize("plaintext", [encode([]), encode({}), encode(1)])
def test_a_group_without_a_list_of_changes_is_refused(plaintext: bytes) -> None:
    with pytest.raises(Untrusted, match="sync.not_understood"):
        open_group(KEY, BASE, group_of(pad(deflate(plaintext))))


def test_what_is_no_change_is_refused() -> None:
    with pytest.raises(Untrusted, match="changes.not_understood"):
        open_group(KEY, BASE, listed(decode(ENCODED[0]), {"kind": "person"}))


@pytest.mark.parametrize("count", [0, MOST_CHANGES + 1, 70_000])
def test_a_save_that_nobody_could_open_is_not_sealed(count: int) -> None:
    with pytest.raises(Refused, match="sync.save_too_large"):
        seal_group(KEY, BASE, changes=ENCODED[:1] * count, random32=FROZEN)


def test_a_save_that_inflates_too_far_is_not_sealed() -> None:
    edit = Edit("note", bytes(16), None, {"text": "x" * 1_000_000}, {})
    large = make_change(edit, salt=bytes(16), at=0, time=(0, None)).encoded

    with pytest.raises(Refused, match="sync.save_too_large"):
        seal_group(KEY, BASE, changes=[large] * 9, random32=FROZEN)
    assert len(seal_group(KEY, BASE, changes=[large] * 8, random32=FROZEN)) < LARGEST_GROUP


def test_more_groups_than_a_header_holds_are_refused() -> None:
    with pytest.raises(Refused, match="sync.save_too_large"):
        make_entry(SIGN, BASE, [b"x"] * 1001)


def test_frozen_randomness_gives_no_salt_twice_for_two_texts() -> None:
    salts = {
        seal_group(KEY, base, changes=changes, random32=FROZEN)[:32]
        for base in (BASE, replace(BASE, seq=2))
        for changes in (ENCODED, ENCODED[:1], ENCODED[::-1])
    }

    assert len(salts) == 6


def test_small_saves_have_one_size() -> None:
    assert len({len(seal_group(KEY, BASE, changes=[c], random32=FROZEN)) for c in ENCODED}) == 1


def test_no_word_stands_open_in_what_travels() -> None:
    assert b"alone" not in GROUP + ENTRY
    assert b"person" not in GROUP + ENTRY


@given(st.binary(max_size=500))
def test_any_bytes_at_all_end_in_untrusted(data: bytes) -> None:
    with pytest.raises(Untrusted):
        parse_entry(data)
    with pytest.raises(Untrusted):
        parse_entry(sign(SIGN, SEGMENT_TYPE, data))
    with pytest.raises(Untrusted):
        open_group(KEY, BASE, data)
    with pytest.raises(Untrusted):
        open_group(KEY, BASE, group_of(data))
    with pytest.raises(Untrusted):
        open_group(KEY, BASE, group_of(pad(deflate(data))))
