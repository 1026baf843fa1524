"""One version of its own for a clash: what it begins with, what was typed, and its draft."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.domain.clashes import Clash
from app.domain.drafting import ABOUT, BOX
from app.domain.encoding import Value
from app.forms.definition import Kind
from app.forms.stored_words import field_of
from ui.forms.drafts import Draft, DraftCalls, DraftKeeper, KeptPage
from ui.jobs import Jobs
from ui.settle.sides import Compared, Third

KIND = "settle"
FORM = f"{BOX}{KIND}"
VALUE = "value"


class ThirdVersion(QObject):
    """The value being written for the clash that is open; kept like any other draft.

    Signals: `shown()` when it was shown from outside; `kept(str)` with the time.
    """

    shown = Signal()
    kept = Signal(str)

    def __init__(self, drafts: DraftCalls, jobs: Jobs, *, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._keeper = DraftKeeper(self._page, drafts, jobs, parent=self)
        self._keeper.kept.connect(self.kept)
        self.clash: Clash | None = None
        self.compared: Compared | None = None
        self.value: Value = None
        self.is_changed = False

    @property
    def kind(self) -> Third:
        """How it is written."""
        return self.compared.third if self.compared is not None else Third.NONE

    @property
    def is_open(self) -> bool:
        """Whether there is one to write for this field."""
        return self.kind is not Third.NONE

    @property
    def draft(self) -> bytes | None:
        """What it is kept as, if it is."""
        return self._keeper.id

    def begin(self, clash: Clash, compared: Compared) -> None:
        """Begin with the careful parts of the versions."""
        self._keeper.forget()
        self.clash, self.compared = clash, compared
        self.value, self.is_changed = compared.begun.value, False
        self.shown.emit()

    def begin_again(self) -> None:
        """Take back what was typed, and forget its draft."""
        if self.compared is not None:
            self.value, self.is_changed = self.compared.begun.value, False
            self._keeper.drop()
            self.shown.emit()

    def resume(self, draft: Draft) -> None:
        """Take up what was kept."""
        self.value, self.is_changed = draft.answers.get(VALUE), True
        self._keeper.resume(draft.id)
        self.shown.emit()

    def set_value(self, value: Value) -> None:
        """Take what is typed or chosen."""
        if value != self.value:
            self.value, self.is_changed = value, True
            self._keeper.touch()

    def set_text(self, text: str) -> None:
        """Take what is typed, as the field stores it; blank is nothing at all."""
        self.set_value(self._stored(text))

    def keep_now(self) -> None:
        """Keep it without waiting, if anything was typed."""
        if self.is_changed:
            self._keeper.keep_now()

    def stop(self) -> None:
        """Keep nothing more while it is saved: a draft would outlive what it was typed for."""
        self._keeper.stop()

    def go_on(self) -> None:
        """It was not saved: keep what was typed."""
        if self.is_changed:
            self._keeper.touch()

    def forget(self) -> None:
        """It went with the settlement."""
        self._keeper.forget()
        self.close()

    def close(self) -> None:
        """Nothing is open any more; what was typed stays kept."""
        self._keeper.forget()
        self.clash = self.compared = None
        self.value, self.is_changed = None, False

    def _stored(self, text: str) -> Value:
        if not text.strip():
            return None
        asked = field_of(self.clash.record.kind, self.clash.field) if self.clash else None
        numbers = (Kind.WHOLE_NUMBER, Kind.WHOLE_NUMBERS)
        is_number = asked is not None and asked.kind in numbers
        word = text.strip()
        return int(word) if is_number and word.isascii() and word.isdigit() else text

    def _page(self, id: bytes) -> KeptPage | None:
        if self.clash is None or not self.is_changed:
            return None
        answers: dict[str, Value] = {ABOUT: self.clash.key, VALUE: self.value}
        return KeptPage(id, FORM, self.clash.record.subject, answers, "")
