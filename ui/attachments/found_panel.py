"""What the check before leaving found, by kind, for the recipient who is chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.leaving import IN_HIDDEN, IN_NAME, Finding
from app.forms.gate_rules import gate_rules
from app.forms.lists import load_list
from ui.theme.theme import Theme
from ui.widgets.label import Label

_BLIND = (
    "Yarrow cannot look inside pictures and sound, only at what is written beside them. Look at it "
    "yourself before it leaves."
)
_CLEAR = (
    "Nothing in it looks like a number or address, or names somebody. Read it all the same: what "
    "is not found may still be there."
)
_PLACES = {
    IN_NAME: " (in the file’s name)",
    IN_HIDDEN: " (written beside it, not seen on the page)",
}
_MOST_OF_A_KIND = 4


class FoundPanel(QWidget):
    """Shows what has to be judged before it goes to whom `show_for` names.

    What they never get is said first. What they may know anyhow is counted, not shown.
    """

    def __init__(self, theme: Theme, findings: Sequence[Finding], *, looked: bool) -> None:
        super().__init__()
        self._findings, self._looked = findings, looked
        self._barred = Label("", "problem", wraps=True)
        self._question = Label("", "warning", wraps=True)
        self._found = Label("", "body", wraps=True)
        self._found.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self._expected = Label("", "small", wraps=True)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(theme.px(8))
        for each in (self._barred, self._question, self._found, self._expected):
            rows.addWidget(each)
        self.show_for("")

    def show_for(self, recipient: str) -> None:
        """Sort what was found for a recipient; an empty one may know nothing yet."""
        rules = gate_rules()
        asked, expected = rules.sorted_for(self._findings, recipient)
        if not recipient:
            asked = tuple(each for each in asked if each.what != "themself")
        barred = rules.barred(recipient, asked)
        kinds = load_list("leaving_findings")
        named = ", ".join(kinds.label(each).lower() for each in barred)
        who = load_list("recipients").label(recipient)
        self._tell(self._barred, f"{who} must not have this: {named}." if barred else "")
        question = "" if self._looked else _BLIND
        if asked:
            question = f"{question} Found in it. May they know this?".strip()
        self._tell(self._question, question)
        self._tell(self._found, lines_of(asked) or (_CLEAR if self._looked else ""))
        count = len([each for each in expected if each.what != "themself"])
        more = "One more that they" if count == 1 else f"{count} more that they"
        self._tell(self._expected, f"{more} may know." if count else "")

    def _tell(self, label: Label, words: str) -> None:
        label.setText(words)
        label.setVisible(bool(words))


def lines_of(findings: Sequence[Finding]) -> str:
    """A line for each kind, with the first few words of it."""
    kinds: dict[tuple[str, str], list[str]] = {}
    for each in findings:
        kinds.setdefault((each.what, each.place), []).append(each.words)
    labels, lines = load_list("leaving_findings"), []
    for (what, place), words in kinds.items():
        left = len(words) - _MOST_OF_A_KIND
        told = "; ".join(words[:_MOST_OF_A_KIND]) + (f" and {left} more" if left > 0 else "")
        lines.append(f"{labels.label(what)}{_PLACES.get(place, '')}: {told}".removesuffix(": "))
    return "\n".join(lines)
