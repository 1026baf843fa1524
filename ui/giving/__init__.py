"""Whole files for somebody outside: asked about, looked into, and then given a place.

box      to whom, why, in which shape; what goes and what stays behind; where it is written
card     the way to it in Settings
"""
