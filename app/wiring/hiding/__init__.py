"""What hides the screen and ends the session."""
