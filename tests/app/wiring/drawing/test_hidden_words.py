"""What files say of themselves is read, in every place where one can be said."""

from __future__ import annotations

import pytest
from PIL import Image

from app.domain.attachment import Media
from app.wiring.drawing.hidden_words import hidden_words
from tests.app.wiring.drawing import planted
from tests.app.wiring.drawing.planted import WORD


@pytest.mark.parametrize("media", [Media.JPEG, Media.PNG, Media.TIFF, Media.WEBP, Media.PDF])
def test_planted_words_are_read(media: Media) -> None:
    assert WORD in hidden_words(media, getattr(planted, media.value)())


def test_the_place_where_a_picture_was_taken_is_read_as_a_map_takes_it() -> None:
    found = Image.Exif()
    found.get_ifd(0x8825).update({1: "N", 2: (51.0, 44.0, 8.0), 3: "E", 4: (0.0, 28.0, 7.0)})

    words = hidden_words(Media.JPEG, planted.jpeg(exif=found, comment=b""))

    assert "Position: 51.73556, 0.46861" in words


def test_a_file_that_says_nothing_or_is_none_gives_nothing() -> None:
    assert hidden_words(Media.PDF, b"no document") == ""
    assert hidden_words(Media.BMP, planted.bmp()) == ""
