"""The theme in use: what to draw with now, and a signal when that changes."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFont, QIcon, QPalette, QPen, QPixmap
from PySide6.QtWidgets import QApplication, QStyleFactory

from ui.safety.event_watch import unwatched
from ui.theme.face import Face
from ui.theme.icons import Icons
from ui.theme.palette import palette_of
from ui.theme.scale import BODY, CAPTION, REGULAR, Scale
from ui.theme.stylesheet import style_sheet
from ui.theme.tokens import ThemeName, colours_of


class Theme(QObject):
    """Colours, sizes, fonts and icons, handed to every widget that paints.

    `letters_act` says whether a letter that stands alone does something where no text is typed; so
    no letter is shown as a key where it does nothing.

    Signals: `changed()` after the colours or the text scale became others, or whether letters act;
    the application's palette, font and style sheet have followed by then.
    """

    changed = Signal()

    def __init__(
        self, name: ThemeName = "light", *, text_scale: float = 1.0, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._scale = Scale(text_scale)
        self.letters_act = True
        self._take(name)
        self._dressed: QApplication | None = None

    @property
    def name(self) -> ThemeName:
        """Which of the three themes is in use."""
        return self._name

    @property
    def text_scale(self) -> float:
        """The factor on all sizes, 1.0 to 2.0."""
        return self._scale.factor

    def colour(self, token: str) -> QColor:
        """The colour of a token; shared, so nobody changes it."""
        colour = self._inks.get(token)
        if colour is None:
            colour = self._inks[token] = QColor(self._colours[token])
        return colour

    def fill(self, token: str) -> QBrush:
        """A brush in the colour of a token, or one that fills nothing for an empty name."""
        fill = self._fills.get(token)
        if fill is None:
            fill = self._fills[token] = QBrush(self.colour(token)) if token else QBrush()
        return fill

    def pen(self, token: str, width: float = 1.0, *, dashed: bool = False) -> QPen:
        """A pen in the colour of a token, or one that draws nothing for an empty name."""
        key = (token, width, dashed)
        pen = self._pens.get(key)
        if pen is None:
            pen = self._pens[key] = self._made_pen(token, width, dashed=dashed)
        return pen

    def px(self, size: float) -> int:
        """Whole pixels for a size given at 100 %."""
        return self._scale.px(size)

    def font(self, size: int = BODY, weight: QFont.Weight = REGULAR) -> Face:
        """The interface font at a size given at 100 %."""
        return self._scale.font(size, weight)

    def code_font(self, size: int = CAPTION) -> Face:
        """The font for codes and references at a size given at 100 %."""
        return self._scale.code_font(size)

    def pixmap(self, icon: str, *, ink: str, size: int, ratio: float = 1.0) -> QPixmap:
        """An icon in a token's colour; `size` is given at 100 %."""
        return self._icons.pixmap(icon, ink=ink, size=self.px(size), ratio=ratio)

    def icon(self, icon: str, *, ink: str = "text", size: int = 18) -> QIcon:
        """An icon for Qt's own controls, which do not follow a change by themselves."""
        return QIcon(self.pixmap(icon, ink=ink, size=size, ratio=2.0))

    def palette(self) -> QPalette:
        """The palette of the theme in use."""
        return palette_of(self._colours)

    def style_sheet(self) -> str:
        """The style sheet of the theme in use."""
        return style_sheet(self._colours, self._scale)

    def dress(self, application: QApplication) -> None:
        """Give the application this look, now and after each change.

        The palette goes on the application: set on a window it does not reach labels once a
        style sheet is there.
        """
        application.setStyle(QStyleFactory.create("Fusion"))
        self._dressed = application
        self._apply()

    def use(self, name: ThemeName) -> None:
        """Change to another of the three themes."""
        if name != self._name:
            self._take(name)
            self._apply()
            self.changed.emit()

    def scale_text(self, factor: float) -> None:
        """Change the text scale; a factor beyond 1.0 to 2.0 becomes the nearer end."""
        scale = Scale(factor)
        if scale.factor != self._scale.factor:
            self._scale = scale
            self._apply()
            self.changed.emit()

    def let_letters_act(self, *, on: bool) -> None:
        """Let single letters, digits and signs do something on rows and answers, or nothing."""
        if on != self.letters_act:
            self.letters_act = on
            self.changed.emit()

    def key_shown(self, key: str) -> str:
        """What to show of a key: nothing for a letter alone where those do nothing."""
        return key if self.letters_act or len(key) > 1 else ""

    def _take(self, name: ThemeName) -> None:
        self._name: ThemeName = name
        self._colours = colours_of(name)
        self._icons = Icons(self._colours)
        self._inks: dict[str, QColor] = {}
        self._fills: dict[str, QBrush] = {}
        self._pens: dict[tuple[str, float, bool], QPen] = {}

    def _made_pen(self, token: str, width: float, *, dashed: bool) -> QPen:
        if not token:
            return QPen(Qt.PenStyle.NoPen)
        style = Qt.PenStyle.CustomDashLine if dashed else Qt.PenStyle.SolidLine
        pen = QPen(self.colour(token), width, style)
        if dashed:
            pen.setDashPattern([3.0, 2.5])
        return pen

    def _apply(self) -> None:
        if self._dressed is not None:
            # A sheet put over another is worked out for each widget and again for all inside it:
            # seconds in a full window, where taking the old one off first takes a part of one.
            with unwatched():
                self._dressed.setStyleSheet("")
                self._dressed.setPalette(self.palette())
                self._dressed.setFont(self.font())
                self._dressed.setStyleSheet(self.style_sheet())
