"""What another program, written from the page alone, makes of the stored parcels and cards."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.domain.parcels import derived_id
from tests.second_client import parcels
from tests.second_client.formats import HpkeKey

FOLDER = Path(__file__).parents[1] / "sync/protocol/vectors"
b = bytes.fromhex


def stored(name: str) -> tuple[Any, Any]:
    kept = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))
    return kept["given"], kept["gives"]


def test_it_opens_a_parcel_and_reads_the_word_that_it_was_taken_in() -> None:
    given, gives = stored("parcels")
    key = Ed25519PrivateKey.from_private_bytes(b(given["sign_private"])).public_key()
    way = (b(given["sender"]), b(given["to"]), b(given["parcel"]), given["epoch"])

    inbox = HpkeKey(b(given["inbox_private"]))
    said = parcels.open_parcel(inbox, b(given["sealed"]), way, key.public_bytes_raw())
    assert (said["fields"], said["basis"]) == (gives["fields"], gives["basis"])
    word = parcels.read_word(b(gives["taken"]), key.public_bytes_raw())
    assert (word["sender"], word["to"], word["parcel"]) == way[:3]
    made = parcels.made_from(way[0], way[2], "referral")
    assert made == derived_id(way[0], way[2], "referral")


def test_it_opens_both_cards_of_an_introduction() -> None:
    given, gives = stored("introductions")
    secret = b(given["secret"])
    assert parcels.locator(secret).hex() == gives["locator"]

    for card, label in ((gives["offer"], parcels.OFFER), (gives["answer"], parcels.ANSWER)):
        said = parcels.open_card(secret, b(card), label)
        assert (said["title"], said["space"].hex()) == ("Willowmere", given["card"]["space"])
