"""The inputs of a form: one for each way of answering, all named, all worked by keys.

editor         what every input can do: show an answer, give it, be held back, tell of a change
moving         the focus to the next or previous input
picking        rows of answers of which one is picked: one tab stop, letters, numbers, arrows
four_state     a row of rings that become Yes, No, Declined and Not asked
segmented      joined boxes, the rare codes behind the last of them
choice         a box that opens a list
word_search    finding words of a list by the letters typed
stepper        a small whole number
agreement      chips that go round yes, no and not asked
cycled         an answer that Space takes through its codes
tick_line      one line of a checklist
ticks          codes of a list to tick, each with what it stands for
points         a checklist of them, the first in sight and the rest folded
own_record     a note and codes for the person’s own record elsewhere
chips_input    codes found by typing, kept as chips
text           one line, several lines, a list of numbers
moments        reading and saying days and times; the lines to type them in
person_field   who it is about: looked for first, then taken, or someone new
labelled       an input with its label, and the line for what is wrong
block          a numbered block of inputs
problems       the short sentence under a field for each problem
drafts         keeps what is being typed, within a second
"""
