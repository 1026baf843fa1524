"""The short and familiar names that are shipped, both ways round."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

import resources
from app.domain.matching.names import words_of
from app.domain.matching.vocabulary import Nicknames
from app.forms.tables import read_toml

_FILE = "matching/nicknames.toml"


@cache
def load_nicknames() -> Nicknames:
    """For each name those it may stand for; raises Refused `form.definition_...` if broken."""
    return parse_nicknames(resources.read_text(_FILE))


def parse_nicknames(text: str) -> Nicknames:
    """The same from TOML: each line of `names` is one name and its other forms."""
    table = read_toml(text, source=_FILE)
    table.text("title")
    found: defaultdict[str, set[str]] = defaultdict(set)
    for line in table.texts("names"):
        words = words_of(line)
        if len(words) < 2:
            table.fail("value", "names")
        for word in words:
            found[word] |= {other for other in words if other != word}
    table.close()
    return {word: frozenset(others) for word, others in found.items()}
