"""What each kind of statement may do to who belongs, and does: pure, a file for each family.

A rule is handed the membership before, the statement and its position; it gives the membership
after, or raises Untrusted. The order of statements is checked before.
"""
