"""Reading a definition's tables strictly: every key known, every value of its type."""

from __future__ import annotations

import tomllib
from datetime import date
from typing import NoReturn, TypeVar

from app.errors import Refused

_T = TypeVar("_T")


def read_toml(text: str, *, source: str) -> Table:
    """The top table of a definition; `source` names it in failures.

    Raises Refused `form.definition_unreadable` for what is not TOML.
    """
    try:
        return Table(tomllib.loads(text), source=source, place="top")
    except tomllib.TOMLDecodeError as error:
        raise Refused("form.definition_unreadable", source=source) from error


class Table:
    """One table whose keys are taken one by one; `close` refuses any that nobody took.

    All failures are Refused `form.definition_...` with the facts `source` and `place`.
    """

    def __init__(self, content: dict[str, object], *, source: str, place: str) -> None:
        self._left = dict(content)
        self._source = source
        self._place = place

    def text(self, key: str, default: str | None = None) -> str:
        """The text under a key; without a default the key must be there."""
        return self._take(key, str, default)

    def number(self, key: str, default: int | None = None) -> int:
        """The whole number under a key; without a default the key must be there."""
        return self._take(key, int, default)

    def flag(self, key: str, *, default: bool) -> bool:
        """The boolean under a key."""
        return self._take(key, bool, default)

    def day(self, key: str) -> date | None:
        """The date under a key, written YYYY-MM-DD, or None where it is absent."""
        written = self._take(key, str, "")
        try:
            return date.fromisoformat(written) if written else None
        except ValueError:
            self.fail("value", key)

    def texts(self, key: str) -> tuple[str, ...]:
        """The list of texts under a key, empty where it is absent."""
        items = self._take(key, list, [])
        for item in items:
            if type(item) is not str:
                self.fail("type", key)
        return tuple(items)

    def left(self) -> tuple[str, ...]:
        """The keys that nobody took yet, in their order."""
        return tuple(self._left)

    def text_or_texts(self, key: str) -> tuple[str, ...]:
        """The text under a key, or the list of texts."""
        if isinstance(self._left.get(key), str):
            return (self.text(key),)
        return self.texts(key)

    def tables(self, key: str) -> list[Table]:
        """The list of tables under a key, empty where it is absent."""
        items = self._take(key, list, [])
        return [self._inner(item, f"{key}[{place}]") for place, item in enumerate(items, start=1)]

    def named(self, key: str) -> dict[str, Table]:
        """The tables below a key by their names, empty where it is absent."""
        items = self._take(key, dict, {})
        return {name: self._inner(item, f"{key}.{name}") for name, item in items.items()}

    def table(self, key: str) -> Table | None:
        """The table under a key, or None where it is absent."""
        item = self._left.pop(key, None)
        return None if item is None else self._inner(item, key)

    def close(self) -> None:
        """Refuse what was not taken: a key that this version does not know."""
        for key in self._left:
            self.fail("unknown_key", key)

    def fail(self, problem: str, key: str) -> NoReturn:
        """Raise Refused `form.definition_<problem>`, naming the place of a key."""
        raise Refused(
            f"form.definition_{problem}", source=self._source, place=f"{self._place}.{key}"
        )

    def _take(self, key: str, kind: type[_T], default: _T | None) -> _T:
        value = self._left.pop(key, default)
        if value is None:
            self.fail("missing", key)
        if type(value) is not kind:
            self.fail("type", key)
        return value

    def _inner(self, item: object, key: str) -> Table:
        if not isinstance(item, dict):
            self.fail("type", key)
        return Table(item, source=self._source, place=f"{self._place}.{key}")
