"""Through no read of a page or a command is a contact point seen without a line that says why."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.cli import showing
from app.domain.contact import CODE_WORDS
from app.domain.history import Written, field_changes
from app.errors import Refused
from app.usecases import clashes, history, today
from app.usecases.access import looking, veiling
from app.usecases.contact import contacting
from app.usecases.contact.contacting import ANYWAY, SHOWN, WORD_SHOWN
from app.usecases.editing import edit
from app.usecases.person import files
from app.usecases.recording import now, record

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
LETTERS = "bcdfghjklmnpqrstvwxz"
words = st.text(LETTERS, min_size=12, max_size=16)
digits = st.integers(10**8, 10**9 - 1).map(lambda number: f"07{number}")
spans = st.sampled_from(DAYS).flatmap(
    lambda day: st.sampled_from([("00:00", "24:00"), ("09:00", "09:30")]).map(
        lambda hours: {"day": day, "from": hours[0], "to": hours[1]}
    )
)
points = st.fixed_dictionaries(
    {"methods": st.just({"call": "yes"}), "safe_times": st.lists(spans, max_size=5)},
    optional={"say": st.just("About the appointment"), **dict.fromkeys(CODE_WORDS, words)},
).flatmap(
    lambda rule: st.one_of(
        digits.map(lambda number: {**rule, "number": number}),
        words.map(lambda text: {**rule, "address": text}),
    )
)


def secrets_in(*points):
    names = ("number", "address", *CODE_WORDS)
    return {point[name] for point in points for name in names if name in point}


def seen_by_pages_and_commands(reading, file, secrets):
    """All that the program's own reads give of this file, as one text."""
    at = now(reading)
    page = history.of_file(reading, file)
    written = [each for each in page.entries if isinstance(each, Written)]
    records = [each for each in reading.history_of(file)]
    listed = [*looking.of_kind(reading, "contact_point"), *looking.of_kind(reading, "person")]
    closed = veiling.closed_files(reading)
    hits = [hit for secret in secrets for hit in veiling.found(reading, secret)]
    return repr(
        (
            files.page(reading, file, today=at.date()),
            [field_changes(each) for each in written],
            [showing.as_json(each) for each in records],
            [showing.as_row(each, closed) for each in listed],
            [(showing.as_row(hit.record, closed), hit.snippet) for hit in hits],
            [
                (each.field, each.versions)
                for each in clashes.desk(reading, today=at.date()).clashes
            ],
            clashes.desk(reading, today=at.date()).settled,
            today.worklist(reading, now=at),
            contacting.safety(reading, file, now=at),
        )
    ), hits


@given(points, points, st.booleans())
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    max_examples=max(8, settings().max_examples // 10),
)
def test_no_read_shows_a_contact_point_and_what_shows_one_says_why(
    save, read, first, second, in_clash
):
    file = save(lambda session: record(session, "person", {"name": "Tansy Bramblewick"})).subject
    given = {"contact_point": first}
    point = save(lambda session: record(session, "contact_point", given, subject=file)).id
    heads = read(lambda reading: reading.record(point)).heads
    for value in (second, {**first, "say": "About the library"})[: 2 if in_clash else 1]:
        change = {"contact_point": value}
        save(lambda s, change=change: edit(s, point, change, seen=heads, reason="She said so"))
    secrets = secrets_in(first, second)

    text, hits = read(lambda reading: seen_by_pages_and_commands(reading, file, secrets))
    assert not [secret for secret in secrets if secret in text]
    assert not hits
    is_safe = any(
        rule.is_usable for rule in read(lambda r: contacting.safety(r, file, now=now(r))).rules
    )
    for reason in ("", "It cannot wait: he is here"):
        before = lines_about(read, point)
        shown = revealed(save, point, reason)
        # A look again in the same minute is the same line.
        lines = lines_about(read, point)
        assert not shown or lines[-1] == ((SHOWN, "") if is_safe else (ANYWAY, reason))
        assert shown or lines == before
    told = save(lambda session: contacting.code_words(session, file))
    assert read(lambda reading: reading.accesses())[-1].what == WORD_SHOWN
    assert set(re.findall(rf"[{LETTERS}]{{12,}}", repr(told))) <= secrets


def lines_about(read, point):
    """What the access log has of this point since its number could be shown."""
    lines = read(lambda reading: reading.accesses())
    acts = (SHOWN, ANYWAY)
    return [
        (each.what, each.detail) for each in lines if each.record == point and each.what in acts
    ]


def revealed(save, point, reason):
    try:
        return save(lambda session: contacting.reveal(session, point, reason=reason)).words
    except Refused as refused:
        assert refused.code in ("contact.outside", "contact.several_places")
        return ""


@pytest.mark.parametrize("kind", ["child", "other_person"])
def test_no_search_finds_a_word_of_another_person_in_this_file(save, read, kind):
    file = save(lambda session: record(session, "person", {"name": "Tansy Bramblewick"})).subject
    answers = {"name": "Rowan Ashdown"} | ({"relationship": "spouse"} if kind != "child" else {})
    made = save(lambda session: record(session, kind, answers, subject=file))

    assert not read(lambda reading: veiling.found(reading, "Rowan"))
    by_reference = read(
        lambda reading: veiling.found(
            reading, files.page(reading, file, today=now(reading).date()).person.reference
        )
    )
    assert [hit.record.id for hit in by_reference] == [file] and made.id
