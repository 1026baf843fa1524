"""What the task bar's questions mean; the calls themselves need a Windows PC."""

from __future__ import annotations

import struct

import pytest

from app.wiring.system.windows_pictures import WindowsPictures, header_of, size_asked_for


def test_the_size_of_a_thumbnail_is_read_from_the_message() -> None:
    assert size_asked_for(200 << 16 | 150) == (200, 150)
    assert size_asked_for(0) == (1, 1)


def test_a_tile_is_32_bits_a_pixel_from_the_top() -> None:
    size, width, height, planes, bits = struct.unpack("<IiiHH", header_of(200, 150)[:16])

    assert (size, width, height, planes, bits) == (40, 200, -150, 1, 32)
    assert len(header_of(200, 150)) == 40


def test_its_libraries_are_nowhere_else() -> None:
    with pytest.raises(OSError, match="user32"):
        WindowsPictures()
