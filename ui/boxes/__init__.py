"""Boxes that ask for a few things over the page one is on."""
