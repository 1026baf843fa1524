"""One exchange with the service about one space: the stages in order, without network or clock.

`connect, check, hello, membership, pull, hear, seal, push, looks, objects, marks, done`.
"""
