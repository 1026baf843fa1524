"""What leaves the program: the gate that everything passes, and whole files that go through it."""
