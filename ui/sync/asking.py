"""The boxes of Sync: set up a space, after comparing six words, and join with a code."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.boxes.ask_box import AskBox
from ui.jobs import Jobs
from ui.safety.clipboard import SECRET
from ui.sync.view_model import SyncCalls
from ui.theme.theme import Theme
from ui.widgets.chip import Chip
from ui.widgets.field import Field
from ui.widgets.flow import Flow
from ui.widgets.label import Label

_ADDRESS_HINT = "As IT wrote it down, such as https://yarrow.example:8443"
_COMPARE = (
    "This service calls itself by these six words. Compare them with the ones that IT gave you, on "
    "paper or by phone. Go on only if all six are the same."
)
_AS_SET = "This service calls itself by the six words that IT has set for it on this PC."
_OTHER = (
    "Who answers at this address does not call itself by the six words that IT has set on this PC, "
    "so nothing was sent there. Tell the service desk; go on recording meanwhile."
)


class SpaceAsking(QObject):
    """Opens the boxes over a page; `done` is told in words once the space is there."""

    def __init__(
        self,
        host: QWidget,
        theme: Theme,
        jobs: Jobs,
        *,
        calls: SyncCalls,
        done: Callable[[str], object],
    ) -> None:
        super().__init__(host)
        self._host, self._theme, self._jobs = host, theme, jobs
        self._calls, self._done = calls, done

    def found(self) -> AskBox:
        """Ask for a name and an address, show who answers there, then make the space."""
        box = FoundBox(self._host, self._theme, self._calls)

        def on_wanted() -> None:
            if not box.is_filled():
                return
            box.set_busy(busy=True)
            if box.words:
                future = self._calls.found(box.name.text(), box.address.text(), box.words)
                box.begin(future)
                self._jobs.when_done(future, box, done=on_found, failed=box.refuse)
            else:
                met = self._calls.meet(box.address.text())
                self._jobs.when_done(met, box, done=box.show_words, failed=box.refuse)

        def on_found(_result: object) -> None:
            box.finish()
            self._done("The space is set up. What is here goes there now.")

        box.wanted.connect(on_wanted)
        return box

    def join(self) -> AskBox:
        """Ask for a code and an address, then join."""
        code, address = QLineEdit(), QLineEdit(self._calls.address)
        code.setProperty(SECRET, True)
        box = AskBox(
            self._host,
            self._theme,
            title="Join with a code",
            text="A colleague reads you a code of seven groups of four. It works once, for 15 "
            "minutes in the room, for three days at a distance. Capital or small letters and "
            "spaces make no difference.",
            verb="Join",
            fields={
                "code": Field("Code", code, self._theme),
                "address": Field("Address", address, self._theme, help_text=_ADDRESS_HINT),
            },
        )

        def on_wanted() -> None:
            if not (code.text().strip() and address.text().strip()):
                box.tell("Both the code and the address are needed.")
                return
            future = self._calls.join(code.text(), address.text())
            box.begin(future)
            self._jobs.when_done(future, box, done=on_joined, failed=box.refuse)

        def on_joined(_result: object) -> None:
            box.finish()
            self._done(
                "Joined. The team’s files come with the first exchange; at a distance once a lead "
                "has admitted this PC."
            )

        box.wanted.connect(on_wanted)
        return box


class FoundBox(AskBox):
    """Name and address first; then the six words of the service, to be compared by a person."""

    def __init__(self, host: QWidget, theme: Theme, calls: SyncCalls) -> None:
        self.name, self.address, self.words = QLineEdit(), QLineEdit(calls.address), ""
        self._words_for = calls.words_for
        self._compare = QWidget()
        self._row = Flow(theme, gap=6, parent=self._compare)
        self._before = Label(_COMPARE, "small", wraps=True)
        self._theme_in_use = theme
        super().__init__(
            host,
            theme,
            title="Set up a space for your team",
            text="Everyone in the space can read its files. The service in between cannot.",
            verb="Ask who is there",
            fields={
                "title": Field("Name of the team", self.name, theme),
                "url": Field("Address", self.address, theme, help_text=_ADDRESS_HINT),
            },
            parts=(self._before, self._compare),
        )
        self._before.hide()
        self._compare.hide()
        self.address.textEdited.connect(self._forget_words)
        self.place()

    def is_filled(self) -> bool:
        """Whether name and address are there; says so if not."""
        if self.name.text().strip() and self.address.text().strip():
            return True
        self.tell("Both a name and an address are needed.")
        return False

    def show_words(self, words: Sequence[str]) -> None:
        """Show who answered, and ask to compare."""
        self._clear_row()
        told, expected = " ".join(words), self._words_for(self.address.text())
        self.set_busy(busy=False)
        if expected is not None and expected != told:
            # She could be talked into going on; what IT wrote on this PC cannot.
            self._forget_words("")
            self.tell(_OTHER)
            return
        self.words = told
        self._before.setText(_COMPARE if expected is None else _AS_SET)
        for word in words:
            self._row.addWidget(Chip("", self._theme_in_use, strong=word, square=True))
        self._compare.setAccessibleName(f"Six words: {self.words}")
        self._before.show()
        self._compare.show()
        self._say("They are the same, go on" if expected is None else "Go on")
        self.place()

    def _forget_words(self, _text: str) -> None:
        if self.words:
            self.words = ""
            self._clear_row()
            self._before.hide()
            self._compare.hide()
            self._say("Ask who is there")

    def _say(self, verb: str) -> None:
        self.verb.setText(verb)
        self.verb.setAccessibleName(verb)
        self.verb.updateGeometry()

    def _clear_row(self) -> None:
        while (item := self._row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
