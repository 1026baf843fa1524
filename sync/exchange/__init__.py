"""One exchange with the service about one space: the stages in order, without network or clock.

`connect, check, hello, membership, pull, erase, hear, inbox, seal, push, looks, introductions,
outbox, objects, marks, done`.
"""
