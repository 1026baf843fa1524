"""Whom the steps beside New tell to ring, on this PC."""

from __future__ import annotations

from app.forms.numbers import shipped_numbers
from app.forms.steps import Numbers
from app.wiring.site import Site


def numbers_of(site: Site, *, training: bool) -> Numbers:
    """What IT has set, and the usual for the rest; made up where only made-up people are."""
    shipped = shipped_numbers(training=training)
    if training:
        return shipped
    team = f"{site.ring_who}, {site.ring_number}"
    return {**shipped, "idva_team": team, **site.numbers}
