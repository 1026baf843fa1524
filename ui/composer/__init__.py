"""The note composer: lines of fact, of what was said, and of opinion.

lines        one line, its label, and its quote marks
view_model   the note being written: its lines, its draft, and signing it
line_row     a line on the screen: its tag and its words
composer     the lines, what the present one is, and Sign note
"""
