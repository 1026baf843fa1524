"""Deterministic CBOR and its one failure, for those who may import nothing below this package."""

from __future__ import annotations

from app.domain.encoding import Value as Value
from app.domain.encoding import decode as decode
from app.domain.encoding import encode as encode
from app.errors import Untrusted as Untrusted
