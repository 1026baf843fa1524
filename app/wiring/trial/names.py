"""Obviously made-up people: plants and birds, with NHS numbers never issued to anyone."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from random import Random

import resources
from app.domain import nhs_number

_NAMES = tomllib.loads(resources.read_text("trial/names.toml"))
GIVEN: tuple[str, ...] = tuple(_NAMES["given"].split())
FAMILY: tuple[str, ...] = tuple(_NAMES["family"].split())


def a_name(random: Random) -> str:
    """A name nobody has; some end in -Test, as training records often do."""
    ending = "-Test" if random.random() < 0.15 else ""
    return f"{random.choice(GIVEN)} {random.choice(FAMILY)}{ending}"


def nhs_numbers() -> Iterator[str]:
    """All good NHS numbers of the range 999, about 900,000, from the lowest."""
    for base in range(999_000_001, 1_000_000_000):
        for check in "0123456789":
            if nhs_number.is_nhs_number(f"{base}{check}"):
                yield f"{base}{check}"
