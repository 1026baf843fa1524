"""The New page: record an identification.

advice         what the answers mean now and what to do next, in words
answering      the answers of one page: set, undone, checked
whom           nobody yet, someone found, or someone new
view_model     the page's state and what it asks of the program
binding        joins inputs with the view model, field by field
tiles          widgets beside or below each other
blocks         the six numbered blocks of inputs, and More
page           blocks and bar
bottom_bar     what the panel folds to where room is short
step_row       one step
steps_list     the steps, and what is answered at them
panel          result, steps, checklist, Save
"""
