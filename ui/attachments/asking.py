"""The boxes of attachments: what a file shows before it is kept, and to whom a copy goes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from app.domain.encoding import Value
from app.domain.leaving import Finding
from app.forms.lists import load_list
from ui.attachments.found_panel import FoundPanel
from ui.boxes.ask_box import AskBox
from ui.forms.moments import kept_day
from ui.theme.theme import Theme
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.field import Field
from ui.widgets.label import Label

_LABELS = {
    "caption": (
        "What it shows",
        "As you would write it in a note: left wrist, ED, day of the visit",
    ),
    "taken_on": ("Taken on", "Like 17/11/2026. Blank if it is not known"),
    "taken_by": ("Taken by", "Blank if it is not known"),
}
_CLEANED = (
    "Yarrow keeps a copy without what cameras and programs write beside it: place, time, device, "
    "author. Colleagues get it as they get notes, a little later. The file you chose stays where "
    "it is; leave it nowhere that others can open."
)


@dataclass(frozen=True, slots=True)
class Leaving:
    """What the box about a copy says: what was found, whether one could look, what was agreed."""

    findings: Sequence[Finding]
    looked: bool
    agreed: Mapping[str, str]


class AttachBox(AskBox):
    """Asks what one file shows. `waiting` is how many more were chosen with it."""

    def __init__(self, host: QWidget, theme: Theme, *, name: str, waiting: int) -> None:
        self._lines = {key: QLineEdit() for key in _LABELS}
        more = "" if not waiting else f" {waiting} more after this one."
        super().__init__(
            host,
            theme,
            title=f"Attach {name or 'a file'}",
            text=f"{_CLEANED}{more}",
            verb="Keep it in the file",
            fields={
                key: Field(label, self._lines[key], theme, help_text=hint)
                for key, (label, hint) in _LABELS.items()
            },
        )

    @property
    def about(self) -> dict[str, Value]:
        """What was written; None for what was left blank."""
        typed = {key: line.text().strip() for key, line in self._lines.items()}
        typed["taken_on"] = kept_day(typed["taken_on"])
        return {key: words or None for key, words in typed.items()}


class CopyBox(AskBox):
    """Asks to whom a copy goes and why, and says what was found in it."""

    def __init__(self, host: QWidget, theme: Theme, *, title: str, leaving: Leaving) -> None:
        self._leaving = leaving
        self._recipients = ChoiceBox(theme)
        self._recipients.addItem("Choose whom it is for", "")
        for entry in load_list("recipients").offered:
            self._recipients.addItem(entry.label, entry.code)
        self._reason = QPlainTextEdit()
        self._reason.setTabChangesFocus(True)
        self._reason.setMaximumHeight(theme.px(64))
        self._consent = Label("", "small", wraps=True)
        self._found = FoundPanel(theme, leaving.findings, looked=leaving.looked)
        self._recipients.currentIndexChanged.connect(self._show_consent)
        super().__init__(
            host,
            theme,
            title=f"Save a copy: {title}",
            verb="Choose where",
            fields={
                "recipient": Field("For whom", self._recipients, theme),
                "reason": Field("Why", self._reason, theme, help_text="Kept in the access log"),
            },
            parts=[self._consent, self._found],
        )
        self._show_consent()

    @property
    def grounds(self) -> tuple[str, str]:
        """The code of the recipient, empty if none is chosen, and the reason."""
        return str(self._recipients.currentData()), self._reason.toPlainText().strip()

    def _show_consent(self) -> None:
        code = str(self._recipients.currentData())
        agreed = self._leaving.agreed.get(code, "")
        self._consent.setText(_AGREED.get(agreed, _NOT_KNOWN) if code else "")
        self._consent.setVisible(bool(code))
        self._found.show_for(code)


_AGREED = {
    "yes": "The person agreed that they may be told.",
    "no": "The person said no to telling them. Write what allows it all the same.",
    "overridden": "The person said no, and that was overridden with a reason. Write yours here.",
    "not_asked": "The person was not asked about them. Write what allows it.",
}
_NOT_KNOWN = (
    "What was agreed cannot be read by this version. Count it as a no; write what allows it."
)
