"""Sizes and fonts at the text scale that a person chose."""

from __future__ import annotations

from PySide6.QtGui import QFont

from ui.theme.face import Face

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
        self._faces: dict[tuple[tuple[str, ...], int, QFont.Weight], Face] = {}

    def px(self, size: float) -> int:
        """Whole pixels for a size given at 100 %."""
        return round(size * self.factor)

    def font(self, size: int = BODY, weight: QFont.Weight = REGULAR) -> Face:
        """The interface font at a size given at 100 %."""
        return self._face(FAMILIES, size, weight)

    def code_font(self, size: int = CAPTION) -> Face:
        """The font for codes, fingerprints and references, all letters equally wide."""
        return self._face(CODE_FAMILIES, size, REGULAR)

    def _face(self, families: tuple[str, ...], size: int, weight: QFont.Weight) -> Face:
        """Made once: every painted line asks for one."""
        key = (families, size, weight)
        face = self._faces.get(key)
        if face is None:
            face = self._faces[key] = Face(self._made(families, size, weight))
        return face

    def _made(self, families: tuple[str, ...], size: int, weight: QFont.Weight) -> QFont:
        font = QFont()
        font.setFamilies(families)
        font.setPixelSize(self.px(size))
        font.setWeight(weight)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return font
