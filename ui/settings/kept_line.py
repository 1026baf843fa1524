"""One line of Settings, kept as a draft until it is set."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QLineEdit

from ui.forms.drafts import Draft, DraftCalls, DraftKeeper, KeptPage
from ui.jobs import Jobs

_TEXT = "text"


class KeptLine(QObject):
    """Keeps the text from the first key on, and its caret. `forget` it once it was set.

    Only what a person typed is kept: what the program shows in the line is known to it.
    """

    def __init__(self, line: QLineEdit, calls: DraftCalls, jobs: Jobs, *, form: str) -> None:
        super().__init__(line)
        self._line, self._form = line, form
        self._keeper = DraftKeeper(self._page, calls, jobs, parent=self)
        line.textEdited.connect(self._keeper.touch)

    @property
    def is_set(self) -> bool:
        """Whether nothing stands in it that only a draft keeps."""
        return not self._line.isModified()

    def keep_now(self) -> None:
        """Keep it without waiting."""
        self._keeper.keep_now()

    def resume(self, draft: Draft) -> None:
        """Show what was kept, unless something was typed already."""
        text = draft.answers.get(_TEXT)
        if self._line.isModified() or not isinstance(text, str):
            return
        self._keeper.resume(draft.id)
        self._line.setText(text)
        self._line.setModified(True)
        if draft.place.isdigit():
            self._line.setCursorPosition(int(draft.place))

    def take_focus(self) -> None:
        """Give the line focus, with its caret where it was."""
        caret = self._line.cursorPosition()
        self._line.setFocus(Qt.FocusReason.OtherFocusReason)
        self._line.setCursorPosition(caret)

    def forget(self) -> None:
        """What stands there was set."""
        self._line.setModified(False)
        self._keeper.drop()

    def _page(self, id: bytes) -> KeptPage | None:
        if not self._line.isModified():
            return None
        place = str(self._line.cursorPosition())
        return KeptPage(id, self._form, None, {_TEXT: self._line.text()}, place)
