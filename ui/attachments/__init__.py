"""Attachments on the screen: taken in, looked at inside the program, asked about on the way out."""
