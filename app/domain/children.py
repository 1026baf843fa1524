"""The children that several files of one person name: each once, though two may read the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.domain.encoding import Value

Answers = Mapping[str, Value]


@dataclass(slots=True)
class Children:
    """Those found so far, each with the files that name him."""

    _found: list[tuple[Answers, set[bytes]]] = field(default_factory=list)

    def with_one(self, file: bytes, answers: Answers) -> tuple[Answers, ...]:
        """All of them with one more that a file names; of what another file names too, once.

        One child is named once in a file: so two who read the same there are two.
        """
        for number, (known, files) in enumerate(self._found):
            if file not in files and is_same(known, answers):
                self._found[number] = ({**answers, **known}, files | {file})
                break
        else:
            self._found.append((answers, {file}))
        return tuple(known for known, _ in self._found)


def is_same(one: Answers, other: Answers) -> bool:
    """Whether two files tell of one child: the same in all that both say, a name among it; or
    word for word, without one. What differs goes twice, for a person to see.
    """
    both = one.keys() & other.keys()
    is_alike = all(_plain(one[name]) == _plain(other[name]) for name in both)
    return one == other or (is_alike and "name" in both)


def _plain(value: Value) -> Value:
    return " ".join(value.casefold().split()) if isinstance(value, str) else value
