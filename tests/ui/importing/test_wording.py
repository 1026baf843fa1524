"""What would become of the rows of a spreadsheet, in words."""

from __future__ import annotations

from app.domain.importing import Fate, Planned
from ui.importing.wording import lines


def test_a_row_says_every_reason_once_and_of_a_place_what_to_write() -> None:
    problems = {"site_ods": "ods_code", "seen_alone": "needed"}
    row = Planned(
        2, "key", Fate.REFUSED, {}, {}, 2, problems=problems, columns={"site_ods": "Site"}
    )

    assert list(lines([row], "identification")) == [
        "Row 2: Where (column Site): Neither the name nor the code of a place that is known here. "
        "Write its code; Seen alone: Still needed"
    ]
