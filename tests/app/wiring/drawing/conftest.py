"""Drawing processes: real ones, started once for the tests that leave them as they are."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from app.domain.attachment import Media
from app.wiring.drawing.process import SHOW, TAKE, Drawing


@pytest.fixture(scope="session")
def taking() -> Iterator[Drawing]:
    with Drawing(TAKE) as drawing:
        yield drawing


@pytest.fixture(scope="session")
def showing() -> Iterator[Drawing]:
    with Drawing(SHOW) as drawing:
        yield drawing


@pytest.fixture
def take(taking: Drawing) -> Callable[[str, bytes], bytes]:
    """A file made anew over there."""

    def taken(media: str, content: bytes) -> bytes:
        _, body = taking.take(Media(media), [content], len(content))
        return b"".join(body)

    return taken
