"""The note for the person's own record elsewhere: sentences of ours, chosen by codes alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache

import resources
from app.domain.encoding import Value
from app.forms.definition import Answers, Form
from app.forms.rules import When, read_when
from app.forms.situation import situation
from app.forms.tables import read_toml

HIDE = "Hide from online access."
_DAY = "{day}"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, the part of the note it belongs to, and when it is true."""

    part: str
    text: str
    when: When


def safe_note(form: Form, answers: Answers) -> str:
    """The note for these answers, one line; empty while nothing is known that belongs in it.

    It holds a day and sentences of the file, and nothing that anybody typed.
    """
    facts = situation(form, answers, has_person=True, age=None)
    parts: dict[str, str] = {}
    for each in load_sentences():
        if each.part not in parts and each.when.holds(facts):
            parts[each.part] = each.text
    if "seen" not in parts:
        return ""
    day = _day(answers.get("identified_at"))
    return " ".join(parts.values()).replace(f" {_DAY}", f" {day}" if day else "")


@cache
def load_sentences() -> tuple[Sentence, ...]:
    """The shipped sentences in their order; raises Refused `form.definition_...` if broken."""
    table = read_toml(resources.read_text("notes/copy_safe.toml"), source="notes/copy_safe")
    table.text("title")
    found = []
    for row in table.tables("sentences"):
        found.append(Sentence(row.text("part"), row.text("text"), read_when(row)))
        row.close()
    table.close()
    return tuple(found)


def _day(at: Value) -> str:
    try:
        return datetime.fromisoformat(at).strftime("%d/%m/%y") if isinstance(at, str) else ""
    except ValueError:
        return ""
