"""How well one colour reads on another, and the pairs that the screens rely on."""

from __future__ import annotations

from collections.abc import Iterator

from ui.theme.tokens import Colours

_TEXT, _SHAPE = 4.5, 3.0
_TINTS = "dangerTint warnTint okTint"

PAIRS: tuple[tuple[str, str, float], ...] = (
    (
        "text",
        f"canvas surface sunken hover press selected accentTint raised decideTint {_TINTS}",
        _TEXT,
    ),
    ("text2", f"canvas surface sunken hover press selected raised decideTint {_TINTS}", _TEXT),
    ("text3", f"canvas surface sunken hover selected raised {_TINTS}", _TEXT),
    ("accentText", "canvas surface sunken selected hover accentTint railSel", _TEXT),
    ("onAccent", "accent accentHover accentPress chart1", _TEXT),
    ("danger", "surface canvas dangerTint selected hover", _TEXT),
    ("onDanger", "dangerFill", _TEXT),
    ("warn", "surface canvas warnTint selected hover", _TEXT),
    ("onWarn", "warnFill", _TEXT),
    ("ok", "surface canvas okTint selected hover", _TEXT),
    ("onOk", "okFill", _TEXT),
    ("decide", "surface canvas decideTint selected hover", _TEXT),
    ("onDecide", "decideFill", _TEXT),
    ("surface", "text text2", _TEXT),
    ("railText", "rail railSel", _TEXT),
    ("railText2", "rail railSel", _TEXT),
    ("control", "surface canvas sunken raised selected hover", _SHAPE),
    ("focus", f"surface canvas sunken selected raised decideTint {_TINTS}", _SHAPE),
    ("railFocus", "rail railSel", _SHAPE),
    ("chart1", "surface sunken", _SHAPE),
    ("chart3", "surface", _SHAPE),
    ("dangerFill", "surface canvas selected", _SHAPE),
)
"""Ink token, the ground tokens it stands on, and the least ratio allowed there."""


def ratio(ink: str, ground: str) -> float:
    """The contrast ratio of two `#RRGGBB` colours, 1 to 21, by the WCAG 2.2 formula."""
    lighter, darker = sorted((_luminance(ink), _luminance(ground)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def shortfalls(colours: Colours) -> Iterator[tuple[str, str, float]]:
    """The pairs of ink and ground that read worse than they must, with their ratio."""
    for ink, grounds, least in PAIRS:
        for ground in grounds.split():
            measured = ratio(colours[ink], colours[ground])
            if measured < least:
                yield ink, ground, measured


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
