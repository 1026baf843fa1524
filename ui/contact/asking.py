"""The small questions about contact: why a way is taken away, and the words listened for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future

from PySide6.QtWidgets import QWidget

from ui.boxes.ask_box import AskBox
from ui.boxes.running import run_box, words_field
from ui.jobs import Jobs
from ui.theme.theme import Theme

_CODE = {"code_word_ok": "All is well", "code_word_danger": "Danger"}


def ask_away(
    host: QWidget,
    theme: Theme,
    jobs: Jobs,
    away: Callable[[str], Future[None]],
    *,
    lifts: bool,
    done: Callable[[], object],
) -> AskBox:
    """Ask why a way is taken away, or why they may be contacted again."""
    field, words = words_field("Why", theme, help_text="It stays in the history")
    box = AskBox(
        host,
        theme,
        title="Contact is safe again" if lifts else "Take this way to reach them away",
        text="The rules that stand beside it count again from now on."
        if lifts
        else "It is not used any more. To use it again it is asked for and written anew.",
        verb="Let contact be made" if lifts else "Take it away",
        fields={"entered_in_error": field},
    )

    def start() -> Future[None] | None:
        reason = words.toPlainText().strip()
        if not reason:
            box.point_out("entered_in_error", "Say why; colleagues can read it.")
            return None
        return away(reason)

    run_box(box, jobs, start, lambda _none: done())
    return box


def code_words_in_words(found: Mapping[str, Sequence[str]]) -> str:
    """The code words with what they mean."""
    said = [f"{_CODE[name]}: {', '.join(words)}" for name, words in found.items() if words]
    return " · ".join(said) or "No code word on file"
