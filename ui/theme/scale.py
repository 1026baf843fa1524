"""Sizes and fonts at the text scale that a person chose."""

from __future__ import annotations

from PySide6.QtGui import QFont

SMALLEST, LARGEST, STEP = 1.0, 2.0, 0.1

CAPTION, SMALL, BODY, LEAD, TITLE, FIGURE, CLOCK = 12, 13, 14, 16, 20, 24, 48
"""Text sizes in pixels at 100 %."""

REGULAR = QFont.Weight.Normal
STRONG = QFont.Weight.DemiBold
LIGHT = QFont.Weight.Light

FAMILIES = (
    "Segoe UI Variable Text",
    "Segoe UI",
    "SF Pro Text",
    "Helvetica Neue",
    "Noto Sans",
    "Ubuntu",
)
CODE_FAMILIES = ("Cascadia Mono", "Consolas", "SF Mono", "DejaVu Sans Mono", "Noto Sans Mono")


class Scale:
    """One factor, from 1.0 to 2.0, that every size passes through."""

    def __init__(self, factor: float = SMALLEST) -> None:
        self.factor = round(min(LARGEST, max(SMALLEST, factor)), 2)
        self._fonts: dict[tuple[tuple[str, ...], int, QFont.Weight], QFont] = {}

    def px(self, size: float) -> int:
        """Whole pixels for a size given at 100 %."""
        return round(size * self.factor)

    def font(self, size: int = BODY, weight: QFont.Weight = REGULAR) -> QFont:
        """The interface font at a size given at 100 %."""
        return self._font(FAMILIES, size, weight)

    def code_font(self, size: int = CAPTION) -> QFont:
        """The font for codes, fingerprints and references, all letters equally wide."""
        return self._font(CODE_FAMILIES, size, REGULAR)

    def _font(self, families: tuple[str, ...], size: int, weight: QFont.Weight) -> QFont:
        """A font that is the caller's own; every painted line asks for one."""
        key = (families, size, weight)
        if key not in self._fonts:
            self._fonts[key] = self._made(families, size, weight)
        return QFont(self._fonts[key])

    def _made(self, families: tuple[str, ...], size: int, weight: QFont.Weight) -> QFont:
        font = QFont()
        font.setFamilies(families)
        font.setPixelSize(self.px(size))
        font.setWeight(weight)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return font
