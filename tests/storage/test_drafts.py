"""A draft comes back as it was typed."""

from __future__ import annotations

from app.ports import Draft


def draft(number, kept_ms, **answers):
    subject = None if number % 2 else b"s" * 16
    return Draft(bytes([number]) * 16, "note/1", subject, answers, f"lines:{number}", kept_ms)


def kept(vault):
    return vault.read(lambda reading: reading.drafts()).result()


def test_drafts_come_back_newest_first_as_they_were(vault):
    drafts = [draft(1, 10, text="a\x00b"), draft(2, 30, lines=[{"label": "said"}]), draft(3, 20)]

    vault.write(lambda session: [session.keep_draft(each) for each in drafts]).result()

    assert kept(vault) == [drafts[1], drafts[2], drafts[0]]


def test_a_draft_kept_again_takes_its_own_place(vault):
    for kept_ms, text in ((1, "Ca"), (2, "Came")):
        vault.write(lambda s, at=kept_ms, text=text: s.keep_draft(draft(1, at, text=text))).result()

    assert kept(vault) == [draft(1, 2, text="Came")]


def test_a_draft_dropped_is_gone_and_no_other(vault):
    vault.write(lambda s: [s.keep_draft(draft(number, number)) for number in (1, 2)]).result()

    vault.write(lambda s: s.drop_draft(draft(1, 1).id)).result()

    assert kept(vault) == [draft(2, 2)]
