"""The New page: record an identification.

advice         what the answers mean now and what to do next, in words
answering      the answers of one page: set, undone, checked
whom           nobody yet, someone found, or someone new
view_model     the page's state and what it asks of the program
blocks         the six numbered blocks of inputs
page           blocks, panel and bar, joined with the view model
panel          result, next steps, checklist, Save
steps_list     the numbered steps
bottom_bar     what the panel folds to where room is short
"""
