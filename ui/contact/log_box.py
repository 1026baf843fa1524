"""The box in which a try to reach somebody is written down, and the number is drawn for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from datetime import datetime

import shiboken6
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from app.domain.contact_safety import Rule, by_daylight, next_starts
from app.domain.encoding import Value
from app.errors import YarrowError
from app.forms import library
from app.forms.definition import Field, Kind
from app.forms.lists import Code, load_list
from resources.words import sentence
from ui.boxes.ask_box import AskBox
from ui.boxes.editor_field import EditorField
from ui.boxes.running import run_box
from ui.contact.around_words import may_be_told
from ui.contact.facts import ContactFacts, LogCalls, Shown, Try, usable
from ui.contact.log_rows import log_rows
from ui.contact.next_try import NextTry
from ui.contact.place_card import PlaceCard
from ui.contact.words import banner, place_of, rule_words, state_of
from ui.forms.choice import Choice
from ui.forms.moments import MomentLine
from ui.forms.segmented import Segmented
from ui.forms.text import TextBox, TextLine
from ui.jobs import Jobs
from ui.theme.theme import Theme
from ui.widgets.label import Label

THROUGH, WHY, CHECKED = "through", "why", "checked"
_ASKED = ("outcome", "way", "happened_at", "next_try_at", "said")
_MOST_OFFERED = 3
_OFFERED = "Only their safe times are offered"
_NOT_OFFERED = "No safe time is known to offer"
_BY_RULES = {None: "not_checked", True: "inside", False: "outside_with_reason"}
_SHORT = {"someone_else": "Someone else", "left_message": "Left a message"}
_SHOW, _ANYWAY, _REASON = "Show it", "Ring anyway, with a reason", "Show it, with this reason"


class LogBox(QObject):
    """Lives with its box. A point that is safe to use now is shown at once; others when asked.

    `fields` are those of `log_fields`, made before; without `opens` it waits for `open_now`.
    """

    def __init__(
        self,
        host: QWidget,
        theme: Theme,
        jobs: Jobs,
        facts: ContactFacts,
        calls: LogCalls,
        fields: Mapping[str, EditorField] | None = None,
        *,
        done: Callable[[bool], object],
        opens: bool = True,
    ) -> None:
        self._facts, self._calls, self._jobs = facts, calls, jobs
        self._rules = usable(facts.safety)
        self._rule = self._rules[0] if self._rules else None
        self._used: dict[bytes, bool] = {}
        self.card, self.how = PlaceCard(theme), Label("", "small", wraps=True)
        self.told = _told(facts)
        self.fields = dict(fields or log_fields(facts, theme))
        self.box = AskBox(
            host,
            theme,
            title="Log contact",
            text=f"{facts.about} · {_tries(facts.tried)}",
            verb="Save",
            first=(self.card, self.how, self.told),
            fields=dict(self.fields),
            rows=log_rows(self.fields, theme),
            opens=False,
        )
        super().__init__(self.box)
        self.card.wanted.connect(self._on_wanted)
        if THROUGH in self.fields:
            self.fields[THROUGH].input.answered.connect(self._on_through)
        run_box(self.box, jobs, self._start, lambda _none: done(self._has_changed))
        self._show_rule()
        if opens:
            self.open_now()

    def open_now(self) -> None:
        """Show the box, and begin with what came of the try."""
        self.box.open_now()
        if self._rule is not None and self._rule.is_usable:
            self._reveal("")
        self.fields["outcome"].setFocus()

    @property
    def _has_changed(self) -> bool:
        return self.fields[CHECKED].input.answer() == "changed"

    def wipe(self) -> None:
        """Take the number off the screen."""
        self.card.wipe()

    def _show_rule(self) -> None:
        """Show the point chosen now; with none on file there is nothing to draw."""
        rule = self._rule
        self.card.setVisible(rule is not None)
        self.fields[WHY].hide()
        if rule is None:
            said = banner(self._facts.safety, now=self._facts.now)
            self.how.setText(f"{said.state}. {said.meaning}. There is no number on file here.")
            return
        state = state_of(rule, now=self._facts.now)
        self.card.show_rule(rule, state=state, asks=_SHOW if rule.is_usable else _ANYWAY)
        hides = "It hides itself in 60 seconds." if rule.is_usable else ""
        self.how.setText(" ".join(filter(None, (rule_words(rule), hides))))

    def _on_through(self, _name: str, value: object) -> None:
        self._rule = next((each for each in self._rules if each.record.hex() == value), self._rule)
        self._show_rule()
        if self._rule is not None:
            self.fields["way"].input.show_answer(_first_way(self._rule))
            if self._rule.is_usable:
                self._reveal("")
        self.box.place()

    def _on_wanted(self) -> None:
        """Show a number within its rule; outside of it ask why first."""
        rule, why = self._rule, self.fields[WHY]
        if rule is None:
            return
        if rule.is_usable:
            self._reveal("")
        elif why.isHidden():
            why.show()
            self.card.button.setText(_REASON)
            self.box.place()
            why.setFocus()
        else:
            self._reveal(str(why.input.answer() or ""))

    def _reveal(self, reason: str) -> None:
        rule = self._rule
        if rule is None:
            return

        def done(shown: Shown) -> None:
            if shiboken6.isValid(self.box) and rule is self._rule and not self.box.isHidden():
                self._used[rule.record] = shown.is_inside
                self.card.show_place(shown.words)
                self.fields[WHY].clear_problem()
                self.box.place()
                QTimer.singleShot(0, self.box, self.box.show_first)

        def failed(error: YarrowError) -> None:
            if not shiboken6.isValid(self.box):
                return
            if error.code in ("contact.outside", "contact.reason_short"):
                self.fields[WHY].show()
                self.box.point_out(WHY, sentence(error))
            else:
                self.box.tell(sentence(error))

        self._jobs.when_done(
            self._calls.reveal(rule.record, reason), self, done=done, failed=failed
        )

    def _start(self) -> Future[None] | None:
        for name in ("outcome", "way", "happened_at"):
            if self.fields[name].input.answer() is None:
                self.box.point_out(name, "Still needed.")
                return None
        answers: dict[str, Value] = {
            name: answer
            for name in _ASKED
            if (answer := self.fields[name].input.answer()) is not None
        }
        rule = self._rule
        if rule is not None:
            answers["point"] = rule.record.hex()
            answers["rules"] = _BY_RULES[self._used.get(rule.record)]
        is_right = self.fields[CHECKED].input.answer() == "still_right"
        return self._calls.save(Try(answers, rule.record if rule and is_right else None))


def log_fields(facts: ContactFacts, theme: Theme) -> Iterator[tuple[str, EditorField]]:
    """What the box asks, each made when it is asked for."""
    rules, now = usable(facts.safety), facts.now
    rule = rules[0] if rules else None
    form = library.latest("contact")
    asked = {name: field for name in _ASKED if (field := form.field(name)) is not None}
    if len(rules) > 1:
        yield THROUGH, EditorField(_through(rules, now, theme), theme)
    why = Field(WHY, Kind.TEXT, "Why it cannot wait", hint="Kept, and shown to your lead.")
    yield WHY, EditorField(TextLine(why, theme), theme)
    yield "outcome", EditorField(Segmented(asked["outcome"], theme, short=_SHORT), theme)
    times = by_daylight(rule.offer.times) if rule is not None else []
    offered = next_starts(times, now)
    told = _OFFERED if offered else _NOT_OFFERED
    later = NextTry(asked["next_try_at"], theme, now=now, offered=offered[:_MOST_OFFERED])
    yield "next_try_at", EditorField(later, theme, help_text=told)
    codes = load_list("contact_checked")
    checked = Field(CHECKED, Kind.CHOICE, "Are the rules still right?", codes=codes)
    check = Segmented(checked, theme)
    check.show_answer("not_discussed")
    yield CHECKED, EditorField(check, theme)
    yield "said", EditorField(TextBox(asked["said"], theme), theme)
    way = Choice(asked["way"], theme)
    way.show_answer(_first_way(rule))
    yield "way", EditorField(way, theme)
    when = MomentLine(asked["happened_at"], theme, now=lambda: now)
    when.show_answer(now.isoformat(timespec="minutes"))
    yield "happened_at", EditorField(when, theme)


def _through(rules: Sequence[Rule], now: datetime, theme: Theme) -> Choice:
    entries = [
        Code(rule.record.hex(), f"{place_of(rule)}: {state_of(rule, now=now)}") for rule in rules
    ]
    choice = Choice(Field(THROUGH, Kind.CHOICE, "Through"), theme, entries=entries)
    choice.show_answer(entries[0].code)
    return choice


def _first_way(rule: Rule | None) -> Value:
    """The first way that the rule allows, in the order of the list; else a call."""
    ways: Sequence[str] = load_list("contact_ways").codes
    if rule is None or rule.place == "number":
        return next((way for way in ways if rule and way in rule.offer.ways), "call")
    return next((way for way in ways if way in rule.offer.ways and way != "call"), "post")


def _told(facts: ContactFacts) -> Label:
    """Who may know and who must not, hidden where nobody is named."""
    told = may_be_told(facts.safety.around)
    label = Label(told, "strong", wraps=True)
    if not told:
        label.hide()  # shown before it has a parent it would be a window of its own
    return label


def _tries(tried: int) -> str:
    return {0: "No try so far", 1: "One try so far"}.get(tried, f"{tried} tries so far")
