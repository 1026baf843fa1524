"""The card and the box about a service on its spare key: a lead says which keys it has now."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from ui.boxes.ask_box import AskBox
from ui.boxes.running import run_box
from ui.jobs import Jobs
from ui.team.cards import note_card
from ui.team.people_card import Asked
from ui.theme.theme import Theme
from ui.widgets.button import Button
from ui.widgets.field import Field

SERVICE_KEYS = "service_keys"
_CHANGED = (
    "Every PC of the team knows that key, so all goes on. Say its new keys before it has to change "
    "again: otherwise every PC would refuse it then."
)
_COMPARE = (
    "Ring whoever looks after the service, on a number you know. Type the six words that it "
    "printed when its key was changed: only the right service has them."
)
_NEEDED = "The six words are needed."
_DONE = "The service’s new keys are said. Every PC of the team takes them over by itself."
_SO_ALREADY = "Another lead has said them already."


def service_keys_card(theme: Theme, asked: Asked) -> QWidget:
    """That the service runs on its spare key, for a lead."""
    button = Button("Say its new keys", theme, small=True)
    button.setObjectName(SERVICE_KEYS)
    button.clicked.connect(lambda: asked(SERVICE_KEYS, None))
    strong = "The service has changed over to its spare key"
    return note_card("warn", theme, strong=strong, text=_CHANGED, button=button)


def ask_service_words(
    host: QWidget,
    theme: Theme,
    jobs: Jobs,
    *,
    follow: Callable[[str], Future[Any]],
    done: Callable[[str], object],
) -> AskBox:
    """Ask for the six words, and have the keys said once they are the service's."""
    words = QLineEdit()
    box = AskBox(
        host,
        theme,
        title="The service’s new keys",
        text=_COMPARE,
        verb="Say the new keys",
        fields={"words": Field("Six words", words, theme)},
    )

    def start() -> Future[Any] | None:
        typed = words.text().strip()
        if not typed:
            box.point_out("words", _NEEDED)
            return None
        return follow(typed)

    run_box(box, jobs, start, lambda is_new: done(_DONE if is_new else _SO_ALREADY))
    return box
