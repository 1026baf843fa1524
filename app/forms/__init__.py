"""Forms as data: what is asked, what may be answered, and what follows from the answers.

definition    the parts of a form: Form, Field, Kind, Condition, Section, Scoring
stored_words  fields as they are stored, in the words of the form that asked
agreed        what may go with a referral, and what comes back
outside       services outside Yarrow that a referral may go to
first_contact how soon a first contact is due, and the bank holidays
lists         lists of codes with their plain words
rules         when something holds, as data over the answers and what follows from them
situation     what a page says so far, as facts that such rules ask about
steps         what to do next, in order
record_safety the twelve points that keep the record of a disclosure safe
record_codes  codes for what was recorded, to be entered elsewhere by a person
safe_note     the note for the person’s own record elsewhere
numbers       the numbers to ring that are the same for everybody
library       the shipped forms by name and version
parsing       a form from its TOML, checked whole
checking      whether answers may be saved: the problems by field, the values to store
editing       the same for edits of a record that is there
conversion    one answer to its stored value, kind by kind
fields        between a form's answers and a record's fields
elements      the elements of a stored list, and the least change between two
scoring       what an instrument makes of its answers
outcome       how an enquiry ended, worked out from the answers
directory     the names of sites by their ODS codes
tables        strict reading of a definition's TOML
"""
