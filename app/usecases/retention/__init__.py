"""How long a file is kept: holds, what is due for a look, and erasing."""
