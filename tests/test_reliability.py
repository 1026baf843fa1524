"""The page on what was done to break it names tests and numbers that there are."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "reliability.md").read_text("utf-8")
SOURCES = {path: path.read_text("utf-8") for path in (ROOT / "tests").rglob("test_*.py")}


def test_every_test_and_file_it_names_is_there() -> None:
    files = set(re.findall(r"tests/[\w/]+(?:\.py)?", PAGE))
    names = set(re.findall(r"`([a-z0-9]+(?:_[a-z0-9]+){3,})`", PAGE))
    written = "\n".join(SOURCES.values())

    assert len(files) > 10 and len(names) > 15
    assert [name for name in sorted(files) if not (ROOT / name).exists()] == []
    assert [name for name in sorted(names) if f"def test_{name}(" not in written] == []


def test_each_of_the_nineteen_situations_of_the_protocol_is_there() -> None:
    rows = re.findall(r"^\| (\d+) \| .+ \| (.+) \|$", PAGE, flags=re.MULTILINE)

    assert [int(nr) for nr, _ in rows] == list(range(1, 20))
    assert [nr for nr, tests in rows if "tests/" not in tests] == ["11"]


def test_every_number_it_names_is_read_by_a_test() -> None:
    numbers = set(re.findall(r"YARROW_[A-Z]+", PAGE))
    written = "\n".join(SOURCES.values())

    assert [number for number in sorted(numbers) if f'"{number}"' not in written] == []
