"""The six numbered blocks of inputs, and what is folded under More."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.forms.definition import Field, Kind, is_given
from app.forms.directory import Place
from app.forms.lists import Code
from ui.forms.agreement import AgreementChips
from ui.forms.block import Block
from ui.forms.chips_input import ChipsInput
from ui.forms.choice import Choice
from ui.forms.editor import Editor
from ui.forms.four_state import FourStateHead, FourStateRow
from ui.forms.labelled import Labelled
from ui.forms.moments import DayLine, MomentLine
from ui.forms.person_field import PersonField
from ui.forms.segmented import Segmented
from ui.forms.stepper import Stepper
from ui.forms.text import NumbersLine, TextBox, TextLine
from ui.identify.advice import PERSON
from ui.identify.binding import Binding
from ui.identify.tiles import Tiles, column
from ui.identify.view_model import IdentifyViewModel
from ui.theme.theme import Theme
from ui.widgets.label import Label

_BESIDE, _SHORT_LABEL = 72, 40
_WHO = ("site_ods", "setting_type", "identifier_role", "identified_at", "consult_mode")
_NOW = ("immediate_danger", "abuse_time", "perpetrator_also_patient_here")
_AGREED = ("specialist_referral", "consent_scope")
_SEGMENTED = (
    "seen_alone",
    "interpreter",
    "how_arose",
    "immediate_danger",
    "perpetrator_also_patient_here",
    "specialist_referral",
)
_SHORT = {
    "interpreter": {"professional_phone_video": "By phone or video"},
    "how_arose": {"third_party": "Third party", "agency_notification": "Agency"},
}
_FOLDED = {
    "interpreter": {"Professional": ("professional_in_person", "professional_phone_video")},
    "how_arose": {"Other": ("third_party", "agency_notification")},
}
HARKS = ("hark_h", "hark_a", "hark_r", "hark_k", "hark_safety")
MORE = (
    "hark_safety_note",
    "children_ages",
    "where_now",
    "ask_again_on",
    "identifier_trained",
    "specialist_referral_reason",
    "free_text",
)


class Blocks(QObject):
    """Makes every input once and deals them out in columns or below each other."""

    def __init__(
        self,
        model: IdentifyViewModel,
        binding: Binding,
        sites: Sequence[Place],
        theme: Theme,
        *,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._model, self._binding, self._theme = model, binding, theme
        self._sites = [Code(site.code, site.name) for site in sites]
        self.person = PersonField(model.person_form, theme, now=model.now, check=model.check_person)
        self.whom = Labelled(self.person, theme)
        binding.bind(self.whom)
        self._parts: dict[str, Labelled] = {}
        self._turning: list[Tiles] = []
        self._about = Label("", "quiet", wraps=True)
        self.blocks: list[tuple[Block, tuple[str, ...]]] = []
        self._build()

    def rows(self) -> list[QWidget]:
        """The blocks from above downwards."""
        return self._rows

    def part(self, name: str) -> Labelled:
        """A field's input with its label."""
        return self._parts[name]

    def stack(self, *, stacked: bool) -> None:
        """Put the inputs below each other, or beside each other."""
        for tiles in self._turning:
            tiles.stack(stacked=stacked)

    def show_kinds(self) -> None:
        """Open the kinds of abuse under its time once that is answered."""
        kinds = self._parts["abuse_types"]
        is_due = is_given(self._model.answer("abuse_time")) or is_given(
            self._model.answer("abuse_types")
        )
        kinds.setVisible(is_due)

    def say_filled_in(self) -> None:
        """Say that place, role and mode are those of last time, while one of them is."""
        who, _ = self.blocks[0]
        words = "filled in from last time on this PC" if self._model.is_filled_in else ""
        who.say_aside(words)

    def say_gate(self, why_held: str) -> None:
        """Say beside the questions why they are held back, or how to learn more of them."""
        harks, _ = self.blocks[3]
        harks.say_aside(f"Held back: {why_held.lower()}" if why_held else "F1 tells what it shows")

    def tell_about(self, words: str) -> None:
        """Show or hide what the questions can tell and what not."""
        self._about.setText(words)
        self._about.setVisible(bool(words))

    def _build(self) -> None:
        titles = {each.key: each.label for each in self._model.form.sections}
        who = self._add(1, titles["who_and_where"], self._who(), (PERSON, *_WHO))
        safe = self._add(
            2,
            titles["safe_to_ask"],
            self._column("seen_alone", "interpreter"),
            ("seen_alone", "interpreter"),
        )
        prompted = self._add(
            3, titles["prompted"], self._column("how_arose", "trigger"), ("how_arose",)
        )
        harks = self._add(4, titles["harks"], self._harks(), HARKS)
        now = self._add(5, titles["right_now"], self._now(), _NOW)
        agreed = self._add(6, titles["agreement"], self._agreed(), _AGREED)
        self._rows = [
            who,
            self._turn([safe, prompted], across=14, down=10, shares=(0, 1)),
            self._turn([harks, now], across=18, down=10, shares=(1, 0)),
            agreed,
        ]
        self.more = self._more()

    def _add(self, number: int, title: str, content: QWidget, needed: Sequence[str]) -> Block:
        block = Block(number, title, content, self._theme)
        self.blocks.append((block, tuple(needed)))
        return block

    def _turn(
        self,
        widgets: Sequence[QWidget],
        *,
        across: int = 10,
        down: int = 9,
        shares: Sequence[int] = (),
    ) -> Tiles:
        """Tiles that turn with the page."""
        tiles = Tiles(widgets, self._theme, across=across, down=down, shares=shares)
        self._turning.append(tiles)
        return tiles

    def _who(self) -> Tiles:
        """Six inputs in a row, or three rows of two."""
        theme, parts = self._theme, [self._make(name) for name in _WHO]
        pairs = [
            Tiles([self.whom, parts[0]], theme, shares=(19, 15)),
            Tiles(parts[1:3], theme, shares=(19, 10)),
            Tiles(parts[3:5], theme, shares=(11, 11)),
        ]
        return self._turn(pairs, shares=(35, 31, 23))

    def _column(self, *names: str) -> Tiles:
        return column([self._make(name, beside=_BESIDE) for name in names], self._theme, down=8)

    def _now(self) -> Tiles:
        danger, time = self._make("immediate_danger"), self._make("abuse_time")
        kinds = self._make("abuse_types", beside=_SHORT_LABEL, label="Kinds")
        children = self._make("children_in_household", beside=_SHORT_LABEL, label="Children")
        due = self._make("unborn_edd", beside=_SHORT_LABEL)
        other, here = (self._make(name) for name in ("perpetrator_relationship", _NOW[2]))
        theme = self._theme
        rows: list[QWidget] = [
            Tiles([danger, time], theme, shares=(0, 1)),
            kinds,
            Tiles([children, due], theme, shares=(0, 1)),
            Tiles([other, here], theme, shares=(1, 0)),
        ]
        return column(rows, theme, down=8)

    def _agreed(self) -> Tiles:
        parts = [self._make(name) for name in (*_AGREED, "info_given")]
        return self._turn(parts, across=18, shares=(0, 0, 1))

    def _more(self) -> Tiles:
        parts = [self._make(name) for name in MORE]
        theme = self._theme
        pairs: list[QWidget] = [Tiles(parts[at : at + 2], theme) for at in range(0, 6, 2)]
        return column([*pairs, parts[6]], theme)

    def _harks(self) -> QWidget:
        area = QWidget()
        rows = QVBoxLayout(area)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        hints = {each.key: each.hint for each in self._model.form.sections}
        fields = [self._field(name) for name in HARKS]
        codes = fields[0].codes.entries if fields[0].codes else ()
        rows.addWidget(self._about)
        rows.addWidget(FourStateHead(hints["harks"], codes, self._theme))
        for field in fields:
            row = FourStateRow(field, self._theme)
            self._binding.bind(row)
            rows.addWidget(row)
        self.tell_about("")
        return area

    def _make(self, name: str, *, beside: int = 0, label: str = "") -> Labelled:
        field = self._field(name)
        part = Labelled(self._editor(field), self._theme, beside=beside, label=label)
        self._binding.bind(part)
        self._parts[name] = part
        return part

    def _editor(self, field: Field) -> Editor:
        theme, now = self._theme, self._model.now
        if field.name == "site_ods":
            return Choice(field, theme, entries=self._sites)
        if field.name in _SEGMENTED:
            short, folded = _SHORT.get(field.name), _FOLDED.get(field.name)
            return Segmented(field, theme, short=short, folded=folded)
        if field.kind in (Kind.DATE, Kind.DATETIME):
            line = DayLine if field.kind is Kind.DATE else MomentLine
            return line(field, theme, now=now)
        plain = {
            Kind.CHOICE: Choice,
            Kind.CHOICES: ChipsInput,
            Kind.MAP: AgreementChips,
            Kind.WHOLE_NUMBER: Stepper,
            Kind.WHOLE_NUMBERS: NumbersLine,
            Kind.LONG_TEXT: TextBox,
            Kind.TEXT: TextLine,
        }
        made: Editor = plain[field.kind](field, theme)
        return made

    def _field(self, name: str) -> Field:
        field = self._model.form.field(name)
        if field is None:
            raise KeyError(name)
        return field
