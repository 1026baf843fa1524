"""The page below Reports: a practice in figures, its training log, and the tally of a clinic.

wording        months, sessions, shares and what to raise, in words
view_model     the figures, and the presses of a tally, each written before the next
tally_card     one press a patient
training_box   asks about a session
page           tally, training and months
panel          what to raise at the next meeting
"""
