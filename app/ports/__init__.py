"""What use cases need from outside, as protocols that storage fits."""

from app.ports.vault import Draft, Reading, Session

__all__ = ["Draft", "Reading", "Session"]
