"""One line of a note: whose words it holds, and the words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.domain.encoding import Value

FACT, SAID, OPINION = "fact", "said", "opinion"
LABELS = (FACT, SAID, OPINION)
_OPEN, _CLOSE = "“", "”"


@dataclass(frozen=True, slots=True)
class Line:
    """`label` is one of LABELS, or empty while nobody has said what the line is."""

    label: str = ""
    text: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether there are no words yet; the quote mark it opened with is none."""
        return not self.text.strip(f"{_OPEN}{_CLOSE} \n\t")


def labelled(line: Line, label: str) -> Line:
    """The line under another label; what is said opens with a quote mark, other lines do not."""
    if label == SAID and line.is_blank:
        return Line(label, _OPEN)
    if line.label == SAID and line.is_blank:
        return Line(label, "")
    return replace(line, label=label)


def next_to(line: Line) -> Line:
    """A new line after this one; it keeps the label."""
    return labelled(Line(), line.label) if line.label else Line()


def to_sign(lines: Sequence[Line]) -> list[Value]:
    """The lines as a note holds them: blank ones left out, open quote marks closed."""
    return [_value(line.label, _closed(line)) for line in lines if not line.is_blank]


def to_keep(lines: Sequence[Line]) -> list[Value]:
    """The lines as a draft holds them, just as they stand."""
    return [_value(line.label, line.text) for line in lines]


def kept(value: Value) -> tuple[Line, ...]:
    """The lines of a draft; at least one."""
    items = value if isinstance(value, list) else []
    parts = [{str(k): str(v) for k, v in item.items()} for item in items if isinstance(item, dict)]
    lines = [Line(part.get("label", ""), part.get("text", "")) for part in parts]
    return tuple(lines) or (Line(),)


def left_over(signed: Sequence[Line], now: Sequence[Line]) -> list[Line]:
    """What was typed since lines were signed: behind their words, and in lines of its own.

    A line that was changed within is left over whole.
    """
    before = [*(line.text for line in signed), *("" for _ in now)]
    rest = [
        replace(line, text=line.text.removeprefix(text).lstrip() if text else line.text)
        for line, text in zip(now, before, strict=False)
    ]
    return [line for line in rest if not line.is_blank]


def divided(text: str, most: int) -> list[str]:
    """A long text in pieces of at most `most` signs, cut at the end of a line or between words.

    Joined again they are the text, less the blank at each cut.
    """
    pieces = []
    while len(text) > most:
        cut = max(text.rfind("\n", most // 2, most), 0) or max(text.rfind(" ", most // 2, most), 0)
        pieces.append(text[: cut or most])
        text = text[cut + 1 if cut else most :]
    return [*pieces, text]


def _value(label: str, text: str) -> Value:
    line: dict[str, Value] = {"label": label, "text": text}
    return line


def _closed(line: Line) -> str:
    text = line.text.strip()
    is_open = line.label == SAID and text.startswith(_OPEN) and _CLOSE not in text
    return f"{text}{_CLOSE}" if is_open else text
