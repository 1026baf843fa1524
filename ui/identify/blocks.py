"""The six numbered blocks of inputs, and what is folded under More."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

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
from ui.forms.segmented import Segmented
from ui.forms.stepper import Stepper
from ui.forms.text import NumbersLine, TextBox, TextLine
from ui.identify.advice import PERSON
from ui.identify.binding import Binding
from ui.identify.tiles import Tiles
from ui.identify.view_model import IdentifyViewModel
from ui.identify.whom_input import WhomInput
from ui.theme.theme import Theme
from ui.widgets.label import Label

_BESIDE, _SHORT_LABEL = 72, 40
_WHO = ("site_ods", "setting_type", "identifier_role", "identified_at", "consult_mode")
_SAFE = ("seen_alone", "interpreter")
_NOW = ("immediate_danger", "abuse_time", "perpetrator_also_patient_here")
_WHO_SHARES = ((19, 15), (19, 10), (11, 11))
_SHORT_BLOCKS = (
    (2, "safe_to_ask", _SAFE, _SAFE),
    (3, "prompted", ("how_arose", "trigger"), ("how_arose",)),
)
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
        self._parts: dict[str, Labelled] = {}
        self._turning: list[Tiles] = []
        self._is_stacked = False
        self.blocks: list[tuple[Block, tuple[str, ...]]] = []

    def part(self, name: str) -> Labelled:
        """A field's input with its label."""
        return self._parts[name]

    def stack(self, *, stacked: bool) -> None:
        """Put the inputs below each other, or beside each other."""
        self._is_stacked = stacked
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
        when = "from last time on" if self._model.whom.may_look else "for"
        words = f"filled in {when} this PC" if self._model.is_filled_in else ""
        who.say_aside(words)

    def say_gate(self, why_held: str) -> None:
        """Say beside the questions why they are held back, or how to learn more of them."""
        harks, _ = self.blocks[3]
        harks.say_aside(f"Held back: {why_held.lower()}" if why_held else "F1 tells what it shows")

    def tell_about(self, words: str) -> None:
        """Show or hide what the questions can tell and what not."""
        self._about.setText(words)
        self._about.setVisible(bool(words))

    def grow(self) -> Iterator[QWidget | None]:
        """Make the inputs one by one; gives each row of the page before what is in it.

        What moves with all that is in it has all of it styled anew, so nothing does.
        """
        who = self._turn(shares=(35, 31, 23))  # six inputs in a row, or three rows of two
        yield self._add(1, "who_and_where", who, (PERSON, *_WHO))
        first, *others = (Tiles(self._theme, shares=shares) for shares in _WHO_SHARES)
        who.add(first, *others)
        self.whom = WhomInput(self._model, self._theme)
        first.add(self.whom)
        self._binding.bind(self.whom)
        yield self.whom.person.card
        for pair, names in zip((first, *others), (_WHO[:1], _WHO[1:3], _WHO[3:]), strict=True):
            yield from self._fill(pair, names)
        pair = self._turn(across=14, down=10, shares=(0, 1))
        yield pair
        for number, section, names, needed in _SHORT_BLOCKS:
            content = self._column(down=8)
            pair.add(self._add(number, section, content, needed))
            yield from self._fill(content, names, beside=_BESIDE)
        pair = self._turn(across=18, down=10, shares=(1, 0))
        yield pair
        rows = QWidget()
        pair.add(self._add(4, "harks", rows, HARKS))
        yield from self._fill_harks(rows)
        content = self._column(down=8)
        pair.add(self._add(5, "right_now", content, _NOW))
        yield from self._fill_now(content)
        agreed = self._turn(across=18, shares=(0, 0, 1))
        yield self._add(6, "agreement", agreed, _AGREED)
        yield from self._fill(agreed, (*_AGREED, "info_given"))

    def grow_more(self) -> Iterator[QWidget | None]:
        """Make what is folded under More; gives all of it before what is in it."""
        more = self._column()
        yield more
        for first in range(0, 6, 2):
            pair = Tiles(self._theme)
            more.add(pair)
            yield from self._fill(pair, MORE[first : first + 2])
        yield from self._fill(more, MORE[6:])

    def _add(self, number: int, section: str, content: QWidget, needed: Sequence[str]) -> Block:
        titles = {each.key: each.label for each in self._model.form.sections}
        block = Block(number, titles[section], content, self._theme)
        self.blocks.append((block, tuple(needed)))
        return block

    def _turn(self, *, across: int = 10, down: int = 9, shares: Sequence[int] = ()) -> Tiles:
        """Tiles that turn with the page."""
        is_stacked = self._is_stacked
        tiles = Tiles(self._theme, across=across, down=down, shares=shares, stacked=is_stacked)
        self._turning.append(tiles)
        return tiles

    def _column(self, *, down: int = 9) -> Tiles:
        """Tiles that always stand below each other."""
        return Tiles(self._theme, down=down, stacked=True)

    def _fill(self, tiles: Tiles, names: Sequence[str], *, beside: int = 0) -> Iterator[None]:
        for name in names:
            tiles.add(self._make(name, beside=beside))
            yield

    def _fill_harks(self, area: QWidget) -> Iterator[None]:
        rows = QVBoxLayout(area)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        hints = {each.key: each.hint for each in self._model.form.sections}
        fields = [self._field(name) for name in HARKS]
        codes = fields[0].codes.entries if fields[0].codes else ()
        self._about = Label("", "quiet", wraps=True)
        rows.addWidget(self._about)
        self.tell_about("")
        rows.addWidget(FourStateHead(hints["harks"], codes, self._theme))
        for field in fields:
            yield
            row = FourStateRow(field, self._theme)
            rows.addWidget(row)
            row.show()
            self._binding.bind(row)

    def _fill_now(self, content: Tiles) -> Iterator[None]:
        theme, beside = self._theme, _SHORT_LABEL
        pair = Tiles(theme, shares=(0, 1))
        content.add(pair)
        yield from self._fill(pair, _NOW[:2])
        content.add(self._make("abuse_types", beside=beside, label="Kinds"))
        yield
        pair = Tiles(theme, shares=(0, 1))
        content.add(pair)
        pair.add(self._make("children_in_household", beside=beside, label="Children"))
        yield from self._fill(pair, ("unborn_edd",), beside=beside)
        pair = Tiles(theme, shares=(1, 0))
        content.add(pair)
        yield from self._fill(pair, ("perpetrator_relationship", _NOW[2]))

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
