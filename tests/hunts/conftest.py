"""The real program in a process of its own, on vaults of its own, in a profile of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.hunts.program import PASSPHRASE, Program, Surroundings
from tests.hunts.words import Words
from tests.journeys.conftest import vault_of, yarrow
from tests.vaults import put_vault

__all__ = ["vault_of", "yarrow"]


@pytest.fixture
def surroundings(tmp_path: Path) -> Surroundings:
    """A profile with the vault of a person whose name stands nowhere in the program."""
    made = Surroundings(tmp_path / "profile")
    put_vault(made.vaults / "first", "Sorrel Hathersage", PASSPHRASE)
    return made


@pytest.fixture
def words(tmp_path: Path) -> Words:
    """Words to plant, and a stick that is no part of the profile."""
    stick = tmp_path / "stick"
    stick.mkdir()
    return Words(stick)


@pytest.fixture
def start_program(surroundings: Surroundings) -> Iterator[Callable[[], Program]]:
    """Start the program; each one started is ended after the test."""
    running: list[Program] = []

    def start() -> Program:
        running.append(Program(surroundings))
        return running[-1]

    yield start
    for program in running:
        program.end()


@pytest.fixture
def program(start_program: Callable[[], Program]) -> Program:
    """The program at its lock screen."""
    return start_program()
