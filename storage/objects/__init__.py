"""Attachments on the disk: sealed in chunks, each object under a key of its own."""
