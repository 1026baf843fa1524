"""The box that refers: to whom, what goes, how soon, and on what grounds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from PySide6.QtWidgets import QWidget

from app.domain.encoding import Value
from app.domain.leaving import Finding
from app.domain.parcels import Team
from app.forms import library
from app.forms.agreed import agreed
from app.forms.definition import Field as FormField
from app.forms.definition import Form, Kind
from app.forms.lists import Code, CodeList, load_list
from app.forms.outside import OutsidePlace, outside_places
from ui.attachments.found_panel import FoundPanel
from ui.boxes.form_box import AnswerField, FormBox, answer_fields
from ui.forms.choice import Choice
from ui.forms.editor import Editor
from ui.forms.text import TextLine
from ui.forms.ticks import Ticks
from ui.safety.clipboard import SECRET
from ui.theme.theme import Theme
from ui.widgets.label import Label

TEAM, OWN, OUTSIDE = "team", "own", "outside"
MYSELF, ANYONE = f"{OWN}:me", f"{OWN}:any"
_TO, _KIND, _LOCK = "to", "kind", "passphrase"
_SHARED = ("shared", "agreement", "conditions", "feed_back_by")
_WITHOUT = ("basis", "why_not_asked", "decided_by", "risk_if_not", "person_told", "why_not_told")
_FILE = (_KIND, _LOCK)
_ORDER = (
    *(_TO, "urgency", "reason", "shared", "agreement", *_WITHOUT),
    *("conditions", "feed_back_by", *_FILE),
)
_OWN_QUESTIONS = (_TO, *_FILE)
_KINDS = (Code("pdf", "PDF", letter="P"), Code("text", "Text", letter="T"))
_LOCKED = "PDF only, at least 12 characters. Tell it by phone, never in the same message."
_NOT_IN_IT = (
    "Another file of this person has an identification that does not go with this. "
    "Read it, and say what matters in the reason."
)
_UNSURE = (
    "No lead has said what this team is. Name it to the person, and ask whether it may be told. A "
    "lead says what it is on Sync, under Other teams."
)
_AGREED = {
    "yes": "When asked before, they said yes to this.",
    "no": "When asked before, they said no to this.",
    "overridden": "They said no before, and that was overridden with a reason.",
    "not_asked": "They were not asked about this yet.",
}


@dataclass(frozen=True, slots=True)
class ReferFacts:
    """What the box is told: whom one can refer to, what would go, what was agreed, what was found.

    `first` is the id of the team to begin at, if any; `recipients` tells by a team's id as whom
    people were asked about it, and has none of a team of which nobody said what it is. `parts` are
    the words of each part there is something of, `held` why some cannot go now; `consents` the
    answers by recipient. `ring` is whom to ring where there is no link, `is_made_up` says that no
    real number may be shown. `not_in_it` counts the person's other files that have an
    identification, which does not go. `whom` is about whom it is, in words.
    """

    whom: str = ""
    teams: Sequence[Team] = ()
    first: bytes | None = None
    recipients: Mapping[bytes, str] = field(default_factory=dict)
    parts: Mapping[str, str] = field(default_factory=dict)
    held: Mapping[str, str] = field(default_factory=dict)
    consents: Mapping[str, str] = field(default_factory=dict)
    findings: Sequence[Finding] = ()
    left_out: int = 0
    ring: str = ""
    is_made_up: bool = False
    is_today: bool = False
    not_in_it: int = 0
    feed_back_by: str = ""


class ReferBox(FormBox):
    """Begins at the team that such a record is referred to first, with all ticked.

    Then Ctrl+Enter is all it takes, if they agreed to it when asked; what was agreed for one
    recipient never stands for another that is chosen after it.

    `fields` are those of `refer_fields`, made before; without `opens` it has its `growth` done, or
    waits for `open_now`.
    """

    def __init__(
        self,
        host: QWidget,
        theme: Theme,
        facts: ReferFacts,
        fields: Mapping[str, AnswerField] | None = None,
        *,
        opens: bool = True,
    ) -> None:
        self._facts, self._agreed_for = facts, _first(facts)
        self._told = Label("", "small", wraps=True)
        self._agreed = Label("", "small", wraps=True)
        self._found = FoundPanel(theme, facts.findings, looked=True)
        super().__init__(
            host,
            theme,
            fields=fields or dict(refer_fields(facts, theme)),
            title="Refer",
            verb="Refer",
            text=facts.whom,
            parts=[self._told, self._agreed, *self._left_out(), *self._not_in_it(), self._found],
            unasked=(*_WITHOUT, *_FILE),
            opens=False,
            grows=True,
        )
        self.changed.connect(self.show_state)
        if opens:
            self.open_now()

    def open_now(self) -> None:
        """Show it, and begin with the reason."""
        self.growth.finish()  # a part that is shown outside would be a window of its own
        self.show_state()
        super().open_now()
        self.editors["reason"].enter()

    @property
    def to(self) -> str:
        """Whom it goes to, as `team:<id>`, `own:me`, `own:any` or `outside:<code>`; or nothing."""
        return str(self.editors[_TO].answer() or "")

    @property
    def wish(self) -> dict[str, Value]:
        """The answers of the form, without the one to whom."""
        return {n: value for n, value in self.answers.items() if n not in _OWN_QUESTIONS}

    @property
    def file(self) -> tuple[str, str]:
        """Of a document: its kind, `pdf` or `text`, and the passphrase, empty for none."""
        kind, lock = (self.editors[name].answer() for name in _FILE)
        return str(kind or "pdf"), str(lock or "")

    def show_state(self) -> None:
        """Ask what is to be asked for this way."""
        if self.to != self._agreed_for:
            self._agreed_for = self.to
            self.editors["agreement"].show_answer(_agreement(self._facts, self.to))
        way, _, code = self.to.partition(":")
        goes = way in (TEAM, OUTSIDE)
        without = goes and self.editors["agreement"].answer() == "without"
        file = _FILE if way == OUTSIDE else ()
        wanted = [*(_SHARED if goes else ()), *(_WITHOUT if without else ()), *file]
        self.ask_only(wanted, of=(*_SHARED, *_WITHOUT, *_FILE))
        self._told.setText(self._about(way, code))
        self._agreed.setText(_said(self._facts, self.to))
        self._found.show_for(_recipient(self._facts, self.to))
        for part in (self._agreed, self._found):
            part.setVisible(goes)
        self.verb.setText("Make the document" if way == OUTSIDE else "Refer")
        self.place()

    def _about(self, way: str, code: str) -> str:
        facts = self._facts
        if way == TEAM:
            team = next(each for each in facts.teams if each.id.hex() == code)
            number = f" If it cannot wait, ring {team.name}: {team.phone}." if team.phone else ""
            return f"It goes sealed, and waits on this PC until there is a secure link.{number}"
        if way == OUTSIDE:
            return place_words(outside_places()[code], is_made_up=facts.is_made_up)
        if way == OWN:
            return "It stands on your team’s Today, and nothing leaves this space."
        ring = f" Ring {facts.ring}." if facts.ring else ""
        return f"No team is introduced to yours yet.{ring}"

    def _left_out(self) -> list[QWidget]:
        count = self._facts.left_out
        if not count:
            return []
        what = "1 answer" if count == 1 else f"{count} answers"
        words = f"{what} of a newer Yarrow cannot be checked here and will not go."
        return [Label(words, "warning", wraps=True)]

    def _not_in_it(self) -> list[QWidget]:
        return [Label(_NOT_IN_IT, "warning", wraps=True)] if self._facts.not_in_it else []


def refer_fields(facts: ReferFacts, theme: Theme) -> Iterator[tuple[str, AnswerField]]:
    """What the box asks, each made when it is asked for."""
    first = _first(facts)
    unusual = {part.code for part in agreed().parts if not part.is_usual}

    def ticks(asked: FormField, theme: Theme) -> Editor:
        return Ticks(asked, theme, about=facts.parts, held=facts.held)

    return answer_fields(
        _form(facts),
        _ORDER,
        theme,
        answers={
            _TO: first,
            "urgency": "today" if facts.is_today else "usual",
            "shared": [each for each in facts.parts if each not in unusual],
            "agreement": _agreement(facts, first),
            "feed_back_by": facts.feed_back_by or None,
            _KIND: "pdf",
        },
        inputs={"shared": ticks, "basis": Ticks, _TO: _choice, _LOCK: _secret},
    )


def place_words(place: OutsidePlace, *, is_made_up: bool) -> str:
    """What is known of a service, and what is not sure."""
    number = "" if is_made_up else place.phone
    said = [f"{place.name}: {number}" if number else "", place.hours if number else ""]
    said += [place.area, place.note]
    known = ". ".join(each.rstrip(".") for each in said if each)
    return f"{known}." if known else "A document is made; you send it in the way you have agreed."


def _form(facts: ReferFacts) -> Form:
    """The form of a referral, with one question more: to whom."""
    form = library.latest("referral")
    entries = (
        *(Code(f"{TEAM}:{each.id.hex()}", each.name, "Teams in Yarrow") for each in facts.teams),
        Code(MYSELF, "Our own team, I take it on", "Our own team"),
        Code(ANYONE, "Our own team, for a colleague", "Our own team"),
        *(
            Code(f"{OUTSIDE}:{each.code}", each.name, f"Outside Yarrow: {each.group.lower()}")
            for each in outside_places().values()
        ),
    )
    to = FormField(_TO, Kind.CHOICE, "To", codes=CodeList(_TO, "To", entries))
    kind = FormField(_KIND, Kind.CHOICE, "Document", codes=CodeList(_KIND, "Document", _KINDS))
    lock = FormField(_LOCK, Kind.TEXT, "Passphrase for the document", hint=_LOCKED)
    return replace(form, fields=(to, *form.fields, kind, lock))


def _secret(asked: FormField, theme: Theme) -> Editor:
    """Seen while it is typed, to be told on; kept in no draft."""
    line = TextLine(asked, theme)
    line.setProperty(SECRET, True)
    return line


def _choice(asked: FormField, theme: Theme) -> Editor:
    return Choice(asked, theme)


def _first(facts: ReferFacts) -> str:
    return MYSELF if facts.first is None else f"{TEAM}:{facts.first.hex()}"


def _agreement(facts: ReferFacts, to: str) -> str | None:
    """What stands in the answer at first: only that they said yes to this very recipient."""
    return "yes" if facts.consents.get(_recipient(facts, to)) == "yes" else None


def _said(facts: ReferFacts, to: str) -> str:
    recipient = _recipient(facts, to)
    if not recipient:
        return _UNSURE if to.startswith(TEAM) else ""
    said = _AGREED.get(facts.consents.get(recipient, "not_asked"), _AGREED["no"])
    return f"{load_list('recipients').label(recipient)}: {said[0].lower()}{said[1:]}"


def _recipient(facts: ReferFacts, to: str) -> str:
    """As whom people were asked about the one that is chosen; empty where nobody knows."""
    way, _, code = to.partition(":")
    known = outside_places()
    if way == TEAM:
        return next((what for id, what in facts.recipients.items() if id.hex() == code), "")
    return known[code].recipient if code in known else ""
