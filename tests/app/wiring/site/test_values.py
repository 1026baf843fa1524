"""What IT has set for a PC holds against whoever sits there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.errors import Refused
from app.wiring.site.values import this_pc

URL = "https://yarrow.example:8443"
WORDS = "academic acid acne acquire acrobat activity"


def test_a_ward_pc_records_through_no_service_but_the_one_that_was_set() -> None:
    site = this_pc()
    assert site.require_service("https://anywhere.example") == ""
    site = replace(site, service_url=URL, service_words=WORDS)
    assert site.require_service(f"{URL}/ ") == WORDS
    with pytest.raises(Refused, match="door.other_service"):
        site.require_service("https://elsewhere.example")
