"""One exchange with the service about one space: the stages in order, without network or clock.

`connect, check, hello, membership, pull, hear, push, marks, done`. Objects, once there are any,
have their stage between push and marks.
"""
