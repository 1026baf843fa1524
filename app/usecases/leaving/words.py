"""What goes and what stays behind of whole files, in words: for the command line and the window."""

from __future__ import annotations

from collections.abc import Iterator

from app.forms.lists import load_list
from app.usecases.leaving.exporting import APART, Going

_WHY = {
    "access.glass_needed": "sensitive and closed to you",
    "access.kept_out": "closed to you",
    "leaving.said_no": "the person said no to this recipient",
    "leaving.not_asked": "the person was not asked about this recipient",
    "leaving.consent_in_clash": "two versions of whom the person agreed to tell",
    "leaving.contact_held": "how to reach the person safely is not settled",
    "leaving.never_to_them": "something in it never goes to this recipient",
    "leaving.leads_only": "in a space that you do not lead",
    APART: "in a space for named people, which go one by one",
    "lease.hidden": "not read on this PC now",
}


def told_of(going: Going) -> Iterator[str]:
    """What whoever lets them out has to know of the files that go, a sentence each."""
    if going.findings:
        labels = load_list("leaving_findings")
        counted = sorted(going.findings.items())
        found = [f"{labels.label(what)} ({count})" for what, count in counted]
        yield f"Found in it: {', '.join(found)}."
    if going.left_out:
        yield f"Left out, because this Yarrow does not know it: {going.left_out}."
    if going.unasked:
        yield (
            f"Files in it of people who were not asked about this recipient: {going.unasked}. "
            "Your reason has to be enough for each of them."
        )


def kept_back(going: Going) -> Iterator[str]:
    """Why files stay behind, and how many, the same each time."""
    for code, count in sorted(going.kept_back.items()):
        yield f"{_WHY.get(code, code)}: {count}"
