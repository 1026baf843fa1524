"""Whatever a newer or a hostile program left in a field, each shape can be written and read."""

from __future__ import annotations

import csv
import io
import json

from fhir.resources.R4B.bundle import Bundle
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.leaving_files import KINDS, LeavingFile, LeavingRecord, as_it_may_go
from app.forms import library
from app.usecases.leaving.fhir import as_bundle
from app.usecases.leaving.shapes import as_json, as_table

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | texts | st.binary(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=4,
)


@st.composite
def records(draw, kind):
    """A record with something in some of the fields that its form has, of any kind at all."""
    names = [field.name for field in library.latest(kind).fields]
    chosen = draw(st.lists(st.sampled_from(names), max_size=6, unique=True))
    answers = {name: draw(values) for name in chosen}
    return LeavingRecord(
        id=draw(st.binary(min_size=16, max_size=16)),
        kind=kind,
        form=f"{kind}/1",
        author=draw(texts),
        written_at="2026-11-17T09:42:00.000+00:00",
        changed_at="2026-11-17T09:42:00.000+00:00",
        answers=as_it_may_go(kind, {n: v for n, v in answers.items() if v is not None}),
    )


files = st.lists(
    st.sampled_from(KINDS).flatmap(records), max_size=4, unique_by=lambda each: each.id
)


@given(files)
@settings(max_examples=max(10, settings().max_examples // 4))
def test_anything_in_any_field_is_written_as_what_it_is_and_read_again(found):
    person = LeavingRecord(b"p" * 16, "person", "", "WP", "2026-11-17T09:42:00.000+00:00", "", {})
    file = LeavingFile(b"p" * 16, (person, *found))

    Bundle.model_validate(json.loads(as_bundle([file], is_made_up=True)))
    assert len(json.loads(as_json([file], is_made_up=True))["files"]) == 1
    table = as_table([file], is_made_up=True).decode()
    widths = {len(row) for row in csv.reader(io.StringIO(table, newline=""))}
    assert widths == {12}
    assert isinstance(file.words, str)


def test_of_whom_nothing_was_said_nothing_is_told():
    asked = LeavingRecord(
        *(b"i" * 16, "identification", "identification/1", "WP"),
        *("2026-11-17T09:42:00.000+00:00", ""),
        {"consent_scope": {"gp": "not_asked", "police": "overridden"}},
    )

    bundle = json.loads(as_bundle([LeavingFile(b"p" * 16, (asked,))], is_made_up=False))

    assert "Consent" not in {each["resource"]["resourceType"] for each in bundle["entry"]}
