"""What a reader of a PDF finds in it as text."""

from __future__ import annotations

import io

from pypdf import PdfReader


def text_layer(pages: bytes, *, passphrase: str = "") -> str:
    reader = PdfReader(io.BytesIO(pages), password=passphrase or None)
    return "\n".join(page.extract_text() for page in reader.pages)
