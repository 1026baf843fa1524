"""A document that may leave the program: its lines, from which text and pages are drawn alike."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from dataclasses import dataclass

_WIDTH = 78


@dataclass(frozen=True, slots=True)
class Line:
    """A label and the words beside it; the label may be empty."""

    label: str
    words: str

    @property
    def text(self) -> str:
        """Both as they stand in a text."""
        return f"{self.label}: {self.words}" if self.label else self.words


@dataclass(frozen=True, slots=True)
class Part:
    """Lines under a heading."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A title, its parts, and a last sentence."""

    title: str
    parts: tuple[Part, ...]
    foot: str = ""

    @property
    def text(self) -> str:
        """All of it as plain text: what the check reads is what is written and drawn."""
        return self._text(_wrapped)

    @property
    def loose_text(self) -> str:
        """The same without breaks of our own, for a place that wraps lines itself."""
        return self._text(str)

    def _text(self, wrap: Callable[[str], str]) -> str:
        blocks = [self.title]
        for part in self.parts:
            lines = [wrap(each.text) for each in part.lines]
            blocks.append("\n".join([part.title.upper(), *lines]))
        return "\n\n".join(filter(None, [*blocks, wrap(self.foot)])) + "\n"


def _wrapped(line: str) -> str:
    """A line broken at words; the breaks that a person typed stay."""
    return "\n".join(
        textwrap.fill(each, _WIDTH, break_long_words=False, break_on_hyphens=False) if each else ""
        for each in line.split("\n")
    )
