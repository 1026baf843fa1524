"""One scene made for all tests of a module, and a copy of it for each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sync.hostile.scene import Scene, again, make


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    scene = make(tmp_path_factory.mktemp("scene"))
    scene.close()
    return scene


@pytest.fixture
def scene(template: Scene, tmp_path: Path) -> Iterator[Scene]:
    opened = again(template, tmp_path)
    yield opened
    opened.close()
