"""Attachments from a file to the page of a person and out again."""
