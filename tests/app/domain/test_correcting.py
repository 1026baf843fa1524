"""What a correction changes, and how a draft keeps it."""

from __future__ import annotations

from app.domain.correcting import Corrected, unpack
from app.domain.encoding import decode, encode

OF = Corrected(
    b"r" * 16, b"s" * 16, {"hark_h": "no", "trigger": ["burn"]}, {"hark_h": (b"h" * 32,)}
)


def test_only_what_differs_is_an_edit_and_what_is_gone_is_taken_out():
    edits = OF.edits({"hark_h": "yes", "seen_alone": "yes"})

    assert edits == {"hark_h": "yes", "trigger": None, "seen_alone": "yes"}
    assert OF.edits(OF.stands) == {}


def test_a_draft_gives_back_what_was_on_the_screen():
    assert unpack(decode(encode(OF.packed()))) == OF


def test_a_draft_of_its_own_corrects_nothing():
    assert unpack(None) is None
    assert unpack("ab" * 32) is None
