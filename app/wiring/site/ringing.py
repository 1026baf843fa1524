"""Whom the steps beside New tell to ring, on this PC."""

from __future__ import annotations

from app.forms.numbers import own_numbers, shipped_numbers
from app.forms.steps import Numbers
from app.wiring.site.values import Site


def numbers_of(site: Site, *, training: bool) -> Numbers:
    """What a lead and IT have set, and the usual for the rest; made up where all people are."""
    shipped = shipped_numbers(training=training)
    if training:
        return {**shipped, **own_numbers()}
    team = {"idva_team": f"{site.ring_who}, {site.ring_number}"}
    return {**shipped, **team, **site.numbers, **own_numbers()}
