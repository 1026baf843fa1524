"""The page Reports: months in figures, as small charts that each have a table twin. No names.

wording        months, shares and what is hidden, in words
view_model     which months, which place, which way to look, and the figures
chart          what the painted charts share
site_cells     a bar and a number for each month and place
in_time_line   a share by month, with the aim
came_of_bars   what came of a span, a bar each
chart_card     a chart or its table, with the button between them
filter_bar     the months, the place and the way
foot           how far the figures reach, and the ways to a file
page           all of these
"""
