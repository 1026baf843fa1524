"""The panel beside Today: the chosen row in full, and what can be done about it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.worklist import Due, Reason
from ui.boxes.column_area import ColumnArea
from ui.contact.words import banner
from ui.formats import moment_within, span
from ui.theme.spacing import Spacing
from ui.theme.theme import Theme
from ui.today import duty_words, referral_words
from ui.today.view_model import TodayViewModel
from ui.today.wording import ACTIONS, HEADS, Wording, about
from ui.widgets.bar_room import BAR
from ui.widgets.button import Button
from ui.widgets.contact_banner import NOT_KNOWN, ContactKind
from ui.widgets.icon_mark import IconMark
from ui.widgets.label import Label
from ui.widgets.note_box import NoteBox, NoteKind

Line = tuple[str, str]
"""An icon and the words beside it."""

_DANGERS = {
    Reason.DANGER: "they were in danger",
    Reason.UNSAFE_HOME: "it was not safe to go home",
}
_CONTACT: dict[ContactKind, tuple[NoteKind, str]] = {
    "safe": ("ok", "phone"),
    "never": ("danger", "phoneoff"),
    "held": ("danger", "phoneoff"),
    "not_now": ("warn", "clock"),
}
_PASSED_ON = {
    Reason.REFERRAL: "Handed over by phone",
    Reason.FIRST_CONTACT: "Offer to a colleague",
    Reason.NOT_REACHED: "Offer to a colleague",
    Reason.UNANSWERED: "Refer elsewhere",
}
_RING_999: Line = ("phone", "Is someone in danger now? Ring 999")


class TodayPanel(ColumnArea):
    """Signals: `acted(str)`, `opened(str)`, `passed_on(str)` with the row's key by a button."""

    acted = Signal(str)
    opened = Signal(str)
    passed_on = Signal(str)

    def __init__(
        self, model: TodayViewModel, theme: Theme, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._model, self._theme = model, theme
        self._name, self._about = Label("", "lead", wraps=True), Label("", "quiet", wraps=True)
        self._contact = NoteBox(
            "unknown", theme, strong=NOT_KNOWN.state, text=NOT_KNOWN.meaning, icon="phoneoff"
        )
        self._head = Label("", "strong", wraps=True)
        self._lines = QVBoxLayout()
        Spacing(self._lines, theme, gap=6)
        self.act_button = Button(" ", theme, role="primary", key="Enter")
        self.open_button = Button("Open record", theme, key="O")
        self.pass_on_button = Button(" ", theme, key="H")
        self._only_here = NoteBox("warn", theme, icon="pc")
        self._lay_out(theme)
        self.act_button.clicked.connect(self._on_act)
        self.open_button.clicked.connect(self._on_open)
        self.pass_on_button.clicked.connect(self._on_pass_on)
        model.chosen_changed.connect(self.show_state)
        self.show_state()

    def show_state(self) -> None:
        """Show the row that is chosen now."""
        due, wording = self._model.chosen, self._model.wording
        for part in (self._name, self._head, self.act_button):
            part.setVisible(due is not None)
        person = due.person if due is not None else None
        self._about.setVisible(person is not None)
        self._contact.setVisible(person is not None)
        self.open_button.setVisible(person is not None)
        self._clear_lines()
        self._show_passing_on(due)
        self._show_contact(due, wording)
        if due is not None:
            self._name.setText(wording.title(due))
            self._about.setText(about(person) if person is not None else "")
            self._head.setText(HEADS[due.reason])
            self._show_lines(lines_of(due, wording))
            self.act_button.setText(ACTIONS[due.reason])
            self.act_button.setAccessibleName(ACTIONS[due.reason])
            self.open_button.setVisible(person is not None and ACTIONS[due.reason] != "Open")
        self._show_only_here(wording)

    def _show_contact(self, due: Due | None, wording: Wording) -> None:
        referred = due.referred if due is not None else None
        safety = referred.safety if referred is not None else due.safety if due else None
        said = NOT_KNOWN if safety is None else banner(safety, now=wording.now)
        kind, icon = _CONTACT.get(said.kind, ("unknown", "phoneoff"))
        self._contact.show_kind(kind, icon=icon)
        rules = ". ".join(rule.words for rule in said.rules)
        meaning = ". ".join(filter(None, (said.meaning, rules)))
        self._contact.show_words(strong=said.state, text=meaning)

    def _show_passing_on(self, due: Due | None) -> None:
        words = _PASSED_ON.get(due.reason, "") if due is not None else ""
        self.pass_on_button.setVisible(bool(words))
        if words:
            self.pass_on_button.setText(words)
            self.pass_on_button.setAccessibleName(words)

    def _show_only_here(self, wording: Wording) -> None:
        count, since_ms = self._model.only_here
        self._only_here.setVisible(bool(count))
        items = "1 item is" if count == 1 else f"{count} items are"
        since = moment_within(wording.local(since_ms), now=wording.now)
        it = "It goes" if count == 1 else "They go"
        text = f"Since {since}. {it} when there is a secure link."
        is_late = wording.is_late(since_ms)
        if is_late:
            late = span(wording.now - wording.local(since_ms))
            text = f"Not sent for {late}, since {since}. Connect this PC, then look at Sync."
        self._only_here.show_kind("danger" if is_late else "warn", icon="pc")
        self._only_here.show_words(strong=f"{items} only on this PC", text=text)

    def _show_lines(self, lines: Sequence[Line]) -> None:
        for icon, words in lines:
            row = QWidget()
            columns = QHBoxLayout(row)
            Spacing(columns, self._theme, gap=8)
            mark = IconMark(icon, self._theme, ink="text3", size=18)
            columns.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
            columns.addWidget(Label(words, "small", wraps=True), 1)
            self._lines.addWidget(row)

    def _clear_lines(self) -> None:
        while self._lines.count():
            item = self._lines.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _lay_out(self, theme: Theme) -> None:
        ground = QFrame()
        ground.setProperty("role", "canvas")
        column = QVBoxLayout(ground)
        Spacing(column, theme, margins=(16, 14, 16 - BAR, 14), gap=12)
        head = QVBoxLayout()
        Spacing(head, theme, gap=4)
        head.addWidget(self._name)
        head.addWidget(self._about)
        column.addLayout(head)
        column.addWidget(self._contact)
        column.addWidget(self._head)
        column.addLayout(self._lines)
        column.addWidget(self.act_button)
        column.addWidget(self.open_button)
        column.addWidget(self.pass_on_button)
        column.addStretch(1)
        column.addWidget(self._only_here)
        self.hold(ground)

    def _on_act(self) -> None:
        self.acted.emit(self._model.chosen_key)

    def _on_pass_on(self) -> None:
        self.passed_on.emit(self._model.chosen_key)

    def _on_open(self) -> None:
        self.opened.emit(self._model.chosen_key)


def _to_look_at(due: Due, wording: Wording) -> tuple[Line, ...]:
    """What came from a ward PC, what a lead is to look at and decide, a record to keep safe."""
    if due.reason is Reason.DUTY:
        return duty_words.lines_of(due)
    if due.reason is Reason.WARD_DOOR:
        left = "Left unfinished there. What was written is kept as a note"
        return (
            ("pc", f"{due.who or 'A ward PC'}, {wording.clock(due).words}"),
            ("edit", left if due.form else "A record in a new file"),
            ("search", "Look whether this person has a file here already"),
        )
    at = moment_within(wording.local(due.since_ms), now=wording.now)
    if due.reason is Reason.KEPT_APART:
        return (
            ("tri", f"It counts for nothing before. The oldest came {at}"),
            ("eye", "Beside Sync you see from where, and read what a ward PC left"),
        )
    if due.reason is Reason.GLASS:
        why = due.opened.reason if due.opened is not None else ""
        return (("unlock", wording.opened(due)), ("bubble", f"Why: {why}"))
    if due.reason is Reason.KEPT_OUT:
        return _linked(due)
    if due.reason is Reason.KEEP_SAFE:
        return (
            ("cal", f"To be looked at from {wording.clock(due).words}"),
            ("shield", wording.detail(due)),
        )
    return (
        ("tri", f"Erased {at}. Something arrived after that"),
        ("eye", "Read what arrived. Erase it too, or write in the file why it stays"),
    )


def _linked(due: Due) -> tuple[Line, ...]:
    """Who is kept out of a file, and who works on both sides."""
    kept = f"Kept out, works with the other person or is close to them: {due.who}"
    both = f"Worked in both files before, so not kept out: {due.on_both}"
    return (
        *([("lock", kept)] if due.who else ()),
        *([("people", both), ("user", "Decide who goes on with whom")] if due.on_both else ()),
    )


def _clashing(due: Due) -> tuple[Line, ...]:
    fields = "1 place" if due.count == 1 else f"{due.count} places"
    return (
        ("clash", f"Two people wrote something else in {fields}"),
        ("eye", "Both can be read on the file. Take one, or write it anew"),
    )


def _to_ring(wording: Wording) -> Line:
    return ("phone", f"Ring {wording.ring.who}: {wording.ring.number}")


def lines_of(due: Due, wording: Wording) -> tuple[Line, ...]:
    """What the panel says about a row, a line each."""
    if due.referred is not None:
        lines = referral_words.lines_of(due, wording.now)
        is_without = due.reason is Reason.UNANSWERED and not due.referred.phone
        return (*lines, _to_ring(wording)) if is_without else lines
    match due.reason:
        case Reason.DANGER | Reason.UNSAFE_HOME:
            said = f"They said {_DANGERS[due.reason]}. {wording.said(due)}"
            return (("bed", wording.seen(due)), ("tri", said), _RING_999)
        case Reason.REFERRAL:
            return (
                ("check", "Accepted the referral"),
                ("bed", wording.seen(due)),
                _to_ring(wording),
            )
        case Reason.ASK_AGAIN:
            return (
                ("bed", wording.seen(due)),
                ("cal", f"To be asked again from {wording.clock(due).words}"),
                ("shield", "Only alone, with no interpreter from the family"),
            )
        case (
            Reason.WARD_DOOR
            | Reason.GLASS
            | Reason.KEPT_OUT
            | Reason.HERE_AGAIN
            | Reason.LEFT_BEHIND
            | Reason.KEEP_SAFE
            | Reason.KEPT_APART
            | Reason.DUTY
        ):
            return _to_look_at(due, wording)
        case Reason.CLASH:
            return _clashing(due)
        case Reason.DRAFT:
            return (("edit", f"{wording.detail(due)}. Nothing of it has been sent"),)
        case _:
            return (("pc", f"{wording.matter(due)} on this PC and nowhere else"),)
