"""The ward PC's door: the short code on the lock screen, and the one page behind it."""
