"""Joins the ward PC's door: its folder, its page, and what it sends."""
