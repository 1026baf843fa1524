"""The rules for reports that the law asks for, as they are shipped."""

from __future__ import annotations

from datetime import time
from functools import cache

import resources
from app.domain.duty import FGM, DutyRule
from app.forms.first_contact import load_rule
from app.forms.tables import read_toml


@cache
def load_duty(name: str = FGM) -> DutyRule:
    """The rule of one duty; raises Refused `form.definition_...` if it is broken."""
    table = read_toml(resources.read_text(f"duties/{name}.toml"), source=f"duties/{name}")
    table.text("title")
    table.text("basis")
    table.flag("confirmed", default=True)
    written = table.text("closes_at")
    try:
        closes_at = time.fromisoformat(written)
    except ValueError:
        table.fail("value", "closes_at")
    rule = DutyRule(
        table.number("working_days"), closes_at, table.number("months"), load_rule().holidays
    )
    table.close()
    return rule
