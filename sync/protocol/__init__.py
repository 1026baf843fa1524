"""The formats that travel, as bytes and as values."""
