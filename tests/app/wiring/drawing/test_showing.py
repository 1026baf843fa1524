"""What is drawn: the part asked for, upright, on white, never larger than asked."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from app.domain.attachment import Media
from app.wiring.drawing.process import Drawing
from tests.app.wiring.drawing import planted

RED, BLUE = (220, 0, 0), (0, 0, 200)
FIT = {"page": 0, "percent": 0, "turn": 0, "left": 0, "top": 0, "width": 300, "height": 200}


def draw(drawing: Drawing, **wanted: int) -> tuple[dict, Image.Image]:
    facts, body = drawing.ask({"do": "draw", **FIT, **wanted})
    content = b"".join(body)
    size = (facts["width"], facts["height"])
    assert len(content) == size[0] * size[1] * 4
    return facts, Image.frombytes("RGB", size, content, "raw", "RGBX")


def show(drawing: Drawing, media: Media, content: bytes) -> int:
    return drawing.show(media, [content], len(content))


def saved(picture: Image.Image, form: str = "PNG") -> bytes:
    target = io.BytesIO()
    picture.save(target, form)
    return target.getvalue()


def test_fit_never_enlarges_and_keeps_the_shape(showing: Drawing) -> None:
    assert show(showing, Media.PNG, saved(planted.drawing())) == 1
    facts, picture = draw(showing)
    assert picture.size == planted.SIDES and facts["whole"] == list(planted.SIDES)
    assert picture.getpixel((3, 3)) == RED and picture.getpixel((50, 30)) == BLUE

    _, small = draw(showing, width=30, height=200)
    assert small.size == (30, 20)


@pytest.mark.parametrize(
    ("turn", "corner"), [(0, (2, 2)), (1, (37, 2)), (2, (57, 37)), (3, (2, 57))]
)
def test_each_turn_is_a_quarter_clockwise(showing: Drawing, turn: int, corner) -> None:
    show(showing, Media.PNG, saved(planted.drawing()))
    _, picture = draw(showing, turn=turn)

    assert picture.getpixel(corner) == RED


def test_a_part_at_full_size_is_that_part(showing: Drawing) -> None:
    show(showing, Media.PNG, saved(planted.drawing()))
    facts, picture = draw(showing, percent=100, left=15, top=5, width=10, height=10)

    assert picture.size == (10, 10) and (facts["left"], facts["top"]) == (15, 5)
    assert picture.getpixel((4, 4)) == RED and picture.getpixel((5, 5)) == BLUE


def test_a_part_beyond_the_edge_is_moved_into_the_picture(showing: Drawing) -> None:
    show(showing, Media.PNG, saved(planted.drawing()))
    facts, picture = draw(showing, percent=100, left=9_999, top=-5, width=20, height=20)

    assert (facts["left"], facts["top"]) == (40, 0)
    assert picture.size == (20, 20)


def test_pages_of_a_document_are_drawn_one_by_one(showing: Drawing) -> None:
    assert show(showing, Media.PDF, planted.pdf()) == 2
    first, second = (draw(showing, page=page)[1] for page in (0, 1))

    assert first.tobytes() != second.tobytes()
    assert first.getpixel((2, 2)) == (255, 255, 255)


def test_pages_of_a_scan_are_drawn_one_by_one(showing: Drawing) -> None:
    assert show(showing, Media.TIFF, planted.tiff()) == 2
    colour, grey = (draw(showing, page=page)[1].getpixel((50, 30)) for page in (0, 1))

    assert colour == BLUE and len(set(grey)) == 1


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_every_mode_is_drawn(showing: Drawing, mode: str) -> None:
    plain = planted.drawing("L").convert("I").point(lambda value: value * 257).convert("I;16")
    picture = plain if mode == "I;16" else planted.drawing(mode)
    show(showing, Media.PNG, saved(picture))
    _, shown = draw(showing)

    red, blue = (shown.getpixel(at)[0] for at in ((3, 3), (50, 30)))
    assert red > blue


def test_nothing_where_the_ground_shows_is_white(showing: Drawing) -> None:
    show(showing, Media.PNG, saved(Image.new("RGBA", (9, 9), (0, 0, 0, 0))))

    assert draw(showing)[1].getpixel((4, 4)) == (255, 255, 255)


def test_words_of_a_text_and_of_a_document(showing: Drawing) -> None:
    pdf = planted.pdf("Ring 07700 900123")
    assert "Ring 07700 900123" in showing.text(Media.PDF, [pdf], len(pdf))
    assert showing.text(Media.TEXT, ["é".encode()], 2) == "é"
