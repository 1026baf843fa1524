"""What use cases need from outside, as protocols that storage fits."""

from app.ports.vault import Access, Draft, Reading, Session

__all__ = ["Access", "Draft", "Reading", "Session"]
