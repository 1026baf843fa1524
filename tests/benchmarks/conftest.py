"""A vault of many made-up records, taken in as pages of a pull are."""

from __future__ import annotations

import random as chance
from collections.abc import Callable, Iterator
from itertools import accumulate, islice
from pathlib import Path

import pytest

from app.domain.changes import Change, Edit, make_change
from storage.applying import THEIRS, Arrival, apply_page
from storage.making import build_vault
from storage.unlocked import Vault, unlock
from storage.vault_file import VaultFile

NOW_MS = 1_795_000_000_000
KEY = bytes(range(32))
CONTENT = VaultFile(b"vault-id-16bytes", (), "WP", is_training=True)
MANY = 50_000
A_PAGE = 500


class MadeUp:
    """Records with as many different words as people use: one in five a person, the rest notes."""

    def __init__(self, seed: int) -> None:
        self._random = chance.Random(seed)
        self.words = sorted({self._word() for _ in range(12_000)})[:8_000]
        self._random.shuffle(self.words)
        # Word n of a language is about 1/n as frequent as the first (Zipf).
        self._often = list(accumulate(1 / (place + 2) for place in range(len(self.words))))

    def changes(self, count: int) -> Iterator[Change]:
        """Changes of new records, one each, a minute apart."""
        subject = b""
        for number in range(count):
            if number % 5 == 0:
                subject = self._random.randbytes(16)
                edit = Edit("person", subject, subject, {"name": self.name()}, {})
            else:
                lines = [{"label": "fact", "text": self.text(self._random.randint(8, 45))}]
                edit = Edit("note", subject, None, {"lines": lines, "form": "note/1"}, {})
            ms = NOW_MS - (count - number) * 60_000
            salt = self._random.randbytes(16)
            yield make_change(edit, salt=salt, at=ms << 16, time=(ms, None))

    def text(self, count: int) -> str:
        """So many words, some often and most seldom."""
        return " ".join(self._random.choices(self.words, cum_weights=self._often, k=count))

    def name(self) -> str:
        """A name nobody has."""
        return f"{self._word()} {self._word()}".title()

    def _word(self) -> str:
        syllables = self._random.choice((2, 2, 2, 3, 3))
        return "".join(
            self._random.choice(("b", "d", "f", "l", "m", "n", "r", "s", "t", "w", "st", "br"))
            + self._random.choice(("a", "e", "i", "o", "u", "ai", "ea"))
            for _ in range(syllables)
        )


def new_vault(folder: Path) -> Vault:
    """A new vault that is opened by its key."""
    folder.mkdir()
    build_vault(folder, CONTENT, name="Wren Pepperday", **GIVEN)
    return unlock(folder, CONTENT, **GIVEN)


def clock() -> int:
    return NOW_MS


GIVEN = {"key": KEY, "clock": clock, "random": chance.Random(1).randbytes}


@pytest.fixture(scope="session")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vault]:
    """A vault of 50,000 records."""
    vault = new_vault(tmp_path_factory.mktemp("many") / "vault")
    changes = MadeUp(seed=1).changes(MANY)
    while page := [Arrival(each, 1, THEIRS) for each in islice(changes, A_PAGE)]:
        vault.write(
            lambda session, page=page: apply_page(session.connection, page, space=1, now_ms=NOW_MS)
        ).result()
    yield vault
    vault.close()


@pytest.fixture(scope="session")
def typing() -> Callable[[int], list[str]]:
    """What stands in the search after each key of typing so many names and pairs of words."""

    def type_some(count: int) -> list[str]:
        made_up = MadeUp(seed=1)
        for _ in made_up.changes(5_000):
            pass
        texts = [text for _ in range(count) for text in (made_up.name(), made_up.text(2))]
        return [text[:length] for text in texts for length in range(2, len(text) + 1)]

    return type_some
