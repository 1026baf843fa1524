from __future__ import annotations

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

import resources
from ui.theme.icons import Icons
from ui.theme.tokens import colours_of


def _colours_in(image: QImage) -> set[str]:
    spots = ((x, y) for x in range(image.width()) for y in range(image.height()))
    colours = (image.pixelColor(x, y) for x, y in spots)
    return {colour.name().upper() for colour in colours if colour.alpha() == 255}


def test_every_icon_can_be_drawn(qapp: QApplication) -> None:
    icons = Icons(colours_of("light"))

    for name in resources.names("icons", ".svg"):
        image = icons.pixmap(name.removesuffix(".svg"), ink="text", size=40).toImage()
        assert _colours_in(image), name


def test_an_icon_takes_the_ink_asked_for(qapp: QApplication) -> None:
    icons = Icons(colours_of("light"))

    image = icons.pixmap("trifill", ink="danger", size=40).toImage()

    assert "#A3211B" in _colours_in(image)


def test_a_tick_in_a_box_has_the_ink_that_belongs_on_it(qapp: QApplication) -> None:
    icons = Icons(colours_of("dark"))

    image = icons.pixmap("boxon", ink="accent", size=80).toImage()

    assert {"#86CCDF", "#06242D"} <= _colours_in(image)


def test_a_dense_screen_gets_more_pixels(qapp: QApplication) -> None:
    icons = Icons(colours_of("light"))

    assert icons.pixmap("lock", ink="text", size=18, ratio=2.0).width() == 36


def test_the_second_request_is_served_from_the_first(qapp: QApplication) -> None:
    icons = Icons(colours_of("light"))

    first = icons.pixmap("lock", ink="text", size=18)

    assert icons.pixmap("lock", ink="text", size=18).cacheKey() == first.cacheKey()


def test_an_unknown_icon_is_refused(qapp: QApplication) -> None:
    with pytest.raises(FileNotFoundError):
        Icons(colours_of("light")).pixmap("unicorn", ink="text", size=18)
