"""The quick sum is the digest's own."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.domain.digest import heads_term
from storage.state_sum import terms

IDS = st.binary(min_size=32, max_size=32)


@given(
    st.binary(min_size=16, max_size=16),
    st.text(min_size=1, max_size=300),
    st.one_of(IDS, st.binary(min_size=16, max_size=16)),
    st.dictionaries(st.text(min_size=1, max_size=40), st.lists(IDS, max_size=30, unique=True)),
)
def test_it_equals_the_terms_one_by_one(subject, kind, record, fields):
    expected = sum(
        heads_term(subject=subject, kind=kind, record=record, field=name, heads=heads)
        for name, heads in fields.items()
    )

    assert terms((subject, kind, record), fields) == expected
