"""A form pack as its file has it."""

from __future__ import annotations

PACK_TEXT = """
[pack]
name = "made_up"
version = 1
title = "A made-up instrument"

[lists.worry_answers]
title = "How worried"
codes = [ { code = "very", label = "Very" }, { code = "little", label = "A little" } ]

[[areas]]
area = "Moorland"
instrument = "worry"
min_yes = 3
escalation_n = 2
escalation_months = 6
repeat_clock = "meeting"
sla_days = 21

[[form]]
name = "worry"
version = 1
title = "Worry scale"
credit = "Made up for this test"

[[form.fields]]
name = "worry_now"
kind = "choice"
label = "Worried now"
list = "worry_answers"
exact = "How worried are you now?"

[[form.fields]]
name = "worry_why"
kind = "text"
label = "Why"

[[agreed]]
form = "worry/1"
fields = ["worry_now"]
"""
