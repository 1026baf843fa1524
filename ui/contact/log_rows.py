"""How the questions about a try stand, so that all of them are in sight beside Save."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.boxes.beside import Beside
from ui.boxes.editor_field import EditorField
from ui.theme.spacing import Spacing
from ui.theme.theme import Theme

_NEXT, _BESIDE, _WHEN, _WAY = 288, 270, 112, 146
_GAP, _BELOW = 12, 14


def log_rows(fields: Mapping[str, EditorField], theme: Theme) -> list[QWidget]:
    """The next try, when and how side by side; the rest one below the other.

    The next try comes first: after "No answer" it is all that is asked, and the others are filled.
    """
    moment = QWidget()
    Beside(
        [(fields["happened_at"], _WHEN), (fields["way"], _WAY)],
        theme,
        gap=_GAP,
        below=_BELOW,
        parent=moment,
    )
    beside = QWidget()
    column = QVBoxLayout(beside)
    Spacing(column, theme, gap=_BELOW)
    column.addWidget(moment)
    column.addWidget(fields["checked"])
    column.addStretch(1)
    middle = QWidget()
    Beside(
        [(fields["next_try_at"], _NEXT), (beside, _BESIDE)],
        theme,
        gap=_GAP + 4,
        below=_BELOW,
        parent=middle,
    )
    placed = ("next_try_at", "happened_at", "way", "checked", "said")
    above = [field for name, field in fields.items() if name not in placed]
    return [*above, middle, fields["said"]]
