"""The boxes of a referral that a team was sent: answer, pass on, tell, close, and look at news."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import replace

from PySide6.QtWidgets import QLineEdit, QWidget

from app.domain.encoding import Value
from app.domain.leaving import Finding
from app.forms import library
from app.forms.definition import Field as FormField
from app.forms.definition import Kind
from app.forms.lists import Code, CodeList, load_list
from ui.boxes.ask_box import AskBox
from ui.boxes.form_box import FormBox, answer_fields
from ui.theme.theme import Theme
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.field import Field

_ACCEPT, _DECLINE = "accepted", "declined"
_FEEDBACK = ("feedback", "feedback_line")
_OVER = "Who referred is told the state and this feedback, and never what they told you."

Look = Callable[[str], Future[Sequence[Finding]]]


class AnswerBox(FormBox):
    """Take it on, or decline it with a reason. `can_decline` is false for one passed on here."""

    def __init__(self, host: QWidget, theme: Theme, *, text: str, can_decline: bool) -> None:
        form = library.latest("referral")
        state = form.field("state")
        entries: tuple[Code, ...] = (Code(_ACCEPT, "I take it on", letter="I"),)
        if can_decline:
            entries = (*entries, Code(_DECLINE, "We cannot take it", letter="W"))
        answer = FormField(
            "state", Kind.CHOICE, "Answer", codes=CodeList("answers", "Answer", entries)
        )
        fields = tuple(answer if each is state else each for each in form.fields)
        super().__init__(
            host,
            theme,
            fields=dict(
                answer_fields(
                    replace(form, fields=fields),
                    ("state", "declined_because", *_FEEDBACK),
                    theme,
                    answers={"state": _ACCEPT},
                )
            ),
            title="Answer this referral",
            verb="Take it on",
            text=text,
        )
        self.changed.connect(self.show_state)
        self.show_state()
        self.editors["state"].enter()

    @property
    def is_declining(self) -> bool:
        """Whether the answer is no."""
        return self.editors["state"].answer() == _DECLINE

    def show_state(self) -> None:
        """Ask for a reason where the answer is no."""
        asked = ("declined_because",) if self.is_declining else ()
        self.ask_only(asked, of=("declined_because",))
        self.verb.setText("Decline" if self.is_declining else "Take it on")


class CloseBox(FormBox):
    """Why it is closed, what came of it, and what who referred may know."""

    def __init__(self, host: QWidget, theme: Theme, *, text: str, because: str = "") -> None:
        form, names = library.latest("referral"), ("closed_because", "outcome", *_FEEDBACK)
        answers = {"closed_because": because or None}
        super().__init__(
            host,
            theme,
            fields=dict(answer_fields(form, names, theme, answers=answers)),
            title="Close this referral",
            verb="Close it",
            text="\n".join(filter(None, (text, _OVER))),
        )
        self.editors["closed_because"].enter()


class TellBox(FormBox):
    """What who referred is told now."""

    def __init__(self, host: QWidget, theme: Theme) -> None:
        super().__init__(
            host,
            theme,
            fields=dict(answer_fields(library.latest("referral"), _FEEDBACK, theme)),
            title="Tell who referred",
            verb="Tell them",
            text=_OVER,
        )
        self.editors["feedback"].enter()


class OfferBox(AskBox):
    """To whom it is offered; a colleague is chosen, or named where none is known here."""

    def __init__(self, host: QWidget, theme: Theme, colleagues: Sequence[str]) -> None:
        self._line, self._choice = QLineEdit(), ChoiceBox(theme)
        for name in colleagues:
            self._choice.addItem(name, name)
        self._is_choice = bool(colleagues)
        editor: QWidget = self._choice if colleagues else self._line
        super().__init__(
            host,
            theme,
            title="Offer it to a colleague",
            text="You have it until they take it on. It stands on the team’s Today.",
            verb="Offer it",
            fields={"offered_to": Field("Colleague", editor, theme)},
        )

    @property
    def to(self) -> str:
        """The colleague's name."""
        return (self._choice.currentText() if self._is_choice else self._line.text()).strip()


def feedback_of(answers: Mapping[str, Value], *also: str) -> dict[str, Value]:
    """What of a box is feedback, and what else of it is asked for."""
    return {name: answers[name] for name in (*_FEEDBACK, *also) if name in answers}


def warning(findings: Sequence[Finding]) -> str:
    """What the check found in a line that is about to be told."""
    labels = load_list("leaving_findings")
    found = ", ".join(dict.fromkeys(labels.label(each.what).lower() for each in findings))
    return f"In your words there is: {found}. Take it out, or press again to tell it as it is."
