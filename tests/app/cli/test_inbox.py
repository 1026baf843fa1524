"""A referral is one line that a person can read."""

from __future__ import annotations

from app.cli.inbox import as_line


def test_of_what_the_other_team_told_a_line_has_when_who_and_their_words():
    told = {"form": "referral_news/1", "told_at": "2026-11-28T02:55:09+00:00", "worker": "Wren"}
    row = {"parcel": "66b4", "to": "IDVA team", "why": "", "told": told | {"feedback_line": "a\nb"}}

    assert as_line(row) == "66b4  IDVA team  2026-11-28T02:55:09+00:00  Wren  a b"


def test_what_nothing_was_told_of_is_its_own_row():
    assert as_line({"parcel": "66b4", "state": "sent", "told": None}) == "66b4  sent"
