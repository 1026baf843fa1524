"""The central service: stores and passes on what it cannot read."""
