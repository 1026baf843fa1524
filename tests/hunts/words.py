"""Words that occur nowhere else, to be planted and sought."""

from __future__ import annotations

import random
from pathlib import Path

MARK = "zqxvk"
"""Every word begins with it, so that one search finds them all."""
_MIDDLE, _END = "aeiou", ("lth", "rxe", "mpk", "gwy")


class Words:
    """Gives words one by one, and remembers them; `where` tells which act took each.

    `stick` is a folder off this PC for files that a person brings or takes away. `exact` are
    secrets that the program makes or takes which are no words: a code, a PIN.
    """

    def __init__(self, stick: Path) -> None:
        self._chance = random.Random(200)
        self.stick = stick
        self.exact: set[str] = set()
        self.where: dict[str, str] = {}
        self.act = ""

    def take(self, count: int = 1) -> str:
        """So many new words, with blanks between them."""
        new = [self._new() for _ in range(count)]
        self.where |= dict.fromkeys(new, self.act)
        return " ".join(new)

    def _new(self) -> str:
        pick = self._chance.choice
        while True:
            parts = (MARK, pick(_MIDDLE), pick(_END), pick(_MIDDLE), pick(_END))
            word = "".join(parts) + str(self._chance.randrange(10, 100))
            if word not in self.where:
                return word
