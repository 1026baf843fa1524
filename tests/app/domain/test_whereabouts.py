"""Where somebody is, in the shapes people write it; and what only looks like it."""

from __future__ import annotations

import pytest

from app.domain.plain_text import plain
from app.domain.services_named import without_services
from app.domain.whereabouts import places


def kinds(text: str) -> list[str]:
    return [what for what, _ in places(without_services(plain(text)))]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("14\nWildrose\nLane", "address"),
        ("14 Wild-\nrose Lane", "address"),
        ("fourteen Wildrose Lane", "address"),
        ("14 wildrose lane", "address"),
        ("FLAT 3", "address"),
        ("room 4, Rosewood House", "address"),
        ("51.73561, 0.46852", "address"),
        ("lives in CO2", "postcode"),
        ("CM2", "postcode"),
        ("cm27qx", "postcode"),
        ("ZZ99 3VZ", "postcode"),
        ("at Juniper House refuge", "refuge"),
        ("Broomfield Hospital. She went to 14 Wildrose Lane, CM2 7QX", "address"),
        ("Broomfield Hospital, Court Road, Chelmsford CM1 7ET\nCM2 7QX", "postcode"),
        ("Willow Refuge, 3 High Street, CM1 1AA", "address"),
    ],
)
def test_a_whereabouts_is_found(text: str, kind: str) -> None:
    assert kind in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "Broomfield Hospital\nCourt Road, Chelmsford, CM1 7ET",
        "THE MEADOWS MEDICAL CENTRE\n3 Station Road\nBraintree\nCM7 3QQ",
        "Station Road Surgery",
        "pCO2 5.1, PO2 12.4, CO2 retention, B12 5mg, L4/L5, T12, RAJ32, F81999",
        "two miles down the road, 20 minutes walk",
        "Refuge was discussed, no refuge space wanted; leaflet for Refuge given",
        "the refuge options and the national charity Women's Aid",
    ],
)
def test_services_doses_and_talk_of_refuge_are_left_alone(text: str) -> None:
    assert kinds(text) == []
