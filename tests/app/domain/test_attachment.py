"""Kinds of file by their first bytes, names made safe, and what a record says of its object."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.attachment import (
    Media,
    Sealed,
    clean_name,
    length_words,
    media_in,
    media_of,
    sealed_in,
    size_words,
)
from app.errors import Refused

SEALED = Sealed("a" * 32, "b" * 64, 7, "c" * 64)


@pytest.mark.parametrize(
    ("head", "media"),
    [
        (b"\xff\xd8\xff\xe0", Media.JPEG),
        (b"\x89PNG\r\n\x1a\n", Media.PNG),
        (b"II*\0", Media.TIFF),
        (b"MM\0*", Media.TIFF),
        (b"RIFF\0\0\0\0WEBPVP8 ", Media.WEBP),
        (b"RIFF\0\0\0\0WAVEfmt ", Media.WAV),
        (b"BM\0\0", Media.BMP),
        (b"%PDF-1.7", Media.PDF),
        (b"ID3\x04", Media.MP3),
        (b"\xff\xfb\x90\0", Media.MP3),
        (b"fLaC\0", Media.FLAC),
        (b"\0\0\0\x18ftypM4A ", Media.M4A),
        (b"Dear all", Media.TEXT),
    ],
)
def test_the_bytes_tell_the_kind(head: bytes, media: Media) -> None:
    assert media_of(head + bytes(40)) is media


@pytest.mark.parametrize(
    ("head", "code"),
    [
        (b"", "attachment.empty"),
        (b"\0\0\0\x18ftypheic", "attachment.heic"),
        (b"\0\0\0\x18ftypavif", "attachment.heic"),
        (b"\0\0\0\x14ftypqt  ", "attachment.kind"),
    ],
)
def test_what_is_refused_by_its_first_bytes(head: bytes, code: str) -> None:
    with pytest.raises(Refused, match=code):
        media_of(head)


@pytest.mark.parametrize(
    ("given_", "kept"),
    [
        ("photo.jpg", "photo.jpg"),
        ("/media/stick/Wildrose Lane/photo.jpg", "photo.jpg"),
        (r"C:\Users\someone\photo.jpg", "photo.jpg"),
        ("../../etc/passwd", "passwd"),
        ("CON", "_"),
        ("con.jpg", "_.jpg"),
        ("LPT1.txt", "_.txt"),
        ("confirm.jpg", "confirm.jpg"),
        ("evil\u202egpj.exe", "evilgpj.exe"),
        ("a\u200bb\x00c\nd.jpg", "abcd.jpg"),
        ("  two   blanks .jpg. ", "two blanks .jpg"),
        ('a<b>:"|?*%.jpg', "a_b_______.jpg"),
        ("...", ""),
        ("Überweisung für 伊藤.pdf", "Überweisung für 伊藤.pdf"),
    ],
)
def test_a_name_keeps_what_is_harmless(given_: str, kept: str) -> None:
    assert clean_name(given_) == kept


@given(st.text(max_size=300))
def test_no_name_hides_or_leads_anywhere(name: str) -> None:
    clean = clean_name(name)

    assert len(clean) <= 100
    assert not set(clean) & set('/\\<>:"|?*%\0\u202e\u2066')
    assert clean == clean.strip() and clean.isprintable()
    assert clean_name(clean) == clean


def test_a_long_name_keeps_its_ending() -> None:
    assert clean_name("a" * 500 + ".jpeg").endswith("a.jpeg")


def test_a_seal_comes_back_from_its_fields() -> None:
    assert sealed_in(SEALED.fields()) == SEALED


@pytest.mark.parametrize(
    "harm",
    [
        {"object": "../../../etc/passwd"},
        {"object": "A" * 32},
        {"object_key": "b" * 63},
        {"content_sha256": None},
        {"size": -1},
        {"size": 2**40},
        {"size": "7"},
    ],
)
def test_fields_that_make_no_sense_name_no_object(harm: dict) -> None:
    assert sealed_in({**SEALED.fields(), **harm}) is None


def test_a_kind_of_a_newer_version_is_not_known() -> None:
    assert media_in({"media": "jpeg"}) is Media.JPEG
    assert media_in({"media": "hologram"}) is None and media_in({}) is None


def test_sizes_and_lengths_for_people() -> None:
    assert [size_words(size) for size in (10, 200_000, 3_300_000)] == ["1 kB", "195 kB", "3.1 MB"]
    assert [length_words(seconds) for seconds in (7, 187)] == ["0:07", "3:07"]
