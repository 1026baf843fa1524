"""Words planted in a record, to be looked for where they must not lie."""

from __future__ import annotations

from pathlib import Path

from tests.journeys.conftest import PASSPHRASE, Run

ENQUIRY = {
    "identified_at": "2026-11-02T09:38:00+00:00",
    "setting_type": "ed_adult",
    "site_ods": "RQX01",
    "identifier_role": "nurse",
    "how_arose": "routine_enquiry",
    "seen_alone": "yes",
    "interpreter": "not_needed",
    "consult_mode": "in_person",
    "hark_h": "no",
    "hark_a": "no",
    "hark_r": "no",
    "hark_k": "no",
    "free_text": "marmalade-heron said quietly",
}
PLANTED = ("marmalade-heron", "Zinnia Quillfeather", "07700 900461", "oriole teapot", PASSPHRASE)


def plant(yarrow: Run, a: Path) -> str:
    """An enquiry, a name and a note with words that occur nowhere else; gives the enquiry's id."""
    enquiry = yarrow("add", a, "identification", stdin=ENQUIRY)
    assert enquiry.code == 0, enquiry.err
    name = yarrow("add", a, "person", stdin={"name": PLANTED[1]})
    lines = [{"label": "said", "text": f"call {PLANTED[2]} {PLANTED[3]}"}]
    note = yarrow("add", a, "note", stdin={"subject": name.word, "lines": lines})
    assert (name.code, note.code) == (0, 0)
    return enquiry.word
