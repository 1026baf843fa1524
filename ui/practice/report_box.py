"""A quarter in figures: shown as it would be saved, for whom, and why."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from app.domain.periods import Quarter
from ui.attachments.text_area import TextArea
from ui.boxes.ask_box import AskBox
from ui.boxes.running import words_field
from ui.theme.theme import Theme
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.field import Field

_TEXT = (
    "Nobody is named. Small numbers are hidden, and so is what they could be worked out from; "
    "for anybody outside your team more of them, and the rest is rounded."
)
_WHOM = "Blank for your own team. Anybody else by name: the steering group, a commissioner"
_WHOM_OUTSIDE = "By name: the steering group, a commissioner. Then the figures are as they get them"
_WHY = "Kept in the access log"
_SHAPES = (("pdf", "Pages to read (PDF)"), ("xlsx", "Workbook (Excel)"), ("csv", "Table (CSV)"))
_HIGH = 260


class ReportBox(AskBox):
    """`show_figures` is what stands in it for the quarter and recipient chosen now.

    Signals: `looked()` when another quarter or recipient was chosen.
    """

    looked = Signal()

    def __init__(
        self,
        host: QWidget,
        theme: Theme,
        *,
        quarters: Sequence[Quarter],
        shape: str = "pdf",
        is_outside: bool = False,
    ) -> None:
        self._quarters = {str(each): each for each in quarters}
        self._period, self._shape = ChoiceBox(theme), ChoiceBox(theme)
        for each in quarters:
            self._period.addItem(each.words, str(each))
        for code, label in _SHAPES:
            self._shape.addItem(label, code)
        self._shape.setCurrentIndex(self._shape.findData(shape))
        self._recipient = QLineEdit()
        reason, self._reason = words_field("Why they get it", theme, help_text=_WHY)
        self._figures = TextArea()
        self._figures.setAccessibleName("The figures")
        self._figures.setFixedHeight(theme.px(_HIGH))
        whom, self._is_outside = _WHOM_OUTSIDE if is_outside else _WHOM, is_outside
        super().__init__(
            host,
            theme,
            title="A quarter in figures",
            text=_TEXT,
            verb="Choose where",
            fields={
                "period": Field("Quarter", self._period, theme),
                "recipient": Field("For whom", self._recipient, theme, help_text=whom),
                "reason": reason,
                "shape": Field("Save as", self._shape, theme),
            },
            parts=[self._figures],
        )
        self._period.currentIndexChanged.connect(self.looked)
        self._recipient.editingFinished.connect(self.looked)
        self._recipient.textChanged.connect(self._show_reason)
        self._show_reason()

    @property
    def quarter(self) -> Quarter:
        """The quarter that is chosen."""
        return self._quarters[str(self._period.currentData())]

    @property
    def needs_recipient(self) -> bool:
        """Whether it is for somebody outside, who is not named yet."""
        return self._is_outside and not self.recipient

    @property
    def recipient(self) -> str:
        """Who gets it in words, empty for the team itself."""
        return self._recipient.text().strip()

    @property
    def reason(self) -> str:
        """Why they get it, empty for the team itself."""
        return "" if not self.recipient else self._reason.toPlainText().strip()

    @property
    def shape(self) -> str:
        """What is written: pdf, xlsx or csv."""
        return str(self._shape.currentData())

    def _show_reason(self) -> None:
        """For the team itself no reason is asked for; what was written stays."""
        self.fields["reason"].setVisible(bool(self.recipient) or self._is_outside)
        self.place()

    def show_figures(self, text: str) -> None:
        """Show the figures as they would be saved."""
        self._figures.show_text(text)
