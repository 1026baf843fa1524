"""The Qt palette of a theme, for everything the style sheet does not name."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette

from ui.theme.tokens import Colours

_Role = QPalette.ColorRole
_TOKENS = {
    _Role.Window: "surface",
    _Role.WindowText: "text",
    _Role.Base: "surface",
    _Role.AlternateBase: "canvas",
    _Role.Text: "text",
    _Role.Button: "surface",
    _Role.ButtonText: "text",
    _Role.BrightText: "onAccent",
    _Role.Highlight: "accent",
    _Role.HighlightedText: "onAccent",
    _Role.PlaceholderText: "text3",
    _Role.ToolTipBase: "raised",
    _Role.ToolTipText: "text",
    _Role.Link: "accentText",
    _Role.LinkVisited: "accentText",
    _Role.Light: "surface",
    _Role.Midlight: "hover",
    _Role.Mid: "line2",
    _Role.Dark: "control",
    _Role.Shadow: "control",
}
_FADING = (_Role.WindowText, _Role.Text, _Role.ButtonText)


def palette_of(colours: Colours) -> QPalette:
    """Give every palette role its token, and what is disabled its own ink."""
    palette = QPalette()
    for role, token in _TOKENS.items():
        palette.setColor(role, QColor(colours[token]))
    for role in _FADING:
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours["disabled"]))
    return palette
