"""PDFs as they are read: how many pages, and the words in them."""

from __future__ import annotations

import pypdfium2  # type: ignore[import-untyped]

from app.domain.leaving import MOST_SIGNS
from app.errors import Refused

MOST_PAGES = 2_000


def opened(content: bytes) -> pypdfium2.PdfDocument:
    """The document; raises Refused `attachment.locked_pdf` or `attachment.too_many_pages`."""
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error):
            raise Refused("attachment.locked_pdf") from error
        raise Refused("attachment.not_understood") from error
    if len(document) > MOST_PAGES:
        raise Refused("attachment.too_many_pages")
    if len(document) < 1:
        raise Refused("attachment.not_understood")
    return document


def text_of(content: bytes) -> str:
    """The text layer, page after page, up to some millions of signs."""
    document, found, left = opened(content), [], MOST_SIGNS + 1
    for page in document:
        words = page.get_textpage().get_text_range()
        found.append(words[:left])
        left -= len(found[-1])
        if left <= 0:
            break
    return "\n".join(found)
