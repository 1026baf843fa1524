"""The demonstration's letter: a PDF that every reader here takes, with its words as text."""

from __future__ import annotations

from app.domain.leaving import Known, look
from app.wiring.demo.letter import letter
from app.wiring.drawing import documents, documents_anew


def test_it_is_a_document_of_two_pages_that_gives_nobody_away():
    text = documents.text_of(documents_anew.made_anew(letter()))

    assert len(documents.opened(letter())) == 2
    assert "No other key exists." in text and "Page two" in text
    assert look(text, Known()) == ()
