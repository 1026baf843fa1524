"""A ward PC: it joins a team as a writer, reads who belongs, and posts what was sealed at it."""
