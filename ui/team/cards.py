"""The cards of the panel that tell what waits: codes, newcomers, and who was cut off."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui.team.facts import Code, InvitationFacts, JoinedFacts
from ui.team.people_card import Asked, rule
from ui.team.wording import TeamWording
from ui.theme.spacing import Spacing
from ui.theme.theme import Theme
from ui.widgets.button import Button
from ui.widgets.chip import Chip
from ui.widgets.flow import Flow
from ui.widgets.label import Label
from ui.widgets.note_box import NoteBox, NoteKind
from ui.widgets.section_heading import SectionHeading

_WAITING = (
    "You can record now; it is kept on this PC and sent later. You read nothing of the team until "
    "a lead has admitted this PC. Ring the lead on a number you know and read these words out."
)
_MOST = 12
_STRANGERS = "If that is nobody you expect, cut that PC off: it can read everything here."
_STRANGE_DOORS = (
    "Compare its six words. If that is no PC you expect, cut it off: it reads nothing, but can "
    "send you records."
)
CANCEL, KNOWN, HELD, WORDS = "cancel", "known", "held", "words"


def code_card(code: Code, wording: TeamWording, theme: Theme) -> QWidget:
    """A code that was just made, in the groups in which it is read out."""
    card, column = _card(theme)
    title = "A code for your other PC" if code.is_own else "A code for one person"
    title = "A code for a ward PC" if code.is_door else title
    title = "A code for another team’s lead" if code.is_introduction else title
    column.addWidget(SectionHeading(title, theme))
    column.addWidget(Label(wording.code(code), "small", wraps=True))
    column.addWidget(chips_of(code.groups, theme, spoken=f"Code: {' '.join(code.groups)}"))
    return card


def waiting_card(words: tuple[str, ...], theme: Theme) -> QWidget:
    """What a PC shows that waits to be admitted: the words to read out."""
    card, column = _card(theme)
    column.addWidget(SectionHeading("Waiting to be admitted", theme))
    column.addWidget(Label(_WAITING, "small", wraps=True))
    if words:
        column.addWidget(chips_of(words, theme, spoken=f"Six words: {' '.join(words)}"))
    return card


def chips_of(words: tuple[str, ...], theme: Theme, *, spoken: str) -> QWidget:
    """Words or groups side by side, to be read aloud one by one."""
    ground = QWidget()
    flow = Flow(theme, gap=6, parent=ground)
    for word in words:
        flow.addWidget(Chip("", theme, strong=word, square=True))
    ground.setAccessibleName(spoken)
    return ground


def invitations_card(
    invitations: tuple[InvitationFacts, ...], wording: TeamWording, theme: Theme, asked: Asked
) -> QWidget:
    """The codes that may still let someone in, each with a way to end it."""
    card, column = _card(theme)
    column.addWidget(SectionHeading("Codes not used yet", theme))
    for number, invitation in enumerate(invitations[:_MOST]):
        if number:
            column.addWidget(rule())
        who = invitation.name or "Whoever has the code"
        end = Button("End this code", theme, small=True, spoken=f"End the code for {who}")
        end.setObjectName(f"{CANCEL}:{invitation.id.hex()}")
        end.clicked.connect(lambda _=False, id=invitation.id: asked(CANCEL, id))
        row = QWidget()
        words = QVBoxLayout(row)
        Spacing(words, theme, gap=2)
        words.addWidget(Label(who, "label", wraps=True))
        words.addWidget(Label(wording.invitation(invitation), "quiet", wraps=True))
        column.addWidget(row)
        column.addWidget(_left(end, theme))
    if len(invitations) > _MOST:
        more = f"{len(invitations) - _MOST} more codes. A new key, or a PC cut off, ends all."
        column.addWidget(Label(more, "quiet", wraps=True))
    return card


def joined_card(
    joined: tuple[JoinedFacts, ...], wording: TeamWording, theme: Theme, asked: Asked
) -> QWidget:
    """Who joined in the room since this lead last looked."""
    button = Button("I know them", theme, small=True)
    button.setObjectName(KNOWN)
    button.clicked.connect(lambda: asked(KNOWN, None))
    told: list[str] = []
    for is_door, warning in ((False, _STRANGERS), (True, _STRANGE_DOORS)):
        came = [wording.joined(each) for each in joined if each.is_door == is_door]
        more = [f"{len(came) - _MOST} more, listed below."] if len(came) > _MOST else []
        told += [*came[:_MOST], *more, warning] if came else []
    text = "\n".join(told)
    return note_card("info", theme, strong="New in the team", text=text, button=button)


def held_card(count: int, theme: Theme, asked: Asked) -> QWidget:
    """How many entries wait for a lead's word."""
    button = Button("Look at them", theme, small=True)
    button.setObjectName(HELD)
    button.clicked.connect(lambda: asked(HELD, None))
    entries = "1 entry waits" if count == 1 else f"{count} entries wait"
    text = "What a PC sent that did not belong any more, or not yet. Nobody reads it so far."
    return note_card("decide", theme, strong=f"{entries} for your word", text=text, button=button)


def copied_card(names: tuple[str, ...], wording: TeamWording, theme: Theme) -> QWidget:
    """Whose vault is in use as two copies."""
    return NoteBox("warn", theme, strong="One vault in two places", text=wording.copied(names))


def unheard_card(names: tuple[str, ...], wording: TeamWording, theme: Theme) -> QWidget:
    """Which PCs may not know so far that one was cut off."""
    return NoteBox("warn", theme, strong="Not everyone knows yet", text=wording.unheard(names))


def note_card(kind: NoteKind, theme: Theme, *, strong: str, text: str, button: Button) -> QWidget:
    """A box that tells something, with what can be done under it."""
    ground = QWidget()
    column = QVBoxLayout(ground)
    Spacing(column, theme, gap=6)
    column.addWidget(NoteBox(kind, theme, strong=strong, text=text))
    column.addWidget(_left(button, theme))
    return ground


def _left(button: Button, theme: Theme) -> QWidget:
    """A button no wider than its words."""
    row = QWidget()
    flow = Flow(theme, gap=6, parent=row)
    flow.addWidget(button)
    return row


def _card(theme: Theme) -> tuple[QFrame, QVBoxLayout]:
    card = QFrame()
    card.setProperty("role", "card")
    column = QVBoxLayout(card)
    Spacing(column, theme, margins=(14, 12, 14, 12), gap=8)
    return card, column
